"""What the monthly report says: for the region, and shorter for one profile.

Belongs here: which sections there are, their sentences, tables and pictures. Does not belong: reading the catalogue
(`report_reading.py`), drawing (`report_pictures.py`), the page (`report.py`). Every number in a sentence or a picture
stands in a table of the same report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from pipelines.language.figures import day_text
from pipelines.language.messages import Language, name_in, text
from pipelines.place import in_use
from pipelines.vocabulary import COMPLETE
from warehouse.exports import report_pictures as pictures
from warehouse.exports.report_parts import (
    Cell,
    MonthReport,
    ReportSection,
    ReportTable,
    figure,
    first_of,
    plain,
    sum_cell,
    title_cell,
)
from warehouse.exports.report_reading import MonthRead, Row
from warehouse.exports.words import word
from warehouse.months import before

FUNNEL = ("published", "eligible", "followed", "submitted", "won")
IN_FIGURES = (*FUNNEL, "lost", "withdrawn", "dismissed", "missed", "lead_days", "answer_days")
COVERAGE = ("sources_healthy", "with_deadline", "with_amount", "with_verdict")
TRIED = ("submitted", "won", "lost", "withdrawn", "preparing")
MONTHS_SHOWN, MOST_ROWS, MOST_CALLS, MOST_PRIORITIES = 12, 10, 6, 8  # four printed pages
FOLLOWED = frozenset({"preparing", "submitted", "won", "lost", "withdrawn", "followed"})


class ReportMaker:
    """Reports of one month; `profile` None is the region's."""

    def __init__(self, read: MonthRead, language: Language) -> None:
        self.read, self.language = read, language
        self.measures = {m["measure"]: m for m in read.measures}
        self.by_id = {p["profile_id"]: p for p in read.profiles}

    def region(self) -> MonthReport:
        """The region's report."""
        sections = [
            self._figures("region", "all"),
            self._came(),
            self._tried(self.read.applications, "region", "all"),
            self._behind(),
            self._missed_by_all(),
            self._closing([r for r in self.read.closing if r["applicant"] in ("municipality", "regional_government")]),
            self._sources(),
            self._milestones(),
        ]
        return self._report(in_use().word("region", self.language), "region", "all", sections)

    def profile(self, profile: Row) -> MonthReport:
        """One profile's report."""
        name = profile["profile_id"]
        mine = [row for row in self.read.applications if row["profile_id"] == name]
        missed = [row for row in self.read.missed if row["profile_id"] == name]
        sections = [
            self._figures("profile", name),
            self._tried(mine, "profile", name),
            self._missed(missed),
            self._closing([row for row in self.read.closing if _open_to(row, profile)]),
        ]
        return self._report(profile["name"], "profile", name, sections)

    def _report(self, name: str, dimension: str, member: str, sections: Sequence[ReportSection]) -> MonthReport:
        read = self.read
        notices = [self.say("running", day=day_text(read.ends_on)) if not read.final else self.say("final")]
        if read.disputes and dimension == "region":
            notices.append(text("report.disputes", self.language, read.disputes))
        shown = IN_FIGURES if dimension == "region" else [m for m in IN_FIGURES if m != "published"]
        defined = (*shown, *(COVERAGE if dimension == "region" else ()))
        return MonthReport(
            self.language,
            self.say("title"),
            self.say("of_month", month=self._month(read.month, long=True), name=name),
            tuple(notices),
            tuple(self._tiles(dimension, member)),
            tuple(section for section in sections if section.sentences or section.tables),
            tuple((self._name(m), self._in_own(self.measures[m], "definition")) for m in defined),
            self.say("definitions"),
            self.say("origin", day=day_text(read.ends_on)),
        )

    def say(self, message: str, /, **values: object) -> str:
        """A message of the report."""
        return text(f"report.{message}", self.language, None, **values)

    def _in_own(self, row: Row, what: str) -> str:
        return name_in({"es": row[f"{what}_es"], "en": row[f"{what}_en"] or row[f"{what}_es"]}, self.language)

    def _name(self, measure: str) -> str:
        return self._in_own(self.measures[measure], "name")

    def _month(self, month: date, *, long: bool = False) -> str:
        from babel.dates import format_date

        locale = text("format.locale", self.language)
        if long:
            name = str(format_date(month, "LLLL", locale))
            return self.say("month_of_year", name=name, year=month.year)
        return str(format_date(month, "LLL yy", locale))

    def _figure(self, measure: str, dimension: str, member: str, month: date | None = None) -> str:
        value, meant = self.read.value(measure, dimension, member, month), self.measures[measure]
        known = value is None and meant["is_count"] and (month or self.read.month) in self._months()
        return figure(0.0 if known else value, meant["unit"], self.language)

    def _months(self) -> list[date]:
        return sorted(self.read.figures.get(("published", "region", "all"), {}))[-MONTHS_SHOWN:]

    def _tiles(self, dimension: str, member: str) -> Iterator[tuple[str, str, str]]:
        for measure in FUNNEL if dimension == "region" else FUNNEL[1:]:
            amount = self.read.value(f"{measure}_amount", dimension, member)
            said = figure(amount, "money", self.language) if amount else ""
            yield self._figure(measure, dimension, member), self._name(measure), said

    def _figures(self, dimension: str, member: str) -> ReportSection:
        month, last = self.read.month, before(self.read.month)
        shown = IN_FIGURES if dimension == "region" else IN_FIGURES[1:]
        rows = []
        for measure in shown:
            total = self.read.so_far(measure, dimension, member) if self.measures[measure]["is_count"] else None
            amount = self.read.value(f"{measure}_amount", dimension, member)
            cells = [self._figure(measure, dimension, member, on) for on in (month, last)]
            cells.append("" if total is None else figure(total, "calls", self.language))
            cells.append(figure(amount, "money", self.language) if amount else "")
            rows.append((plain(self._name(measure)), *(Cell(said, number=True) for said in cells)))
        head = (self.say("measure"), self._month(month), self._month(last), self.say("so_far"), self.say("amount"))
        numbers: dict[str, object] = {m: self._figure(m, dimension, member) for m in FUNNEL}
        sentence = self.say("figures_say" if dimension == "region" else "figures_say_here", **numbers)
        if dimension != "region":
            return self._section("figures", [sentence], tables=[ReportTable(sentence, head, tuple(rows))])
        caption = self.say("funnel", month=self._month(month, long=True))
        drawn = [(self._name(m), self.read.value(m) or 0.0, self._figure(m, "region", "all")) for m in FUNNEL]
        return self._section(
            "figures", [sentence], [(pictures.bars(caption, drawn), caption)], [ReportTable(caption, head, tuple(rows))]
        )

    def _came(self) -> ReportSection:
        rows = [
            (title_cell(r), plain(r["funder"]), plain(r["closes_on"]), sum_cell(r["amount"], self.language))
            for r in self.read.strong
        ]
        shown, rest = first_of(rows, MOST_CALLS, self.language)
        caption = self.say("by_priority")
        counts = self._by_priority()
        drawn = [(name, values[0], figure(values[0], "calls", self.language)) for name, values in counts if values[0]]
        head = (self.say("priority"), *(self._name(m) for m in ("eligible", "submitted", "won")))
        table = tuple(
            (plain(name), *(Cell(figure(v, "calls", self.language), number=True) for v in values))
            for name, values in counts
        )
        if not rows and not table:
            return self._section("came", [self.say("came_nothing")])
        calls = (self.say("call"), self.say("funder"), self.say("closes"), self.say("amount"))
        return self._section(
            "came",
            [self.say("came_say") if rows else self.say("came_nothing")],
            [(pictures.bars(caption, drawn), caption)],
            [ReportTable(self.say("came"), calls, shown, rest), ReportTable(caption, head, table)],
        )

    def _by_priority(self) -> list[tuple[str, tuple[float, ...]]]:
        members = {m for (_, dimension, m) in self.read.figures if dimension == "priority"}
        found = [
            (
                self.read.names.get(("priority", m), m),
                tuple(self.read.value(measure, "priority", m) or 0.0 for measure in ("eligible", "submitted", "won")),
            )
            for m in members
        ]
        return sorted((x for x in found if any(x[1])), key=lambda x: (-x[1][0], x[0]))[:MOST_PRIORITIES]

    def _tried(self, applications: Sequence[Row], dimension: str, member: str) -> ReportSection:
        ordered = sorted(
            (row for row in applications if row["state"] in TRIED),
            key=lambda r: (TRIED.index(r["state"]) if r["state"] != "won" else -1, -r["decided_on"].toordinal()),
        )
        rows = [
            (
                plain(word("application_stage", r["state"], self.language)),
                plain(r["decided_on"]),
                *((plain(self._who(r["profile_id"])),) if dimension == "region" else ()),
                title_cell(r),
                sum_cell(r["amount"], self.language),
                plain(r["why"]),
            )
            for r in ordered
        ]
        shown, rest = first_of(rows, MOST_ROWS, self.language)
        who = (self.say("who"),) if dimension == "region" else ()
        head = (self.say("state"), self.say("since"), *who, self.say("call"), self.say("amount"), self.say("why"))
        if not rows:
            return self._section("tried", [self.say("tried_nothing", day=day_text(self.read.ends_on))])
        tables = [ReportTable(self.say("tried"), head, shown, rest)]
        if dimension != "region":
            return self._section("tried", [], tables=tables)
        months, caption = self._months(), self.say("months")
        series = [
            (m, [self.read.value(m, "region", "all", on) or 0.0 for on in months]) for m in ("submitted", "won", "lost")
        ]
        drawn = pictures.columns(caption, [self._month(on) for on in months], [(self._name(m), v) for m, v in series])
        by_month = tuple(
            (
                plain(self._month(on, long=True)),
                *(Cell(figure(v[place], "calls", self.language), number=True) for _, v in series),
            )
            for place, on in enumerate(months)
        )
        tables.append(ReportTable(caption, (self.say("month"), *(self._name(m) for m, _ in series)), by_month))
        return self._section("tried", [], [(drawn, caption)], tables)

    def _behind(self) -> ReportSection:
        sent = {r["profile_id"] for r in self.read.applications if r["state"] in ("submitted", "won", "lost")}
        municipalities = [p for p in self.read.profiles if p["applicant"] == "municipality"]
        without: dict[str, list[str]] = defaultdict(list)
        for p in municipalities:
            if p["profile_id"] not in sent:
                without[p["province"] or self.say("unknown")].append(_local_area(p["name"]))
        value = {m: int(self.read.value(m) or 0) for m in ("without_application", "silent", "profiles")}
        sentences = [
            self.say("behind_say", many=value["without_application"], all=len(municipalities)),
            self.say("silent_say", many=value["silent"], all=value["profiles"]),
        ]
        caption = self.say("behind_by_province")
        order = sorted(without.items(), key=lambda x: (-len(x[1]), x[0]))
        drawn = [(province, float(len(names)), str(len(names))) for province, names in order]
        rows = tuple((plain(p), Cell(str(len(names)), number=True), plain(", ".join(names))) for p, names in order)
        head = (self.say("province"), self.say("count"), self.say("municipalities"))
        if not rows:
            return self._section("behind", sentences)
        return self._section(
            "behind", sentences, [(pictures.bars(caption, drawn), caption)], [ReportTable(caption, head, rows)]
        )

    def _missed_by_all(self) -> ReportSection:
        answered = {r["call_id"] for r in self.read.applications}
        calls = {r["call_id"]: r for r in self.read.missed if r["call_id"] not in answered}
        return self._missed(list(calls.values()), count=int(self.read.value("missed") or 0))

    def _missed(self, rows: Sequence[Row], *, count: int | None = None) -> ReportSection:
        count = len(rows) if count is None else count
        cells = [
            (title_cell(r), plain(r["funder"]), plain(r["closes_on"]), sum_cell(r["amount"], self.language))
            for r in rows
        ]
        shown, rest = first_of(cells, MOST_CALLS, self.language)
        head = (self.say("call"), self.say("funder"), self.say("closes"), self.say("amount"))
        sentence = self.say("missed_say", many=count) if count else self.say("missed_nothing")
        tables = [ReportTable(self.say("missed"), head, shown, rest)] if shown else []
        return self._section("missed", [sentence], tables=tables)

    def _closing(self, rows: Sequence[Row]) -> ReportSection:
        calls = {r["call_id"]: r for r in rows}
        cells = [
            (
                plain(r["next_deadline_on"]),
                title_cell(r),
                plain(r["funder"]),
                sum_cell(r["amount"], self.language),
                plain(r["priority"]),
            )
            for r in calls.values()
        ]
        shown, rest = first_of(cells, MOST_ROWS, self.language)
        head = tuple(self.say(name) for name in ("closes", "call", "funder", "amount", "priority"))
        if not shown:
            return self._section("closing", [self.say("closing_nothing")])
        return self._section(
            "closing", [self.say("closing_say")], tables=[ReportTable(self.say("closing"), head, shown, rest)]
        )

    def _sources(self) -> ReportSection:
        bad = [s for s in self.read.sources if s["verdict"] not in COMPLETE]
        good = len(self.read.sources) - len(bad)
        sentence = self.say("sources_say", all=len(self.read.sources), ok=good)
        coverage = tuple((plain(self._name(m)), Cell(self._figure(m, "region", "all"), number=True)) for m in COVERAGE)
        tables = [ReportTable(self.say("coverage"), (self.say("measure"), self.say("share")), coverage)]
        if bad:
            shown, rest = first_of([(plain(s["name"]), plain(s["line_es"])) for s in bad], MOST_ROWS, self.language)
            tables.append(ReportTable(self.say("sources_bad"), (self.say("source"), self.say("how")), shown, rest))
        return self._section("sources", [sentence], tables=tables)

    def _milestones(self) -> ReportSection:
        rows, drawn = [], []
        for m in self.read.milestones:
            name = self._in_own(m, "name")
            reached = self.read.so_far(m["measure"]) if m["measure"] else None
            said = ""
            if reached is not None:
                said = self.say("progress_of", reached=f"{reached:.0f}", target=f"{m['target']:.0f}")
                drawn.append((name, reached / m["target"], said))
            state = word("milestone_state", m["state"], self.language)
            proof = " · ".join(part for part in (said, m["evidence"]) if part)
            rows.append((plain(name), plain(m["planned_on"]), plain(m["done_on"]), plain(state), plain(proof)))
        if not rows:
            return self._section("milestones", [self.say("no_milestones")])
        head = tuple(self.say(name) for name in ("milestone", "planned", "done", "state", "proof"))
        caption = self.say("progress")
        shown = [(pictures.progress(caption, drawn), caption)]
        return self._section("milestones", [], shown, [ReportTable(self.say("milestones"), head, tuple(rows))])

    def _section(
        self,
        key: str,
        sentences: Sequence[str],
        shown: Sequence[tuple[str, str]] = (),
        tables: Sequence[ReportTable] = (),
    ) -> ReportSection:
        drawn = tuple(one for one in shown if one[0])
        return ReportSection(key, self.say(key), tuple(sentences), drawn, tuple(tables))

    def _who(self, profile_id: str) -> str:
        profile = self.by_id.get(profile_id)
        if profile is None:
            return profile_id
        return _local_area(profile["name"]) if profile["applicant"] == "municipality" else str(profile["name"])


def _open_to(row: Row, profile: Row) -> bool:
    if row["applicant"] != profile["applicant"]:
        return False
    people = profile["population"]
    if profile["applicant"] != "municipality" or people is None:
        return True
    return (row["min_population"] or 0) <= people and (row["max_population"] is None or people <= row["max_population"])


def _local_area(name: str) -> str:
    """The area of a municipality: what stands after "de"."""
    return name.partition(" de ")[2] or name
