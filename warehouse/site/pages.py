"""All pages of a site in one language: what each shows, by its path.

Belongs here: which pages there are; home, calls, sources, news, how it is made, search. Does not belong: pages of groups
(`group_pages.py`), the page of a call (`call_page.py`), markup.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from pipelines.language.figures import day_text, money, number
from pipelines.language.messages import family
from pipelines.place import in_use
from pipelines.vocabulary import APPLICANTS
from warehouse.exports.words import word
from warehouse.site.call_page import call_page, call_rows
from warehouse.site.cards import OPEN, file_name, safe
from warehouse.site.group_pages import A_PAGE, AMOUNTS, AT_HOME, NEWS, GroupPages, SitePage, by_closing
from warehouse.site.reading import Row


class Pages(GroupPages):
    """The pages of one language."""

    def all(self) -> Iterator[SitePage]:
        """Every page."""
        yield self._home()
        for make in (
            self._open,
            self._calls,
            self._priorities,
            self._applicants,
            self._funders,
            self._funds,
            self._months,
            self._sources,
            self._news,
            self._how,
        ):
            yield from make()
        yield SitePage("buscar.html", "search.html.j2", {"choices": self._choices()})

    def _home(self) -> SitePage:
        site = self.site
        soon = [c for c in self.current if c["status"] == "closing_soon"]
        counts = [
            (len(self.current), self.said("site.open_calls"), "abiertas.html"),
            (len(soon), self.said("site.closing_soon_count"), "abiertas.html"),
            (len(self._arrived()), self.said("site.new_count"), "novedades.html"),
            (len(site.sources), self.said("site.sources_count"), "fuentes.html"),
        ]
        published = site.published_at.astimezone(in_use().zone)
        shown = [c for c in self.current if c["next_deadline_on"]][:AT_HOME]
        return SitePage(
            "index.html",
            "home.html.j2",
            {
                "lead": self.said("site.lead"),
                "counts": [{"count": number(n, self.language), "name": name, "path": path} for n, name, path in counts],
                "published": self.said(
                    "site.published_on", day=day_text(site.day), moment=f"{published:%d-%m-%Y %H:%M}"
                ),
                "calls": [self.line(c) for c in shown],
                "priorities": self._priority_entries(),
                "pictures": [self._pictures.by_month(), self._pictures.to_whom()],
            },
        )

    def _arrived(self) -> list[Row]:
        days = sorted({c["first_seen_on"] for c in self.site.calls.values()}, reverse=True)[:7]
        since = max((d for d in days if (self.site.day - d).days >= 7), default=days[-1] if days else self.site.day)
        return sorted(
            (c for c in self.site.calls.values() if c["first_seen_on"] >= since and c["status"] in {*OPEN, "forecast"}),
            key=lambda c: (-c["first_seen_on"].toordinal(), *by_closing(c)),
        )

    def _open(self) -> Iterator[SitePage]:
        chunks = [self.current[n : n + A_PAGE] for n in range(0, len(self.current), A_PAGE)] or [[]]
        paths = ["abiertas.html", *(f"abiertas-{n}.html" for n in range(2, len(chunks) + 1))]
        for here, (path, calls) in enumerate(zip(paths, chunks, strict=True)):
            pages = (
                [{"path": p, "name": n + 1, "here": n == here} for n, p in enumerate(paths)] if len(paths) > 1 else []
            )
            section = {"name": self.said("site.by_closing"), "count": number(len(self.current), self.language)}
            yield self._group(
                path,
                self.said("site.open_calls"),
                [self.said("site.open_about")],
                [section | {"calls": [self.line(c) for c in calls]}],
                pages=pages,
            )

    def _calls(self) -> Iterator[SitePage]:
        shared = repr((self.names, self.site.applicants, sorted(self.site.holidays)))
        for call in self.site.calls.values():
            made_from = f"{shared}{call_rows(self.site, call)!r}"
            yield SitePage(f"c/{file_name(call['call_id'])}.html", "call.html.j2", partial(self._call, call), made_from)

    def _call(self, call: Row) -> Row:
        shown = call_page(self.site, call, self.names, self.language, self.site.holidays)
        return {"c": shown | {"file": file_name(call["call_id"])}}

    def _sources(self) -> Iterator[SitePage]:
        by: dict[str, dict[str, Row]] = defaultdict(dict)
        for call_id, records in self.site.records.items():
            for record in records:
                by[record["source_id"]][call_id] = self.site.calls[call_id]
        rows = []
        for s in self.site.sources:
            path = f"fuente/{file_name(s['source_id'])}.html"
            verdict = word("site_verdict", s["verdict"] or "never", self.language)
            rows.append(
                [
                    {"text": safe(s["name"], 120), "path": path},
                    word("site_state", s["state"], self.language),
                    {"text": verdict, "class": f"verdict {s['verdict'] or 'never'}"},
                    day_text(s["last_good_on"]) if s["last_good_on"] else "–",
                    {"text": number(s["records"] or 0, self.language), "class": "figure"},
                    {"text": number(len(by[s["source_id"]]), self.language), "class": "figure"},
                ]
            )
            yield self._source(s, path, verdict or "", list(by[s["source_id"]].values()))
        headings = ("source", "state", "verdict", "last_good", "records", "calls")
        yield SitePage(
            "fuentes.html",
            "table.html.j2",
            {
                "name": self.said("site.sources"),
                "lines": [self.said("site.sources_about")],
                "pictures": [self._pictures.of_sources()],
                "tables": [
                    {
                        "name": self.said("site.sources_status"),
                        "about": "",
                        "headings": [family("site_heading", self.language)[h] for h in headings],
                        "rows": rows,
                    }
                ],
            },
        )

    def _source(self, s: Row, path: str, verdict: str, calls: list[Row]) -> SitePage:
        heading = family("site_heading", self.language)
        facts = [
            {"name": heading["state"], "value": word("site_state", s["state"], self.language)},
            {"name": heading["verdict"], "value": verdict},
            {"name": heading["last_good"], "value": day_text(s["last_good_on"]) if s["last_good_on"] else "–"},
            {"name": heading["records"], "value": number(s["records"] or 0, self.language)},
            {"name": heading["note"], "value": safe(s["line_es"], 600)},
        ]
        return self._group(
            path,
            safe(s["name"], 160),
            [],
            self._sections(calls),
            facts=facts,
            back={"path": "fuentes.html", "name": self.said("site.sources")},
        )

    def _news(self) -> Iterator[SitePage]:
        arrived = self._arrived()
        changed = sorted(
            {c["call_id"]: c for rows in self.site.changes.values() for c in rows if c["matters"]}.values(),
            key=lambda c: (c["changed_on"], c["call_id"]),
            reverse=True,
        )[:NEWS]
        parts = (
            ("site.new_calls", arrived[:A_PAGE], len(arrived)),
            (
                "site.changed_calls",
                [self.site.calls[c["call_id"]] for c in changed if c["call_id"] in self.site.calls],
                len(changed),
            ),
        )
        sections = [
            {"name": self.said(name), "count": number(n, self.language), "calls": [self.line(c) for c in calls]}
            for name, calls, n in parts
        ]
        link = {"path": "novedades.xml", "name": self.said("site.follow")}
        yield self._group("novedades.html", self.said("site.news"), [self.said("site.news_about")], sections, link=link)

    def _how(self) -> Iterator[SitePage]:
        heading = family("site_heading", self.language)
        rows = [
            [
                str(p["publication"]),
                day_text(p["as_of"]),
                *(
                    {"text": number(p[c] or 0, self.language), "class": "figure"}
                    for c in ("calls", "open_calls", "records")
                ),
                f"{p['sources_ok']} / {p['sources_total']}",
                {"text": (p["commit"] or "")[:10], "class": "code"},
            ]
            for p in self.site.publications[-30:][::-1]
        ]
        failed = [q for q in self.site.quality if q["outcome"] != "passed"]
        checks = [
            [q["check_name"], f"{q['table_name']}.{q['column_name']}".strip("."), q["outcome"], safe(q["note"], 300)]
            for q in failed[:100]
        ]
        columns = ("number", "day", "calls", "open", "records", "sources_ok", "commit")
        tables = [
            {
                "name": self.said("site.publications"),
                "about": "",
                "headings": [heading[h] for h in columns],
                "rows": rows,
            },
            {
                "name": self.said("site.checks"),
                "about": self.said("site.checks_about", total=len(self.site.quality), failed=len(failed)),
                "headings": [heading[h] for h in ("check", "table", "outcome", "note")],
                "rows": checks,
            },
        ]
        lines = [self.said(name) for name in ("site.how_1", "site.how_2", "site.how_3", "site.how_4")]
        shows = {"name": self.said("site.how"), "lines": lines, "tables": tables, "pictures": []}
        yield SitePage("como.html", "table.html.j2", shows)

    def _choices(self) -> Row:
        """What the search's lists offer, apart from what its index counts, and the words that its script says."""
        kinds = family("site_kind", self.language)
        orders = family("site_order", self.language)
        return {
            "kinds": [{"value": kind, "name": kinds.get(kind, kind)} for kind in APPLICANTS],
            "applicants": sorted(
                (
                    {"value": a["applicant_id"].rpartition(":")[2], "name": safe(a["name"], 120)}
                    for a in self.site.applicants
                    if a["applicant"] == "municipality"
                ),
                key=lambda entry: entry["name"],
            ),
            "amounts": [
                {"value": str(amount), "name": money(Decimal(amount), in_use().currency, self.language)}
                for amount in AMOUNTS
            ],
            "orders": [{"value": order, "name": name} for order, name in orders.items()],
            "words": json.dumps(self._script_words(), ensure_ascii=False),
        }

    def _script_words(self) -> Row:
        countries = {row["country"] for row in self.site.funders.values() if row["country"]}
        said = ("closes", "amount", "one", "many", "none", "part", "copied", "address")
        return {name: self.said(f"site.{name}") for name in said} | {
            "language": self.language,
            "names": {
                "status": dict(family("status", self.language)),
                "tipo": dict(family("call_type", self.language)),
                "idioma": dict(family("language", self.language)),
                "quien": dict(family("site_kind", self.language)),
                "prioridad": self.names,
                "pais": {code: self.country(code) for code in sorted(countries)},
            },
        }
