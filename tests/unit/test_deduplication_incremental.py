"""What has changed since the week's run over all records is resolved beside it, and comes to what a run over all
would find.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipelines.deduplication import resolve
from pipelines.language import sentence_vectors
from warehouse import linkage_store

LINES = (Path(__file__).parent / "told_reports.jsonl").read_text(encoding="utf-8").splitlines()
TITLE = "Resilient riverbanks facility for metropolitan wetlands"
NOBODY = frozenset[str]()

Clusters = set[frozenset[str]]


@pytest.fixture(autouse=True)
def every_size_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkage_store, "FEW", 0)
    monkeypatch.setattr(linkage_store, "MOST_CHANGED", 1.0)
    monkeypatch.setattr(sentence_vectors, "version", lambda: None)


class Days:
    """Days of one warehouse; `asked`: the records that were read on the last of them."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con, self.asked = con, set[str]()

    def day(
        self,
        records: pd.DataFrame,
        *,
        week: int = 7,
        rules: str = "1",
        judgements: pd.DataFrame | None = None,
    ) -> Clusters:
        by_id = records.set_index("record_id", drop=False)
        self.asked = set()

        def rows(wanted: Sequence[str]) -> pd.DataFrame:
            self.asked.update(wanted)
            return by_id.loc[list(wanted)].reset_index(drop=True)

        versions = pd.DataFrame(
            {"record_id": records["record_id"], "version": [json.dumps(row, default=str) for row in rows_of(records)]}
        )
        calls = linkage_store.clusters(
            self.con,
            versions,
            rows,
            rules=rules,
            monday=date.fromisocalendar(2030, week, 1),
            lists_once=NOBODY,
            judgements=judged(judgements),
        )
        assert sorted(calls["record_id"]) == sorted(records["record_id"])
        return grouped(calls)


def rows_of(records: pd.DataFrame) -> list[dict[Any, Any]]:
    return records.to_dict("records")


def judged(judgements: pd.DataFrame | None) -> pd.DataFrame:
    return pd.DataFrame(columns=["record_a", "record_b", "judgement"]) if judgements is None else judgements


def grouped(calls: pd.DataFrame) -> Clusters:
    return {frozenset(group["record_id"]) for _, group in calls.groupby("call_id")}


@pytest.fixture
def days() -> Iterator[Days]:
    with duckdb.connect() as con:
        yield Days(con)


def reports(part: str) -> pd.DataFrame:
    rows = [row for row in map(json.loads, LINES) if row["set"] == part]
    return pd.DataFrame(rows).drop(columns=["set", "family", "cluster_id"])


def record(name: str, title: str = TITLE, **fields: Any) -> dict[str, Any]:
    return {"record_id": name, "source_id": name, "title": title, "language": "en", **fields}


def frame(*records: dict[str, Any]) -> pd.DataFrame:
    rows = pd.DataFrame(list(records))
    return rows.astype(object).where(rows.notna(), None)


@pytest.mark.parametrize("part", ["check", "late"])
def test_each_report_that_comes_last_finds_the_others_of_its_call(days: Days, part: str) -> None:
    records = reports(part)
    expected = grouped(resolve(records))
    for last in range(0, len(records), 6):
        days.day(records.drop(index=last), rules=f"before {last}")
        assert days.day(records, rules=f"before {last}") == expected, records["record_id"][last]


@pytest.mark.parametrize("seed", range(6))
def test_many_that_come_change_and_go_come_to_what_a_run_over_all_finds(days: Days, seed: int) -> None:
    rng = random.Random(seed)
    records = reports("check")
    come, changed, gone = (
        set(part) for part in (lambda some: (some[:5], some[5:10], some[10:14]))(rng.sample(range(len(records)), 14))
    )
    before = records.copy()
    before.loc[list(changed), "title"] = "Another title that nothing else has"
    days.day(before.drop(index=list(come)))
    now = records.drop(index=list(gone))
    assert days.day(now) == grouped(resolve(now))
    assert days.day(before.drop(index=list(come))) == grouped(resolve(before.drop(index=list(come))))


def test_reports_that_say_when_they_were_published_come_to_what_a_run_over_all_finds(days: Days) -> None:
    records = reports("check").assign(
        published_on=lambda own: [f"2030-0{1 + len(name) % 5}-11" for name in own["title"]]
    )
    expected = grouped(resolve(records))
    assert any(len(call) > 1 for call in expected)
    for last in range(0, len(records), 20):
        days.day(records.drop(index=last), rules=f"before {last}")
        assert days.day(records, rules=f"before {last}") == expected, records["record_id"][last]


def test_only_what_changed_and_whom_it_may_concern_is_read(days: Days) -> None:
    strangers = [
        record(
            f"z{n:03}", f"Zone {n:03} orchard{n} bridge{n} harvest{n} lantern{n}", deadline=date(2030, 1, 1 + n % 28)
        )
        for n in range(300)
    ]
    mine = record("a", deadline=date(2030, 5, 4))
    days.day(frame(mine, *strangers))
    assert len(days.asked) == 301
    assert frozenset({"a", "b"}) in days.day(frame(mine, record("b", deadline=date(2030, 5, 4)), *strangers))
    assert {"a", "b"} <= days.asked
    assert len(days.asked) < 30


def test_a_record_that_changes_leaves_its_call_and_one_that_goes_takes_nothing_along(days: Days) -> None:
    a, b, c = (record(name, deadline=date(2030, 5, 4)) for name in "abc")
    assert days.day(frame(a, b, c)) == {frozenset("abc")}
    assert days.day(frame(a, {**b, "title": TITLE + " 2031", "deadline": date(2031, 5, 4)}, c)) == {
        frozenset("ac"),
        frozenset("b"),
    }
    assert days.day(frame(a, c)) == {frozenset("ac")}
    assert days.day(frame(a, b, c)) == {frozenset("abc")}
    assert days.asked == set()


def test_a_new_report_of_an_extension_joins_two_kept_calls_and_parts_them_when_it_goes(days: Days) -> None:
    early = record("a", deadline=date(2030, 3, 1), summary="The fund opens its call.")
    late = record("b", deadline=date(2030, 6, 20), summary="The fund opens its call.")
    tells = record("m", deadline=date(2030, 6, 20), summary="The deadline has been extended to 20 June 2030.")
    apart, whole = {frozenset("a"), frozenset("b")}, grouped(resolve(frame(early, late, tells)))
    assert whole == {frozenset("abm")}
    assert days.day(frame(early, late)) == apart
    assert days.day(frame(early, late, tells)) == whole
    assert days.day(frame(early, late)) == apart
    assert days.day(frame(early, late, tells), week=8) == whole
    assert days.day(frame(early, late), week=8) == apart


def test_judgements_hold_between_new_and_kept_records(days: Days) -> None:
    a, b = record("a", deadline=date(2030, 5, 4)), record("b", deadline=date(2030, 5, 4))
    other = record("o", "Airport runway lighting for islands", deadline=date(2030, 9, 9))
    judgements = pd.DataFrame(
        [("a", "b", "different"), ("b", "o", "same")], columns=["record_a", "record_b", "judgement"]
    )
    days.day(frame(a, other), judgements=judgements)
    assert days.day(frame(a, b, other), judgements=judgements) == {frozenset("a"), frozenset("bo")}


def test_bare_numbers_and_references_of_groups_are_known_from_the_run_over_all(days: Days) -> None:
    office = record("a", "Wetlands facility", reference="BRF 26-51377")
    topics = [
        record(f"t{n}", f"Topic {n} of the call", reference=["BRF-26-100", f"BRF-26-100-{n}"]) for n in range(1, 4)
    ]
    days.day(frame(office, *topics))
    found = days.day(
        frame(
            office,
            *topics,
            record("b", "Wetlands facility of the river", reference="26-51377"),
            record("n", "Orchards by the sea", reference="BRF-26-100"),
        )
    )
    assert frozenset("ab") in found
    assert frozenset("n") in found


def test_a_new_week_other_rules_and_much_change_resolve_all_anew(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    records = frame(*(record(f"r{n:02}", f"{TITLE} {2000 + n}") for n in range(20)))
    more = pd.concat([records, frame(record("s", f"{TITLE} 2050"))])
    for week, rules, everything in ((1, "1", True), (1, "1", False), (2, "1", True), (2, "2", True), (2, "2", False)):
        days.day(records if everything else more, week=week, rules=rules)
        assert ({"r00", "r19"} <= days.asked) == everything, (week, rules)
    monkeypatch.setattr(linkage_store, "MOST_CHANGED", 0.01)
    days.day(more, week=2, rules="2")
    assert len(days.asked) == 21


def test_few_records_are_resolved_anew_where_one_or_a_rule_has_changed_and_else_stand(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linkage_store, "FEW", 100)
    records = frame(*(record(f"r{n:02}", f"{TITLE} {2000 + n // 2}") for n in range(20)))
    changed = pd.concat([records[:-1], frame(record("r19", "Another title altogether of 2031"))], ignore_index=True)
    days_of = ((records, 1, "1", True), (records, 1, "1", False), (records, 2, "1", False), (changed, 2, "1", True))
    for rows, week, rules, everything in (*days_of, (changed, 2, "2", True), (changed[:-1], 2, "2", True)):
        assert days.day(rows, week=week, rules=rules) == grouped(resolve(rows))
        assert len(days.asked) == (len(rows) if everything else 0), (week, rules)


def test_a_run_over_all_that_is_broken_off_leaves_the_one_before(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    records = frame(record("a", deadline=date(2030, 5, 4)), record("b", deadline=date(2030, 5, 4)))
    days.day(records)
    keep = linkage_store.resolve_and_keep
    monkeypatch.setattr(
        linkage_store, "resolve_and_keep", lambda *given, **named: {**keep(*given, **named), "pairs": "no frame"}
    )
    with pytest.raises(duckdb.Error):
        days.day(records.drop(index=0), week=8)
    assert days.con.execute("SELECT rules, monday FROM resolved.runs").fetchall() == [("1", date(2030, 2, 11))]
    assert days.day(records) == {frozenset("ab")}
