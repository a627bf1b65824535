"""What a reader of facts is worth on labelled texts: one row of counts a text, and the figures over them with Wilson
intervals.

Used by the cross-validation behind `make train` and by `benchmarks/facts_round.py`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from corpus.training.read import Labelled
from pipelines.cleaning import Facts, read_facts
from pipelines.cleaning.markup import plain_line
from pipelines.cleaning.role_reader import candidates, page_of, read_roles
from pipelines.language.normalisation import fold

READ = ("final", "amount_max", "amount_min", "amount_total", "opens_on", "currency", "cofunding_percent")


def published(text: Labelled) -> Facts:
    """The reading of one text as a day reads it."""
    country = text.gold.get("country")
    return read_facts(
        text.text, title=text.title, language=text.language, published_on=text.published_on, country=country
    )


def wilson(right: int, of: int, z: float = 1.96) -> str:
    """A share with its 95 % interval, such as ".91 [.86-.94] of 180"."""
    if not of:
        return "- of 0"
    share = right / of
    centre, spread = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = ((centre - spread) / (1 + z * z / of), (centre + spread) / (1 + z * z / of))
    return f"{share:.3f} [{low:.2f}-{high:.2f}] of {of}"


def compared(text: Labelled, facts: Facts) -> Counter[str]:
    """Counts of one text: stated, true and right of each field, and the errors with and without a doubt."""
    gold, counts = text.gold, Counter[str]()
    days = [d.closes_on.isoformat() for d in facts.deadlines]
    said = {
        "final": days[-1] if days else None,
        "amount_max": _number(facts.amount_max),
        "amount_min": _number(facts.amount_min),
        "amount_total": _number(facts.amount_total),
        "opens_on": facts.opens_on.isoformat() if facts.opens_on else None,
        "currency": facts.currency,
        "cofunding_percent": _number(facts.cofunding_percent),
    }
    true = {
        **{name: _number(gold.get(name)) if name.startswith(("amount", "cof")) else gold.get(name) for name in READ},
        "final": gold["deadlines"][-1] if gold["deadlines"] else None,
    }
    doubted = {d.field for d in facts.doubts}
    for name in READ:
        counts[f"{name} said"] += said[name] is not None
        counts[f"{name} true"] += true[name] is not None
        right = said[name] is not None and said[name] == true[name]
        counts[f"{name} right"] += right
        if name in ("final", "amount_max", "amount_total", "opens_on") and said[name] != true[name]:
            counts["errors"] += 1
            counts["silent errors"] += {"final": "deadlines"}.get(name, name) not in doubted
    if said["final"] and true["final"]:
        counts["late"] += said["final"] > true["final"]
        counts["early"] += said["final"] < true["final"]
    counts["late"] += bool(said["final"] and not true["final"])
    counts["all days"] += sorted(set(days)) == gold["deadlines"]
    counts["kind"] += facts.deadline_kind == gold["deadline_kind"]
    counts[f"kind {gold['deadline_kind']} true"] += 1
    counts[f"kind {gold['deadline_kind']} right"] += facts.deadline_kind == gold["deadline_kind"]
    if gold.get("hour"):
        counts["hour true"] += 1
        counts["hour right"] += bool(
            facts.deadlines and (at := facts.deadlines[-1].closes_at) and at.strftime("%H:%M") == gold["hour"]
        )
    if days:
        sure = facts.certainty.get(f"deadlines.{days[-1]}", 0.0)
        counts["sure"] += sure >= 0.8
        counts["sure right"] += sure >= 0.8 and said["final"] == true["final"]
    counts["texts"] += 1
    return counts


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def tallied(texts: Sequence[Labelled]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Counts over all texts, and by language."""
    total: Counter[str] = Counter()
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        counts = compared(text, published(text))
        total += counts
        by_language[text.language] += counts
    return total, dict(by_language)


def calibrated(texts: Sequence[Labelled]) -> Iterable[str]:
    """How often a day or sum is what its chance says: for each tenth of the chance, the mean chance and the share
    that is right.
    """
    told: dict[str, list[tuple[float, bool]]] = {"a last day": [], "an award": [], "an envelope": []}
    for text in texts:
        heading = plain_line(text.title)
        found = candidates(page_of(text.text, heading), fold(heading), text.language, text.published_on)
        roles, gold = read_roles(found), text.gold
        for day, chance in zip(found.days, roles.last, strict=True):
            told["a last day"].append((float(chance), day.on.isoformat() in gold["deadlines"]))
        for money, chances in zip(found.sums, roles.sums, strict=True):
            amount = float(money.amount)
            told["an award"].append(
                (float(chances[1:4].sum()), amount in (gold.get("amount_min"), gold.get("amount_max")))
            )
            told["an envelope"].append((float(chances[4]), amount == gold.get("amount_total")))
    for name, rows in told.items():
        parts = defaultdict(list)
        for chance, right in rows:
            parts[min(9, int(10 * chance))].append((chance, right))
        off = sum(abs(sum(c - r for c, r in part)) for part in parts.values()) / max(1, len(rows))
        yield f"chance of {name}, mean and share right by tenths (off by {off:.3f} on average): " + ", ".join(
            f"{sum(c for c, _ in part) / len(part):.2f}>{sum(r for _, r in part) / len(part):.2f} of {len(part)}"
            for _, part in sorted(parts.items())
        )


def lines(total: Counter[str], by_language: dict[str, Counter[str]]) -> Iterable[str]:
    """The figures as lines of text."""
    n = total["texts"]
    yield f"{n} texts"
    for name in READ:
        right = total[f"{name} right"]
        yield f"{name:18} P {wilson(right, total[f'{name} said'])}   R {wilson(right, total[f'{name} true'])}"
    yield f"all days right     {wilson(total['all days'], n)}"
    yield f"last day too late  {wilson(total['late'], n)}; too early {wilson(total['early'], n)}"
    yield f"kind               {wilson(total['kind'], n)}  " + ", ".join(
        f"{k} {total[f'kind {k} right']}/{total[f'kind {k} true']}"
        for k in ("fixed", "multiple", "two_stage", "rolling", "none")
    )
    yield f"hour of the last day R {wilson(total['hour right'], total['hour true'])}"
    yield f"certainty of .8 and more: right in {wilson(total['sure right'], total['sure'])}"
    yield f"wrong or missing without a doubt: {wilson(total['silent errors'], total['errors'])}"
    for language, counts in sorted(by_language.items()):
        yield (
            f"  {language}: final P {wilson(counts['final right'], counts['final said'])} "
            f"R {wilson(counts['final right'], counts['final true'])}"
        )
