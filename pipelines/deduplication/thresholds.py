"""How alike two records must be named to be one call, by what else they state in common.

Belongs here: the ladder from "same official reference" (almost nothing more is needed) to "nothing says it is the same
round" (not enough, whatever the names). Does not belong: contradictions (`vetoes`), how alike records are named
(`name_similarity`), and reports that are named otherwise (`pair_chances`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from pipelines.deduplication.blocking import Pairs
from pipelines.deduplication.feature_arrays import ABSENT, Columns, Floats
from pipelines.deduplication.features import Keys
from pipelines.deduplication.subject_words import stems
from pipelines.deduplication.vetoes import days_apart, overlap, veto
from pipelines.deduplication.word_rarity import telling

NEVER = 1.0001
"""More than any likeness: names alone never join, but a namesake does not speak against a cluster as a stranger
would.
"""
NEEDED = {
    "reference": 0.30,
    "reference, another language": 0.0,
    "address": 0.60,
    "page below": 0.80,
    "deadline and amount": 0.80,
    "deadline": 0.85,
    "near deadline": 0.85,
    "year": 0.85,
    "same prose": 0.93,
    "undated namesake with the amount": 0.93,
    "names only": 0.70,
}
"""The least likeness for each kind of common ground."""
STATED = frozenset({"reference", "reference, another language", "address", "page below"})
"""Grounds that hold without a name."""
ONE_SOURCE = 0.92
"""What two records of one source need at least, where they state dates or prose: portals list near-twins side by
side.
"""
ONE_SIDED = 0.12
"""Added to the need where only one of the titles counts a lot, a phase, a part."""
HOLDERS = 24
"""A reference that more records hold is of a group of calls."""
LONG_TITLE = 5
ROUND_DAYS = 300
"""Reports published so many days apart tell of two rounds, where no deadline says otherwise."""
FEWEST_LETTERS = 8
MIRRORED_PROSE = 0.70


def needed(a: Keys, b: Keys, prose: float, group_references: frozenset[str]) -> float:
    """The least likeness that makes two records one call; `NEVER` where none would do. `prose`: the share of it in
    common.
    """
    ground = common_ground(a, b, prose, group_references)
    if ground is None or (ground not in STATED and (_nameless(a) or _nameless(b))):
        return NEVER
    need = NEEDED[ground]
    if _states_more(a) and _states_more(b) and a.source == b.source:
        need = (
            NEVER if ground not in STATED and a.language == b.language and _other_words(a, b) else max(need, ONE_SOURCE)
        )
    if _one_sided(a, b) or _other_numbers(a, b):
        need += ONE_SIDED
    return need


def least(columns: Columns, pairs: Pairs) -> Floats:
    """As much as `needed` asks for at the least, as far as columns tell."""
    left, right = pairs[:, 0], pairs[:, 1]
    dated = (columns.days[left] > 0) & (columns.days[right] > 0)
    single = (columns.days[left] == 1) & (columns.days[right] == 1)
    close = dated & ~(single & (columns.first_day[left] != columns.first_day[right]))
    named = ~(columns.states_more[left] | columns.states_more[right])
    beside = (columns.site[left] == columns.site[right]) & (columns.site[left] != ABSENT)
    same_page = (columns.url[left] == columns.url[right]) & (columns.url[left] != ABSENT)
    return np.select(
        [columns.official.share(left, right), same_page, close, named, beside],
        [0.0, NEEDED["address"], NEEDED["deadline and amount"], NEEDED["names only"], NEEDED["page below"]],
        NEEDED["year"],
    )


def common_ground(a: Keys, b: Keys, prose: float, group_references: frozenset[str]) -> str | None:
    """The strongest thing that both records state, or None where one of them states more and nothing is common."""
    other_language = bool(a.language and b.language and a.language != b.language)
    if ((a.references | a.codes) & (b.references | b.codes)) - group_references:
        return "reference, another language" if other_language else "reference"
    if a.url and a.url == b.url and not (a.fragment and b.fragment and a.fragment != b.fragment):
        return "address"
    if page_below(a.url, b.url) or page_below(b.url, a.url):
        return "page below"
    apart = days_apart(a.deadlines, b.deadlines)
    same_amount = a.amount is not None and a.amount == b.amount and a.currency == b.currency
    if apart == 0:
        return "deadline and amount" if same_amount else "deadline"
    if (
        apart is None
        and a.round.latest
        and b.round.latest
        and a.round.latest != b.round.latest
        and not _same_year(a, b)
    ):
        return None
    if apart is None and a.published and b.published and abs((a.published - b.published).days) > ROUND_DAYS:
        return None
    if not (_states_more(a) or _states_more(b)):
        return None if _generic(a, b) else "names only"
    if apart is not None:
        return "near deadline"
    if _same_year(a, b):
        return "year"
    if same_amount and a.title == b.title and len(a.words) >= LONG_TITLE and not (a.deadlines or b.deadlines):
        return "undated namesake with the amount"
    return "same prose" if prose >= MIRRORED_PROSE else None


def group_references(keys: Sequence[Keys]) -> frozenset[str]:
    """References whose holders contradict one another (the call that many topics name), or that too many hold."""
    holders: defaultdict[str, list[Keys]] = defaultdict(list)
    for own in keys:
        for reference in own.references | own.codes:
            holders[reference].append(own)
    return frozenset(
        reference
        for reference, own in holders.items()
        if len(own) > HOLDERS or any(_other_call(a, b) for n, a in enumerate(own) for b in own[n + 1 :])
    )


def _other_call(a: Keys, b: Keys) -> bool:
    return (a.references != b.references or a.codes != b.codes) and veto(a, b) in ("reference", "topic code")


def _nameless(keys: Keys) -> bool:
    """Whether title, funder and label together say next to nothing ("003 (2004)")."""
    if len(keys.title) >= 2 * FEWEST_LETTERS:
        return False
    return len(keys.whole) < 2 * FEWEST_LETTERS and sum(map(str.isalpha, keys.whole)) < FEWEST_LETTERS


def _states_more(keys: Keys) -> bool:
    """Whether a record states what calls recur by, so that names alone do not tell the round."""
    return bool(keys.deadlines or keys.has_prose or keys.references)


def page_below(upper: str, lower: str) -> bool:
    """Whether one address stands under the other's page, as a solicitation under its programme; a site's front page
    does not count.
    """
    return upper.strip("/").count("/") >= 2 and lower.startswith(upper.rstrip("/") + "/")


def _generic(a: Keys, b: Keys) -> bool:
    """Whether both titles say only what many calls say ("Small Grants Program"), and nothing beside them is common."""
    return not (telling(a.words) or telling(b.words)) and not telling(a.context) & telling(b.context)


def _same_year(a: Keys, b: Keys) -> bool:
    years_a, years_b = a.title_years + a.field_years, b.title_years + b.field_years
    return bool(years_a and years_b) and overlap(years_a, years_b)


def _one_sided(a: Keys, b: Keys) -> bool:
    return bool((a.marks.keys() ^ b.marks.keys()) - {"edition"})


def _other_words(a: Keys, b: Keys) -> bool:
    """Whether each title has a word of its own that the other record does not tell: twins on one portal that differ
    by a word.
    """
    own_a, own_b = stems(a.words), stems(b.words)
    return bool(own_a - own_b - stems(b.told) - stems(b.context)) and bool(
        own_b - own_a - stems(a.told) - stems(a.context)
    )


def _other_numbers(a: Keys, b: Keys) -> bool:
    """Whether each title counts with a number that the other record does not name."""
    own_a = {word for word in a.words if word.isdigit() and word not in b.context} - set(b.words)
    own_b = {word for word in b.words if word.isdigit() and word not in a.context} - set(a.words)
    return bool(own_a and own_b)
