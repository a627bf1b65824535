"""Pairs of records for a person to judge, and the judgement written down.

Belongs here: reading the landed records for the review, and adding a line to `judgements.csv`. Does not belong: which
pairs are in doubt (`pipelines/deduplication/review.py`), how they are shown (`catastro.py`).
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.deduplication.review import closest, record_names
from pipelines.funders import Funders
from pipelines.language.messages import FIRST, Language
from pipelines.territory import Judgement, Territory
from warehouse import stages

if TYPE_CHECKING:
    import duckdb

    from warehouse.inputs import SourceCard

FILE = "judgements.csv"
FIELDS = ("record_a", "record_b", "judgement", "who", "on", "why")


class CannotJudge(ValueError):
    """A judgement that cannot be written; the message names field and mend."""


@dataclass(frozen=True, slots=True)
class Side:
    """One record of a pair, as a person compares it."""

    record_id: str
    source_id: str
    title: str
    funder: str | None
    closes_on: list[str]
    amount_max: str | None
    language: str | None
    url: str | None


def pairs(
    con: duckdb.DuckDBPyConnection,
    territory: Territory,
    sources: Sequence[SourceCard],
    limit: int,
    language: Language = FIRST,
) -> list[dict[str, Any]]:
    """The closest undecided pairs: margin, chance, joined, speaks_for, speaks_against, and both sides `a` and `b`."""
    landed = stages.clean(con, sources)
    if not landed:
        return []
    frame = stages.comparable(landed, Funders(territory.funders))
    lists_once = frozenset(source.source_id for source in sources if source.lists_once)
    doubts = closest(
        frame, lists_once=lists_once, judgements=stages.judged(territory.judgements), limit=limit, language=language
    )
    wanted = set(record_names(doubts))
    sides = {each.record_id: _side(each) for each in landed if each.record_id in wanted}
    return [
        {
            "margin": doubt.margin,
            "chance": doubt.chance,
            "joined": doubt.joined,
            "speaks_for": list(doubt.speaks_for),
            "speaks_against": list(doubt.speaks_against),
            "a": asdict(sides[doubt.record_a]),
            "b": asdict(sides[doubt.record_b]),
        }
        for doubt in doubts
    ]


def known_records(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The ids of all landed records."""
    rows = con.execute("SELECT source_id || ':' || record_key FROM landed.records").fetchall()
    return frozenset(row[0] for row in rows)


def judge(territory: Territory, known: frozenset[str], judgement: Judgement) -> None:
    """Add one judgement to the territory's file, whole or not at all. Raises `CannotJudge` for what would not be
    followed.
    """
    _check(territory.judgements, known, judgement, territory.path / FILE)
    path = territory.path / FILE
    text = path.read_text(encoding="utf-8")
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([str(getattr(judgement, field)) for field in FIELDS])
    aside = path.with_suffix(".csv.part")
    aside.write_text(f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line.getvalue()}", encoding="utf-8")
    os.replace(aside, path)


def _check(decided: Sequence[Judgement], known: frozenset[str], new: Judgement, path: Path) -> None:
    for field in ("record_a", "record_b"):
        if getattr(new, field) not in known:
            raise CannotJudge(
                f"{path}: {field}: no record {getattr(new, field)!r} has landed; write it as source:key, as `catastro"
                " review` shows it"
            )
    if new.record_a == new.record_b:
        raise CannotJudge(f"{path}: record_b: is record_a again; name two records")
    for field in ("who", "why"):
        if not getattr(new, field).strip():
            raise CannotJudge(f"{path}: {field}: is empty; say it with --{field}")
    for number, old in enumerate(decided, 2):
        if {old.record_a, old.record_b} == {new.record_a, new.record_b}:
            raise CannotJudge(
                f"{path}: judgement: line {number} holds {old.judgement} for these two, by {old.who}; edit that line"
                " instead"
            )


def _side(landed: stages.Landed) -> Side:
    record = landed.record
    amount = None if record.amount_max is None else f"{record.amount_max} {record.currency or ''}".strip()
    return Side(
        landed.record_id,
        landed.source_id,
        record.title,
        record.funder,
        [_day(d.closes_on) for d in record.deadlines],
        amount,
        record.language,
        record.url,
    )


def _day(day: date) -> str:
    return day.strftime("%d-%m-%Y")
