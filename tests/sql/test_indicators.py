"""The indicators of six invented months, counted again by hand in Python, and closed months that nothing moves.

Belongs here: what each measure counts, and that the report says the same. Does not belong: the commands
(`tests/end_to_end`).
"""

from __future__ import annotations

import random
import re
from calendar import monthrange
from collections import Counter
from datetime import date, datetime, timedelta
from statistics import median

import duckdb
import pytest

from warehouse import history, landing, month_figures, stage_tables
from warehouse.exports.report import report
from warehouse.exports.report_model import ReportMaker
from warehouse.exports.report_reading import read_month
from warehouse.frames import replace_all
from warehouse.home import Home
from warehouse.models import build
from warehouse.months import NoMonth
from warehouse.publish import publish

FIRST, LAST = date(2026, 6, 3), date(2026, 11, 30)
MONTHS = [date(2026, month, 1) for month in range(6, 12)]
PROVINCES = {
    "municipality-1": "Norte",
    "municipality-2": "Norte",
    "municipality-3": "Sur",
    "municipality-4": "Sur",
    "gore": None,
}
FOLLOWING, SENT = {"followed", "preparing", "submitted", "won", "lost"}, {"submitted", "won", "lost"}
STATES = ("followed", "dismissed", "preparing", "submitted", "won", "lost", "withdrawn", None)


class World:
    """Calls, whom they came to, and what was said of them, day by day."""

    def __init__(self, seed: int) -> None:
        pick = random.Random(seed)
        self.calls = {
            f"call-{n}": {
                "seen": (seen := FIRST + timedelta(days=pick.randrange(170))),
                "closes": pick.choice([None, seen + timedelta(days=pick.randrange(5, 90))]),
                "amount": pick.choice([None, pick.randrange(1, 900) * 1_000_000]),
                "type": pick.choice(["grant", "prize", None, "tender"]),
                "grade": pick.choice([0, 1, 2, 2]),
                "outcome": pick.choice(["eligible", "eligible", "unclear"]),
                "profiles": sorted(pick.sample(sorted(PROVINCES), pick.randrange(4))),
            }
            for n in range(60)
        }
        lines = [
            (FIRST + timedelta(days=pick.randrange(180)), pick.choice(sorted(PROVINCES)[1:4]), pick.choice([*self.calls]),
             pick.choice(STATES), pick.choice([None, pick.randrange(1, 90) * 500_000]))
            for _ in range(150)
        ]  # fmt: skip
        self.lines = sorted(lines, key=lambda line: line[0])

    def into(self, con: duckdb.DuckDBPyConnection) -> None:
        stage_tables.make(con)
        for table, rows in self._rows().items():
            replace_all(con, f"stage.{table}", rows)

    def _rows(self):
        kinds = {"gore": "regional_government"}
        people = [
            {"applicant_id": p, "applicant": kinds.get(p, "municipality"), "name": p, "province": province}
            for p, province in PROVINCES.items()
        ]
        states = {"followed": None, "dismissed": None, None: None, "withdrawn": "abandoned"}
        return {
            "clock": [{"as_of": LAST, "first_on": FIRST}],
            "rates": [{"on_date": FIRST, "currency": "CLP", "per_usd": 900.0, "source": "prueba"}],
            "applicants": people,
            "profiles": [{"profile_id": a["applicant_id"], **{k: a[k] for k in ("applicant_id", "applicant", "name")}} for a in people],
            "priorities": [{"priority_id": "water", "name_es": "Agua"}],
            "calls": [
                {"call_id": c, "title": c, "amount_max": v["amount"], "currency": "CLP", "call_type": v["type"],
                 "first_seen_on": v["seen"], "last_seen_on": LAST, "deadline_kind": "fixed", "url": ""}
                for c, v in self.calls.items()
            ],
            "deadlines": [
                {"call_id": c, "position": 1, "closes_on": v["closes"]} for c, v in self.calls.items() if v["closes"]
            ],
            "matches": [
                {"call_id": c, "priority_id": "water", "score": 0.5, "grade": v["grade"]}
                for c, v in self.calls.items() if v["grade"]
            ],
            "eligibility": [
                {"call_id": c, "applicant": kind, "outcome": v["outcome"]}
                for c, v in self.calls.items() for kind in ("municipality", "regional_government")
            ],
            "arrivals": [
                {"call_id": c, "new_on": v["seen"], "week": "2026-W30", "profiles": v["profiles"]}
                for c, v in self.calls.items() if v["profiles"]
            ],
            "publications": [
                {"publication": n, "published_at": datetime(2026, 6, 3) + timedelta(days=n), "sources_ok": 3 + n % 2,
                 "sources_total": 4, "as_of": FIRST + timedelta(days=n)} for n in range(180)
            ],
            "decisions": [
                {"position": n, "profile_id": who, "call_id": call, "decided_on": on, "seen_on": on, "amount": amount if state else None,
                 "decision": None if state is None else "dismiss" if state == "dismissed" else "follow",
                 "state": states.get(state, state)}
                for n, (on, who, call, state, amount) in enumerate(self.lines, 1)
            ],
        }  # fmt: skip

    def standing(self, until: date):
        return {
            (who, call): (state, amount if state else None)
            for on, who, call, state, amount in self.lines
            if on <= until
        }

    def by_hand(self, month: date, members: set[str]) -> dict:
        """Every count and sum of a month for some profiles, by loops."""
        ends = month.replace(day=monthrange(month.year, month.month)[1])
        things = [*self._calls(month, ends, members), *self._applications(month, ends, members)]
        found = Counter(measure for measure, _ in things)
        for measure, amount in things:
            found[f"{measure}_amount"] += amount or 0
        return {m: v for m, v in (found | self._answers(month, ends, members)).items() if v}

    def _calls(self, month, ends, members):
        for call, v in self.calls.items():
            here = members & set(v["profiles"]) if v["outcome"] == "eligible" else set()
            in_month = month <= v["seen"] <= ends
            if in_month and v["type"] != "tender" and len(members) == len(PROVINCES):
                yield "published", v["amount"]
            if in_month and here:
                yield "eligible", v["amount"]
            closed = v["closes"] and v["closes"] < LAST and month <= v["closes"] <= ends and v["grade"] == 2 and here
            if closed and not any(who in members and c == call and on <= v["closes"] for on, who, c, *_ in self.lines):
                yield "missed", v["amount"]

    def _applications(self, month, ends, members):
        then = self.standing(month - timedelta(days=1))
        for key, (state, amount) in self.standing(ends).items():
            before = then.get(key, (None, None))[0]
            if key[0] in members:
                if state in FOLLOWING and before not in FOLLOWING:
                    yield "followed", amount
                if state in SENT and before not in SENT:
                    yield "submitted", amount
                if state in ("won", "lost", "withdrawn", "dismissed") and state != before:
                    yield state, amount if state == "won" else None

    def _answers(self, month, ends, members):
        said = {who: [x for x in self.lines if x[1] == who and x[0] <= ends] for who in members}
        came = {(who, c): v for c, v in self.calls.items() if v["outcome"] == "eligible" for who in v["profiles"]}
        lead = [
            (v["closes"] - v["seen"]).days
            for (who, _), v in came.items()
            if who in members and v["closes"] and month <= v["seen"] <= ends
        ]
        first = {}
        for on, who, call, *_ in self.lines:
            first.setdefault((who, call), on)
        answer = [
            (on - came[key]["seen"]).days
            for key, on in first.items()
            if key in came and key[0] in members and came[key]["seen"] <= on and month <= on <= ends
        ]
        return Counter(
            answered=sum(any(x[0] >= month for x in lines) for lines in said.values()),
            profiles=len(members),
            silent=sum(not lines for lines in said.values()),
            without_application=sum(
                who.startswith("municipality") and not any(x[3] in SENT for x in lines) for who, lines in said.items()
            ),
            **({"lead_days": median(lead)} if lead else {}),
            **({"answer_days": median(answer)} if answer else {}),
        )


@pytest.fixture(scope="module")
def built(models):
    world = World(7)
    with duckdb.connect() as con:
        con.execute(landing.TABLES)
        con.execute(history.TABLES)
        world.into(con)
        build(con, models)
        month_figures.note(con, models, publication=1)
        yield con, world


def figures(con, dimension, member, month):
    found = con.execute(
        "SELECT measure, value FROM catalogue.indicators WHERE dimension = ? AND member = ? AND month = ?",
        [dimension, member, month],
    ).fetchall()
    return {measure: value for measure, value in found if value and not measure.startswith(("with_", "sources_"))}


SCOPES = [
    ("region", "all", set(PROVINCES)),
    ("province", "Norte", {"municipality-1", "municipality-2"}),
    ("profile", "municipality-3", {"municipality-3"}),
]


@pytest.mark.parametrize(("dimension", "member", "members"), SCOPES, ids=[s[0] for s in SCOPES])
def test_every_measure_is_what_a_count_by_hand_gives(built, dimension, member, members):
    con, world = built
    for month in MONTHS:
        by_hand = world.by_hand(month, members)
        if dimension == "profile":
            by_hand = {
                m: v for m, v in by_hand.items() if m not in ("answered", "profiles", "silent", "without_application")
            }
        assert figures(con, dimension, member, month) == pytest.approx(by_hand), month


def test_the_invented_months_have_something_of_every_measure(built):
    con, _ = built
    told = {m for (m,) in con.execute("SELECT DISTINCT measure FROM catalogue.indicators WHERE value > 0").fetchall()}
    assert told == {m for (m,) in con.execute("SELECT measure FROM catalogue.measures").fetchall()} - {
        "missed_amount"
    } | ({"missed_amount"} & told)


def test_parts_of_the_region_come_to_the_region(built):
    con, _ = built
    assert not con.execute("""
        SELECT month, measure, sum(value) FILTER (dimension = 'call_type') AS parts, sum(value) FILTER (dimension = 'region') AS whole
        FROM catalogue.indicators
        WHERE measure IN ('published', 'eligible', 'followed', 'submitted', 'won', 'missed', 'won_amount') GROUP BY ALL
        HAVING coalesce(parts, 0) <> whole""").fetchall()


def test_a_closed_month_is_never_computed_again(built, models):
    con, world = built
    closed = con.execute("SELECT * FROM catalogue.indicators WHERE final ORDER BY ALL").fetchall()
    running = con.execute("SELECT count(*) FROM catalogue.indicators WHERE NOT final").fetchone()
    assert {row[0] for row in closed} == set(MONTHS[:-1])
    assert running[0] > 0
    con.execute("UPDATE stage.decisions SET state = 'lost', decision = 'follow'")
    con.execute("UPDATE stage.calls SET amount_max = 1, first_seen_on = first_seen_on - 20")
    build(con, models)
    month_figures.note(con, models, publication=2)
    assert con.execute("SELECT * FROM catalogue.indicators WHERE final ORDER BY ALL").fetchall() == closed
    assert con.execute("SELECT count(DISTINCT publication) FROM history.indicators").fetchone() == (1,)
    assert figures(con, "region", "all", MONTHS[-1]) != world.by_hand(MONTHS[-1], set(PROVINCES))


@pytest.fixture(scope="module")
def reports(models, tmp_path_factory):
    """The reports of November over the catalogue of a world, and what it says."""
    home = Home(tmp_path_factory.mktemp("home"))
    with duckdb.connect() as con:
        con.execute(landing.TABLES)
        con.execute(history.TABLES)
        World(7).into(con)
        build(con, models)
        month_figures.note(con, models, publication=1)
        publish(con, home.catalogue, models)
    return home, report(home, MONTHS[-1])


def numbers(words):
    return {
        int(n.replace(".", ""))
        for n in re.findall(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d,])|(?<![\d.,-])\d+(?![\d.,-])", words)
    }


def test_every_number_of_a_sentence_tile_or_picture_stands_in_a_table(reports):
    home, _ = reports
    maker = ReportMaker(read_month(home.catalogue, MONTHS[-1]), "es")
    for shown in (maker.region(), *(maker.profile(p) for p in maker.read.profiles)):
        tiles = " ".join(f"{value} {amount}" for value, _, amount in shown.tiles)
        figures = shown.sections[0].tables[0]
        assert numbers(tiles) <= numbers(" ".join(c.text for row in figures.rows for c in row)), shown.subtitle
        for section in shown.sections:
            in_tables = numbers(" ".join(c.text for t in section.tables for row in t.rows for c in row))
            pictured = " ".join(re.findall(r">([\d.]+)</text>", " ".join(svg for svg, _ in section.pictures)))
            assert numbers(pictured) <= in_tables, section.key


def test_the_numbers_of_the_report_are_those_of_the_table(reports):
    home, made = reports
    with duckdb.connect(home.catalogue, read_only=True) as con:
        wanted = con.execute("""
            SELECT m.name_es, i.value FROM indicators AS i JOIN measures AS m USING (measure)
            WHERE month = DATE '2026-11-01' AND dimension = 'region' AND m.unit IN ('calls', 'applications') ORDER BY m.position""").fetchall()
    page = (made.folder / "region.html").read_text(encoding="utf-8")
    shown = dict(re.findall(r'<th scope="row">([^<]+)</th><td data-head="nov 26" class="number">([^<]+)</td>', page))
    assert {name: float(shown[name]) for name, _ in wanted} == dict(wanted)


def test_a_report_is_read_aloud_in_order_and_made_again_equal(reports):
    home, made = reports
    page = (made.folder / "region.html").read_text(encoding="utf-8")
    assert page.count("<h1>") == 1
    assert re.findall(r"<(svg)[^>]*role=\"img\" aria-label=", page) == ["svg"] * page.count("<svg")
    assert page.count("<table") == page.count("<caption") == page.count("<thead>")
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!https?:)', page)
    before = {p: p.read_bytes() for p in made.folder.rglob("*.html")}
    assert len(before) == 1 + len(PROVINCES)
    report(home, MONTHS[-1])
    assert {p: p.read_bytes() for p in made.folder.rglob("*.html")} == before
    with pytest.raises(NoMonth, match="name a month within"):
        report(home, date(2026, 5, 1))
