"""The roles of all days and sums of a page: candidates, their features, and what the learned models give each a chance
of.

Belongs here: from a page's text to candidates with chances. Does not belong: what is stated or doubted in the end
(`joint_reading.py`), or how a model was learned (`corpus/training`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from pipelines.cleaning.boilerplate import is_page, main_markup, without_furniture
from pipelines.cleaning.candidate_features import Tokens, add_words, concept_features, order_features, tokens_of
from pipelines.cleaning.candidate_numbers import (
    DAY_ROLES,
    SHARE_ROLES,
    SUM_ROLES,
    Chances,
    day_numbers,
    series_numbers,
    share_numbers,
    sum_numbers,
)
from pipelines.cleaning.day_candidates import DayCandidate, find_candidates
from pipelines.cleaning.layout import PageText, laid_out
from pipelines.cleaning.markup import plain_text, without_struck
from pipelines.cleaning.share_candidates import ShareCandidate, find_shares
from pipelines.cleaning.sum_candidates import SumCandidate, find_sums
from pipelines.language.feature_hashes import known_buckets
from pipelines.language.feature_rows import HashedRows, WordRows, rows_together, zone
from pipelines.language.normalisation import fold, normalise
from pipelines.models import load, load_trees

MOST_CANDIDATES = 120  # of a page; a text with more lists awards or laws, and its first ones tell as much


def page_of(text: str, heading: str) -> PageText:
    """A call's own words as a page, its title over them where they do not begin with it."""
    text = without_struck(normalise(text))
    plain, folded = without_furniture(plain_text(main_markup(text) if is_page(text) else text), heading)
    plain, folded = _once(plain, folded)
    folded_title = fold(heading)
    if heading and folded_title[:60] not in folded[:1000]:
        plain, folded = f"{heading}\n{plain}", f"{folded_title}\n{folded}"
    return laid_out(plain, folded)


def _once(plain: str, folded: str) -> tuple[str, str]:
    """A text and its fold without lines that only repeat the one before, as a page's title over a call that begins
    with it.
    """
    lines = plain.split("\n")
    kept = [line for at, line in enumerate(lines) if not at or line.strip() != lines[at - 1].strip()]
    if len(kept) == len(lines):
        return plain, folded
    text = "\n".join(kept)
    return text, fold(text)


@dataclass(slots=True)
class Candidates:
    """A page's days and sums, its tokens, and where among them each candidate stands."""

    page: PageText
    tokens: Tokens
    days: list[DayCandidate]
    sums: list[SumCandidate]
    shares: list[ShareCandidate]
    day_places: list[int]
    sum_places: list[int]
    share_places: list[int]
    title: str
    published_on: date | None


@dataclass(slots=True)
class Roles:
    """Chances (candidates, roles) in the order of `DAY_ROLES`, `SUM_ROLES` and `SHARE_ROLES`; of the kinds of deadline;
    and of each day that it is a last one, seen with its list and the kind."""

    days: Chances
    sums: Chances
    shares: Chances
    kinds: Chances = field(default_factory=lambda: np.zeros(0))
    last: Chances = field(default_factory=lambda: np.zeros(0))


def candidates(page: PageText, title: str, language: str | None, published_on: date | None) -> Candidates:
    """The days and sums of a page, none overlapping another; `title` is folded."""
    days = find_candidates(page, title, language, published_on)
    sums, shares = find_sums(page, language), find_shares(page)
    masks: list[tuple[int, int, str]] = []
    end = 0
    for start, stop, mask in sorted(
        [(d.start, d.end, "<day>") for d in days]
        + [(s.start, s.end, "<sum>") for s in sums]
        + [(s.start, s.end, "<share>") for s in shares]
    ):
        if start >= end:
            masks.append((start, stop, mask))
            end = stop
    tokens = tokens_of(page, masks)
    kept = {(start, mask) for start, _, mask in masks}
    place = {start: at for at, start in enumerate(tokens.starts)}
    days = [d for d in days if (d.start, "<day>") in kept and d.start in place][:MOST_CANDIDATES]
    sums = [s for s in sums if (s.start, "<sum>") in kept and s.start in place][:MOST_CANDIDATES]
    shares = [s for s in shares if (s.start, "<share>") in kept and s.start in place][:MOST_CANDIDATES]
    day_places, sum_places, share_places = ([place[item.start] for item in items] for items in (days, sums, shares))
    return Candidates(page, tokens, days, sums, shares, day_places, sum_places, share_places, title, published_on)


@dataclass(slots=True)
class HashedPage:
    """The hashed features of a page: of each day, sum and share, and of the whole text."""

    days: HashedRows
    sums: HashedRows
    shares: HashedRows
    text: HashedRows


_TEXT_WORDS, _TEXT_PAIRS = zone("w"), zone(None, "w")


def hashed(found: Candidates) -> HashedPage:
    """The hashed features of all candidates of a page, at once."""
    page, tokens, rows = found.page, found.tokens, WordRows()
    named: list[list[int]] = []
    for day, place, order in zip(
        found.days, found.day_places, order_features(found.days, found.published_on), strict=True
    ):
        own = add_words(rows, len(named), page, tokens, place, day.start)
        named.append(own + known_buckets(concept_features(page, tokens, place, day.start)) + known_buckets(order))
    for money, place in zip(found.sums, found.sum_places, strict=True):
        own = add_words(rows, len(named), page, tokens, place, money.start)
        digits = len(str(int(money.amount)))
        named.append(own + known_buckets([f"currency {money.currency is None}", f"digits {digits}"]))
    for share, place in zip(found.shares, found.share_places, strict=True):
        own = add_words(rows, len(named), page, tokens, place, share.start)
        named.append(own + known_buckets([f"percent {share.percent}", f"tens {int(share.percent) // 20}"]))
    named.append(_text_names(found))
    text = len(named) - 1
    rows.add(text, _TEXT_WORDS, tokens.spelled.both)
    rows.add(text, _TEXT_WORDS, tokens.spelled.always)
    rows.add(text, _TEXT_PAIRS, tokens.spelled.own)
    parts, buckets = rows.hashed()
    owner = np.arange(len(named)).repeat([len(own) for own in named])
    every = np.array([bucket for own in named for bucket in own], dtype=np.int64)
    found_rows = rows_together(np.concatenate([parts, owner]), np.concatenate([buckets, every]), len(named))
    return HashedPage(*found_rows.cut(len(found.days), len(found.sums), len(found.shares)))


def _text_names(found: Candidates) -> list[int]:
    """The named features of the whole text, for the kind of its deadline, beside its words."""
    names = [f"c {concept}" for concept in {concept for _, _, concept in found.tokens.concepts}]
    for line in found.page.lines:
        if line.kind in ("heading", "label"):
            names += [f"h {word}" for word in found.page.folded[line.start : line.end].split()]
    names += [f"t {word}" for word in found.title.split()]
    if found.tokens.forms:
        names += [f"w {found.tokens.forms[-1]} "]
    return known_buckets(names)


def read_roles(found: Candidates) -> Roles:
    """What each candidate is, by the learned models."""
    rows = hashed(found)
    days = np.zeros((0, len(DAY_ROLES)))
    sums = np.zeros((0, len(SUM_ROLES)))
    shares = np.zeros((0, len(SHARE_ROLES)))
    if found.days:
        model = load("days")
        days = model.trees.chances(
            day_numbers(found.page, found.days, model.words.chances(rows.days), found.published_on)
        )
    if found.sums:
        model = load("sums")
        sums = model.trees.chances(sum_numbers(found.page, found.sums, model.words.chances(rows.sums)))
    if found.shares:
        model = load("shares")
        shares = model.trees.chances(share_numbers(found.page, found.shares, model.words.chances(rows.shares)))
    roles = Roles(days, sums, shares)
    roles.kinds = _kind_chances(found, roles, rows.text)
    if found.days:
        roles.last = load_trees("last_days").chances(series_numbers(found.page, found.days, days, roles.kinds))[:, 1]
    return roles


def _kind_chances(found: Candidates, roles: Roles, text: HashedRows) -> Chances:
    """The chances of the kinds of deadline, by the text's words and its days."""
    model = load("kinds")
    first = model.words.chances(text)
    chances: Chances = model.trees.chances(np.array([kind_numbers(found, roles, list(first[0]))]))[0]
    return chances


def kind_numbers(found: Candidates, roles: Roles, chances: Sequence[float]) -> list[float]:
    """The numbers of the whole text, for the kind of its deadline; `chances`: of its words."""
    closes, first, opens = roles.days[:, 1], roles.days[:, 2], roles.days[:, 3]
    by_day: dict[date, float] = {}
    for day, chance in zip(found.days, closes + first, strict=True):
        by_day[day.on] = max(by_day.get(day.on, 0.0), float(chance))
    best = sorted(by_day.values(), reverse=True) + [0.0] * 4
    likely = sorted(day for day, chance in by_day.items() if chance >= 0.4)
    after = (likely[-1] - found.published_on).days if likely and found.published_on else -999
    return [
        *chances,
        *best[:4],
        float(sum(by_day.values())),
        float(first.max()) if len(first) else 0.0,
        float(opens.max()) if len(opens) else 0.0,
        float(len(likely)),
        float((likely[-1] - likely[0]).days) if likely else -1.0,
        float(after),
        float(len(by_day)),
        float(sum(1 for chance in by_day.values() if chance >= 0.5)),
    ]
