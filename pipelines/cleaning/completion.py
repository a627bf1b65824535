"""A record completed from its own prose.

Belongs here: which of field and prose is believed. Does not belong: reading prose (`facts.py`) or fields
(`source_fields.py`). What the source stated wins; what it left open is filled; where both speak and differ, a doubt
keeps both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.cleaning.facts import Facts, read_facts
from pipelines.cleaning.joint_values import LIKELY
from pipelines.language.detection import detect
from pipelines.records import Deadline, DeadlineKind, Doubt, Evidence, EvidenceMethod, Record

_FILLED = ("opens_on", "cofunding_percent", "call_type", "programme", "edition")
_LISTS = ("applicant_types", "places", "references", "key_dates", "documents")
_AMOUNTS = ("amount_min", "amount_max", "amount_total")
_SUMMARY = 300
_LONGEST_HEADING = 60
_STOPS = (".", "!", "?", "…")
_DATELINE = re.compile(
    r"^\s{0,3}(?:el )?\d{1,2}\.? (?:de |d')?[^\W\d_]{3,10}\.?,? (?:de )?20\d\d\s{0,3}[:|–-]?\s{0,3}(?=[A-ZÁÉÍÓÚÑ¿¡])"
)
_SENTENCE_END = re.compile(r"(?<=[^\W\d_][^\W_][.!?…])\s+(?=[^\W\d_]|[¿¡\"«“(])|\n+")


def complete(record: Record, *, published_on: date | None = None, country: str | None = None) -> Record:
    """The record with what its prose says and its fields do not.

    `published_on`: the day, where the record itself states none; `country`: of its source, for a "$" that nothing in
    the text explains.
    """
    language = record.language or detect(f"{record.title}. {record.text or record.summary or ''}")
    facts = read_facts(
        record.text or record.summary,
        title=record.title,
        language=language,
        published_on=record.published_on or published_on,
        currency=record.currency,
        country=country,
        applicants=not record.applicant_types,
    )
    doubts = [*record.doubts, *_contradictions(record, facts)]
    filled: dict[str, Any] = {
        "language": language,
        "summary": _undated(record.summary) or summary(record.text, record.title),
    }
    for name in _FILLED:
        if getattr(record, name) is None and getattr(facts, name) is not None:
            filled[name] = getattr(facts, name)
    for name in _LISTS:
        if not getattr(record, name) and getattr(facts, name):
            filled[name] = getattr(facts, name)
    filled |= _amounts(record, facts) | _deadlines(record, facts)
    open_fields = {name for name in filled if getattr(record, name, None) in (None, [], "")} | {"currency"}
    doubts += [
        d
        for d in facts.doubts
        if d not in doubts and (d.field in open_fields or (d.field == "deadlines" and not record.deadlines))
    ]
    evidence = [*record.evidence, *_evidence(record, filled, facts), *_aligned(record, facts)]
    return replace(record, **filled, doubts=doubts, evidence=evidence)


def _evidence(record: Record, filled: dict[str, Any], facts: Facts) -> list[Evidence]:
    """What each value rests on that was taken from the prose: the record itself left it open."""
    told = []
    for name in (*_FILLED, *_AMOUNTS, "currency", "deadline_kind", "applicant_types", "places", "references"):
        value = filled.get(name)
        if (
            name in facts.rules
            and not getattr(record, name)
            and value not in (None, [], "none")
            and value == getattr(facts, name)
        ):
            told.append(
                Evidence(
                    name, _words(value), facts.quotes.get(name), _method(facts.rules[name]), facts.certainty.get(name)
                )
            )
    for deadline in facts.deadlines if not record.deadlines and filled.get("deadlines") == facts.deadlines else ():
        name = f"deadlines.{deadline.closes_on}"
        told.append(
            Evidence(
                "deadlines",
                str(deadline.closes_on),
                deadline.quote,
                _method(facts.rules[name]),
                facts.certainty.get(name),
            )
        )
    return told


def _aligned(record: Record, facts: Facts) -> list[Evidence]:
    """What the prose says of days and sums that the source states as fields too: how often the two agree tells how a
    source is read.
    """
    told = []
    read_before = {e.field for e in record.evidence}
    stated = {str(d.closes_on) for d in record.deadlines}
    for deadline in facts.deadlines if stated and "deadlines" not in read_before else ():
        name, day = f"deadlines.{deadline.closes_on}", str(deadline.closes_on)
        own = day if day in stated else ", ".join(sorted(stated))
        told.append(
            Evidence("deadlines", day, deadline.quote, _method(facts.rules[name]), facts.certainty.get(name), own)
        )
    for name in (*_AMOUNTS, "opens_on") if _same_currency(record, facts) else ("opens_on",):
        field, read = getattr(record, name), getattr(facts, name)
        if field is not None and read is not None and name not in read_before:
            own = _words(read if read == field else field)
            told.append(
                Evidence(
                    name,
                    _words(read),
                    facts.quotes.get(name),
                    _method(facts.rules[name]),
                    facts.certainty.get(name),
                    own,
                )
            )
    return told


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _same_currency(record: Record, facts: Facts) -> bool:
    return not record.currency or not facts.currency or record.currency == facts.currency


def _method(rule: str) -> EvidenceMethod:
    return "model" if rule.startswith("model") else "rule"


def summary(text: str | None, title: str = "") -> str | None:
    """The first sentences of a text, whole where they fit in some 300 characters; the title's repetition is left
    out.
    """
    sentences = [" ".join(part.split()) for part in _SENTENCE_END.split((text or "")[:4000]) if part and part.strip()]
    while sentences and sentences[0].strip(" .").lower() == title.strip(" .").lower():
        sentences.pop(0)
    if not sentences:
        return None
    prose = next((at for at, sentence in enumerate(sentences) if sentence.endswith(_STOPS)), 0)
    if all(_heading(sentence) for sentence in sentences[:prose]):
        sentences = sentences[prose:]  # a page's headings come before what it says
    taken = sentences[0]
    for sentence in sentences[1:]:
        if len(taken) + 1 + len(sentence) > _SUMMARY or (taken.endswith(_STOPS) and _heading(sentence)):
            break
        taken = f"{taken} {sentence}"
    return taken if len(taken) <= _SUMMARY else taken[: _SUMMARY - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _heading(line: str) -> bool:
    """Whether a line is a heading or a field of a page ("Alcance: Nacional") rather than a sentence."""
    return not line.endswith(_STOPS) and len(line) <= _LONGEST_HEADING and line[:1] not in "-–•"


def _undated(summary: str | None) -> str | None:
    """A summary that a source states, without the day of publication before it."""
    return _DATELINE.sub("", summary) or summary if summary else summary


def _amounts(record: Record, facts: Facts) -> dict[str, Any]:
    """Sums of the prose, only where their currency is the field's or the field states none."""
    if record.currency and facts.currency and record.currency != facts.currency:
        return {}
    filled = {
        name: getattr(facts, name)
        for name in _AMOUNTS
        if getattr(record, name) is None and getattr(facts, name) is not None
    }
    stated = [value for name in _AMOUNTS if (value := getattr(record, name)) is not None]
    if stated and filled:
        low, high = filled.get("amount_min", record.amount_min), filled.get("amount_max", record.amount_max)
        total = filled.get("amount_total", record.amount_total)
        if (low is not None and high is not None and low > high) or (
            high is not None and total is not None and high > total
        ):
            return {}
    if facts.currency and record.currency is None and (filled or _agrees(record, facts)):
        filled["currency"] = facts.currency
    return filled


def _agrees(record: Record, facts: Facts) -> bool:
    return any(getattr(record, name) is not None and getattr(record, name) == getattr(facts, name) for name in _AMOUNTS)


def _deadlines(record: Record, facts: Facts) -> dict[str, Any]:
    """The prose's deadlines where the source states none; its hour where it has the same day without one."""
    if not record.deadlines:
        kind = record.deadline_kind or facts.deadline_kind
        return {"deadline_kind": kind} if kind == "rolling" else {"deadlines": facts.deadlines, "deadline_kind": kind}
    if (
        facts.deadline_kind == "two_stage"
        and not record.deadline_kind
        and {d.closes_on for d in record.deadlines} < {d.closes_on for d in facts.deadlines}
    ):
        return {
            "deadlines": facts.deadlines,
            "deadline_kind": "two_stage",
        }  # a field for one day holds one of the two stages
    timed = {(d.closes_on, d.stage): d for d in facts.deadlines if d.closes_at}
    deadlines = [
        replace(d, closes_at=known.closes_at, timezone=known.timezone)
        if d.closes_at is None and (known := timed.get((d.closes_on, d.stage)))
        else d
        for d in record.deadlines
    ]
    return {"deadlines": deadlines, "deadline_kind": record.deadline_kind or kind_of(deadlines)}


def kind_of(deadlines: list[Deadline]) -> DeadlineKind:
    """The kind of deadline that a source's own list amounts to."""
    if any(d.stage and d.stage > 1 for d in deadlines):
        return "two_stage"
    return "multiple" if len({d.closes_on for d in deadlines}) > 1 else "fixed" if deadlines else "none"


def _contradictions(record: Record, facts: Facts) -> list[Doubt]:
    doubts: list[Doubt] = []
    stated = {d.closes_on for d in record.deadlines}
    if stated:
        ours = ", ".join(sorted(map(str, stated)))
        doubts += [
            Doubt("deadlines", ours, str(d.closes_on), d.quote) for d in facts.deadlines if d.closes_on not in stated
        ]
        likely = [
            d
            for d in facts.doubts
            if d.field == "deadlines" and facts.certainty.get(f"deadlines.{d.value}", 0.0) >= LIKELY
        ]
        told = {str(day) for day in stated} | {str(d.closes_on) for d in facts.deadlines}
        doubts += [Doubt("deadlines", ours, d.value, d.quote) for d in likely if d.value not in told]
    same_currency = _same_currency(record, facts)
    for name in (*_AMOUNTS, "opens_on"):
        field, prose = getattr(record, name), getattr(facts, name)
        if field is not None and prose is not None and field != prose and (same_currency or name == "opens_on"):
            doubts.append(Doubt(name, str(field), str(prose), facts.quotes.get(name)))
    if not same_currency:
        words = facts.quotes.get("amount_max") or facts.quotes.get("amount_total")
        doubts.append(Doubt("currency", record.currency, facts.currency, words))
    return [d for d in doubts if d not in record.doubts]
