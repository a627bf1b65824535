"""The pages of what calls have in common, in one language: priorities, applicants, funders, funds, months.

Belongs here: a list of each and a page of each. Does not belong: the page of a call (`call_page.py`), markup.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.language.figures import number
from pipelines.language.messages import Language, family, text
from pipelines.vocabulary import APPLICANTS
from warehouse.site.actor_pages import payers, relations, route
from warehouse.site.call_page import window
from warehouse.site.cards import OPEN, address, card, file_name, safe
from warehouse.site.pictures import Pictures
from warehouse.site.reading import Row, SiteCatalogue

A_PAGE = 100  # calls of a list before it goes on elsewhere
AT_HOME = 12
NEWS = 60
AMOUNTS = (1_000_000, 10_000_000, 50_000_000, 100_000_000, 500_000_000)
"""The least sums to choose from, in the territory's own money."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page: where it stands within its language, its template, and what that shows. `made_from`: what a page that is
    made only where it is written is known by."""

    path: str
    template: str
    shows: Row | Callable[[], Row]
    made_from: str = ""


class GroupPages:
    """What all pages of a language share, and the pages of groups of calls."""

    def __init__(self, site: SiteCatalogue, language: Language) -> None:
        self.site, self.language = site, language
        self.names = {p["priority_id"]: p.get(f"name_{language}") or p["name_es"] for p in site.priorities.values()}
        self._cards: dict[str, Row] = {}
        self._pictures = Pictures(site, self.names, language)
        self.current = sorted((c for c in site.calls.values() if c["status"] in OPEN), key=by_closing)
        self.coming = [c for c in site.calls.values() if c["status"] == "forecast"]

    def said(self, name: str, count: int | None = None, **values: Any) -> str:
        return text(name, self.language, count, **values)

    def line(self, call: Row) -> Row:
        """A call as a line of a list, made once."""
        call_id = call["call_id"]
        if call_id not in self._cards:
            self._cards[call_id] = card(call, self.site.matches[call_id], self.names, self.language)
        return self._cards[call_id]

    def _count(self, count: int) -> str:
        return self.said("site.calls_count", count, number=number(count, self.language))

    def _group(self, path: str, name: str, lines: Sequence[str], sections: list[Row], **more: Any) -> SitePage:
        return SitePage(
            path,
            "group.html.j2",
            {
                "name": name,
                "lines": lines,
                "sections": [{"about": "", "empty": ""} | one for one in sections],
                "facts": [],
                "back": None,
                "link": None,
                "pages": [],
            }
            | {"pictures": [], "relations": []}
            | more,
        )

    def _index(self, path: str, name: str, about: str, groups: list[Row], pictures: Sequence[Row] = ()) -> SitePage:
        return SitePage(
            path,
            "index.html.j2",
            {"name": self.said(name), "about": self.said(about), "groups": groups, "pictures": list(pictures)},
        )

    def _sections(self, calls: Sequence[Row], *, most: int = A_PAGE) -> list[Row]:
        """Open calls, those to come, and the last that closed."""
        parts = (
            ("site.open_calls", [c for c in calls if c["status"] in OPEN]),
            ("site.to_come", [c for c in calls if c["status"] == "forecast"]),
            ("site.closed_calls", [c for c in calls if c["status"] in ("closed", "withdrawn")]),
        )
        found = []
        for name, part in parts:
            if part or name == "site.open_calls":
                shown = sorted(part, key=by_closing)[:most]
                more = self.said("site.first_of", shown=len(shown)) if len(part) > len(shown) else ""
                found.append(
                    {
                        "name": self.said(name),
                        "count": number(len(part), self.language),
                        "calls": [self.line(c) for c in shown],
                        "about": more,
                    }
                )
        return found

    def country(self, code: str) -> str:
        """A country by its name in the language."""
        from babel import Locale

        return str(Locale.parse(text("format.locale", self.language)).territories.get(code, code))

    def _priority_entries(self) -> list[Row]:
        current = {c["call_id"] for c in self.current}
        open_by: dict[str, int] = defaultdict(int)
        for call_id, matches in self.site.matches.items():
            for match in matches if call_id in current else ():
                open_by[match["priority_id"]] += 1
        return [
            {
                "path": f"prioridad/{file_name(p)}.html",
                "name": name,
                "open": self._count(open_by[p]),
                "note": self._count(open_by[p]),
            }
            for p, name in sorted(self.names.items(), key=lambda entry: entry[1])
        ]

    def _priorities(self) -> Iterator[SitePage]:
        yield self._index(
            "prioridades.html",
            "site.priorities",
            "site.priorities_about",
            [{"name": "", "entries": self._priority_entries()}],
            pictures=[self._pictures.by_priority()],
        )
        by: dict[str, list[Row]] = defaultdict(list)
        for call_id, matches in self.site.matches.items():
            for match in matches:
                by[match["priority_id"]].append(self.site.calls[call_id])
        for priority_id, row in self.site.priorities.items():
            described = row.get(f"description_{self.language}") or row["description_es"]
            yield self._group(
                f"prioridad/{file_name(priority_id)}.html",
                self.names[priority_id],
                [safe(described, 3000)],
                self._sections(by[priority_id]),
                back={"path": "prioridades.html", "name": self.said("site.priorities")},
                link={"path": f"buscar.html?prioridad={priority_id}", "name": self.said("site.search_within")},
            )

    def _applicants(self) -> Iterator[SitePage]:
        by_kind: dict[str, list[Row]] = defaultdict(list)
        for row in self.site.applicants:
            by_kind[row["applicant"]].append(row)
        kinds = family("site_kinds", self.language)
        lists = {kind: self._for_kind(kind) for kind in by_kind}
        groups = []
        for kind in [str(one) for one in APPLICANTS if one in by_kind]:
            entries = []
            for row in by_kind[kind]:
                able, ask = self._able(lists[kind], row)
                note = self.said("site.able_ask", able=len(able), ask=len(ask))
                entries.append({"path": self.applicant_path(row), "name": safe(row["name"], 120), "note": note})
            groups.append({"name": kinds.get(kind, kind), "entries": entries})
        yield self._index("applicants.html", "site.applicants", "site.applicants_about", groups)
        for kind, rows in by_kind.items():
            for row in rows:
                yield self._applicant(row, *self._able(lists[kind], row))

    def applicant_path(self, row: Row) -> str:
        return f"applicant/{file_name(row['applicant_id'].rpartition(':')[2])}.html"

    def _for_kind(self, kind: str) -> list[tuple[Row, Row]]:
        """The calls that a kind of applicant may win or may ask about, each with its verdict."""
        found = []
        for call in [*self.current, *self.coming]:
            if call["call_type"] in ("tender", "award_notice"):
                continue
            for verdict in self.site.eligibility[call["call_id"]]:
                if verdict["applicant"] == kind and verdict["outcome"] != "ineligible":
                    found.append((call, verdict))
        return sorted(found, key=lambda pair: by_closing(pair[0]))

    def _able(self, found: list[tuple[Row, Row]], row: Row) -> tuple[list[Row], list[Row]]:
        people = row["population"]
        fitting = [
            (c, v)
            for c, v in found
            if people is None or (v["min_population"] or 0) <= people <= (v["max_population"] or people)
        ]
        able, ask = ([c for c, v in fitting if v["outcome"] == outcome] for outcome in ("eligible", "unclear"))
        return able, [c for c in ask if self.site.matches[c["call_id"]]]

    def _applicant(self, row: Row, able: list[Row], ask: list[Row]) -> SitePage:
        facts = []
        if row["population"]:
            people = number(row["population"], self.language)
            facts.append({"name": self.said("site.population"), "value": f"{people} ({row['population_year'] or '–'})"})
        if row["province"]:
            facts.append({"name": self.said("site.province"), "value": safe(row["province"], 80)})
        if row["lead_working_days"]:
            facts.append({"name": self.said("site.lead_days"), "value": str(row["lead_working_days"])})
        sections = [
            {
                "name": self.said(name),
                "count": number(len(calls), self.language),
                "about": self.said(about),
                "calls": [self.line(c) for c in calls[:A_PAGE]],
            }
            for name, about, calls in (
                ("site.may_apply", "site.may_apply_about", able),
                ("site.may_ask", "site.may_ask_about", ask),
            )
        ]
        code = row["applicant_id"].rpartition(":")[2]
        return self._group(
            self.applicant_path(row),
            safe(row["name"], 160),
            [],
            sections,
            facts=facts,
            back={"path": "applicants.html", "name": self.said("site.applicants")},
            link={"path": f"buscar.html?para={code}", "name": self.said("site.search_within")},
        )

    def _funders(self) -> Iterator[SitePage]:
        kinds, by = defaultdict(list), defaultdict(list)
        for call in self.site.calls.values():
            by[call["funder_id"]].append(call)
        known = family("site_funder", self.language)
        for funder_id, row in payers(self.site).items():
            entry = {
                "path": f"financiador/{file_name(funder_id)}.html",
                "name": safe(row.get("name_es") or row["name"], 160),
                "note": self._count(len(by[funder_id])),
            }
            kinds[known.get(row["kind"] or "", known["other"])].append(entry)
            yield self._funder(row, by[funder_id])
        groups = [{"name": kind, "entries": entries} for kind, entries in sorted(kinds.items())]
        pictures = [self._pictures.by_country()]
        yield self._index("financiadores.html", "site.funders", "site.funders_about", groups, pictures)

    def _funder(self, row: Row, calls: list[Row]) -> SitePage:
        known = family("site_funder", self.language)
        facts: list[Row] = []
        if row["kind"] in known:
            facts.append({"name": self.said("site.kind"), "value": known[row["kind"]]})
        if row["country"]:
            facts.append({"name": self.said("site.country"), "value": self.country(row["country"])})
        for name, column in (("site.homepage", "homepage"), ("site.contact_page", "contact_page")):
            if link := address(row[column]):
                facts.append({"name": self.said(name), "value": "", "link": link})
        if row["before_applying"]:
            facts.append({"name": self.said("site.before_applying"), "value": safe(row["before_applying"], 600)})
        return self._group(
            f"financiador/{file_name(row['funder_id'])}.html",
            safe(row.get("name_es") or row["name"], 200),
            [],
            self._sections(calls),
            facts=[*facts, *route(self.site, row, self.language)],
            relations=relations(self.site, row["funder_id"], self.language),
            back={"path": "financiadores.html", "name": self.said("site.funders")},
        )

    def _funds(self) -> Iterator[SitePage]:
        expected: list[Row] = []
        others: list[Row] = []
        for fund_id, row in self.site.funds.items():
            calls, opening = self.site.of_fund(fund_id), window(row, self.language)
            path = f"fondo/{file_name(fund_id)}.html"
            note = opening or self._count(len(calls))
            (expected if opening else others).append({"path": path, "name": safe(row["name"], 160), "note": note})
            yield self._fund(path, row, calls, opening)
        groups = [
            {"name": self.said(name), "entries": entries}
            for name, entries in (("site.funds_expected", expected), ("site.funds_others", others))
            if entries
        ]
        yield self._index("fondos.html", "site.funds", "site.funds_about", groups)

    def _fund(self, path: str, row: Row, calls: list[Row], opening: str) -> SitePage:
        facts = []
        if funder := self.site.funders.get(row["funder_id"] or ""):
            place = f"financiador/{file_name(funder['funder_id'])}.html"
            facts.append({"name": self.said("site.funder"), "value": safe(funder["name"], 160), "path": place})
        return self._group(
            path,
            safe(row["name"], 200),
            [opening] if opening else [],
            self._sections(calls),
            facts=facts,
            back={"path": "fondos.html", "name": self.said("site.funds")},
        )

    def _months(self) -> Iterator[SitePage]:
        by: dict[str, list[Row]] = defaultdict(list)
        for call in self.current:
            if call["next_deadline_on"]:
                by[f"{call['next_deadline_on']:%Y-%m}"].append(call)
        entries = [
            {"path": f"mes/{month}.html", "name": month_name(month, self.language), "note": self._count(len(calls))}
            for month, calls in sorted(by.items())
        ]
        groups = [{"name": "", "entries": entries}]
        yield self._index("meses.html", "site.months", "site.months_about", groups, [self._pictures.by_month()])
        for month, calls in by.items():
            yield self._group(
                f"mes/{month}.html",
                self.said("site.closing_in", month=month_name(month, self.language)),
                [],
                self._sections(calls, most=1000),
                back={"path": "meses.html", "name": self.said("site.months")},
                link={"path": f"buscar.html?mes={month}", "name": self.said("site.search_within")},
            )


def by_closing(call: Row) -> tuple[Any, ...]:
    """The order of lists: the next to close first, those without a day last."""
    day = call["next_deadline_on"]
    return day is None, day.toordinal() if day else 0, call["call_id"]


def month_name(month: str, language: Language) -> str:
    """ "2027-01" as "enero de 2027"."""
    from babel.dates import format_date

    return format_date(
        date.fromisoformat(f"{month}-01"), text("site.month_pattern", language), text("format.locale", language)
    )
