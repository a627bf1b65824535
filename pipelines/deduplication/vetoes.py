"""Why two records cannot be one call, whatever their words resemble.

Belongs here: contradictions between what two records state: year, edition, lot, phase, cut-off, topic code, official
reference, known funder, country, subject. Does not belong: how alike they are (`name_similarity`). A veto holds for a whole cluster
(`clusters`).
"""

from __future__ import annotations

from datetime import date

from pipelines.deduplication.editions import Round
from pipelines.deduplication.feature_arrays import MOVED_DAYS
from pipelines.deduplication.features import Keys, form_of, kind_of
from pipelines.deduplication.stated_years import Span
from pipelines.deduplication.subject_words import stems

FAR_DAYS = 150
"""Deadlines further apart than this are of two calls, even where a reference is shared."""
EXTENSION_DAYS = 45
"""Deadlines of two sources up to this far apart may be one deadline and its extension."""
PARTS = frozenset(
    {
        "lot",
        "lote",
        "lotto",
        "window",
        "ventana",
        "janela",
        "guichet",
        "strand",
        "track",
        "modalidad",
        "pillar",
        "volet",
    }
)
"""Words before or after which a title names a part of a call."""


def veto(a: Keys, b: Keys) -> str | None:
    """The contradiction between two records in one word, or None."""
    if (a.title_years or a.field_years) and (b.title_years or b.field_years) and _years_differ(a, b):
        return "year"
    if a.marks and b.marks:
        for kind in a.marks.keys() & b.marks.keys():
            if not a.marks[kind] & b.marks[kind]:
                return kind
    if _codes_differ(a, b):
        return "topic code"
    if a.references and b.references and _references_differ(a, b):
        return "reference"
    if _two_known_funders(a, b):
        return "funder"
    one, other = a.round, b.round
    if one.title_days and other.title_days and not one.title_days & other.title_days and not _moved(a, b):
        return "title day"
    if (found := _told_apart(a, b, one, other)) and not share_reference(a, b):
        return found
    if a.deadlines and b.deadlines and _cutoffs_differ(a, b):
        return "deadline"
    if a.amount and b.amount and a.currency == b.currency and a.source == b.source and a.amount != b.amount:
        return "amount"
    return None


def _codes_differ(a: Keys, b: Keys) -> bool:
    """Whether each has topic codes of its own, or one has them and the other references in which none of them is."""
    return bool(
        (a.codes and b.codes and not a.codes & b.codes)
        or (a.codes and b.references and not a.references and _none_within(a.codes, b))
        or (b.codes and a.references and not b.references and _none_within(b.codes, a))
    )


def _two_known_funders(a: Keys, b: Keys) -> bool:
    """Whether two funders pay that are known by all their names, so that no spelling and no language parts them."""
    two = bool(a.funder_id and b.funder_id) and a.funder_id != b.funder_id
    return two and not share_reference(a, b) and not (a.url and a.url == b.url)


def days_apart(a: tuple[date, ...], b: tuple[date, ...]) -> int | None:
    """The least distance between two lists of deadlines; None where one is empty."""
    if not a or not b:
        return None
    return min(abs((x - y).days) for x in a for y in b)


def share_reference(a: Keys, b: Keys) -> bool:
    """Whether an official reference or code of one is one of the other's."""
    if not (a.references or a.codes) or not (b.references or b.codes):
        return False
    return bool((a.references | a.codes) & (b.references | b.codes))


def overlap(a: tuple[Span, ...], b: tuple[Span, ...]) -> bool:
    """Single years first: a programme's span ("2021-2027") that both titles carry does not make 2025 equal 2026."""
    if a == b:
        return True
    singles_a, singles_b = ({span for span in spans if span[0] == span[1]} for spans in (a, b))
    if singles_a and singles_b:
        return bool(singles_a & singles_b)
    if len(singles_a) < len(a) and len(singles_b) < len(b) and not singles_a and not singles_b:
        return bool(set(a) & set(b))
    return any(x[0] <= y[1] and y[0] <= x[1] for x in a for y in b)


def _years_differ(a: Keys, b: Keys) -> bool:
    if a.title_years and b.title_years and not overlap(a.title_years, b.title_years):
        return True
    if a.field_years and b.field_years:
        return not overlap(a.field_years, b.field_years)
    if a.title_years and b.title_years:
        return False
    return not overlap(a.title_years + a.field_years, b.title_years + b.field_years)


def _told_apart(a: Keys, b: Keys, one: Round, other: Round) -> str | None:
    """What the editions, years, parts, countries and subjects that prose and titles tell contradict, where no reference
    is common.

    A title may leave out a country or a subject of the call; that each names one of which the other does not tell makes
    two calls. Of two reports of which one says when it was published the pair model weighs the subjects.
    """
    if (
        one.parts
        and other.parts
        and any(one.parts[kind] != other.parts[kind] for kind in one.parts.keys() & other.parts.keys())
    ):
        return "part"
    if _parts_differ(a, b):
        return "part"
    if a.countries - b.countries and b.countries - a.countries:
        return "country"
    own_a, own_b = (
        (frozenset[int](),) * 2 if a.published or b.published else (a.subjects - b.subjects, b.subjects - a.subjects)
    )
    if own_a and own_b and own_a - b.tells and own_b - a.tells:
        return "subject"
    if one.editions and other.editions and not one.editions & other.editions:
        return "edition"
    if one.years and other.years:
        return None if one.years & other.years else "year"
    named, dated = (one.years, b.deadlines) if one.years else (other.years, a.deadlines)
    if named and dated and all(abs(day.year - year) > 1 for day in dated for year in named):
        return "year"
    return None


def _parts_differ(a: Keys, b: Keys) -> bool:
    """Whether the words beside "window" in each title are none that the other tells; numbered parts are `marks`."""
    if a.marks or b.marks:
        return False
    named_a, named_b = _part_names(a), _part_names(b)
    return bool(
        named_a and named_b and named_a - stems(b.words) - stems(b.told) and named_b - stems(a.words) - stems(a.told)
    )


def _part_names(own: Keys) -> set[str]:
    if PARTS.isdisjoint(own.words):
        return set()
    padded = ("", *own.words, "")
    beside = (padded[place + step] for place, part in enumerate(own.words) if part in PARTS for step in (0, 2))
    return stems(word for word in beside if not word.isdigit())


def _references_differ(a: Keys, b: Keys) -> bool:
    """Disjoint, or each has one of its own of the same form beside a shared one (topics of one call).

    A register numbers what it lists: its bare number says nothing beside another publisher's number of another form.
    """
    own_a, own_b = a.references - b.references, b.references - a.references
    if len(own_a) < len(a.references):
        return bool(set(map(form_of, own_a)) & set(map(form_of, own_b)))
    return a.source == b.source or bool(set(map(kind_of, own_a)) & set(map(kind_of, own_b)))


def _none_within(codes: frozenset[str], other: Keys) -> bool:
    return not codes & (other.references | other.codes)


def _cutoffs_differ(a: Keys, b: Keys) -> bool:
    apart = days_apart(a.deadlines, b.deadlines)
    if apart is None or apart == 0:
        return False
    if _moved(a, b) and apart <= MOVED_DAYS and a.source != b.source:
        return False
    if apart > FAR_DAYS:
        return True
    if a.round.editions & b.round.editions and a.source != b.source:
        return False
    if share_reference(a, b) and a.source != b.source:
        return False
    return apart > (0 if a.source == b.source else EXTENSION_DAYS)


def explained(a: Keys, b: Keys, witness: Keys) -> bool:
    """Whether the deadlines of two records differ by a move that a third record tells of: it gives the later one, which
    it says was moved.

    An extension is announced once, and reported since without a word that it is one.
    """
    later = max(a.deadlines[-1:], b.deadlines[-1:])
    apart = days_apart(a.deadlines, b.deadlines)
    return (
        witness.round.moved
        and witness.deadlines[-1:] == later
        and apart is not None
        and apart <= MOVED_DAYS
        and a.source != b.source
        and veto(a, b) == "deadline"
        and veto(a, witness) is None
        and veto(b, witness) is None
    )


def _moved(a: Keys, b: Keys) -> bool:
    """Whether the later of two deadlines is one that its record says was moved, and both are of one name or edition."""
    later = a if a.deadlines[-1:] > b.deadlines[-1:] else b
    if not later.round.moved:
        return False
    named_a, named_b = ({word for word in stems(own.words) if not word.isdigit()} for own in (a, b))
    return named_a <= named_b or named_b <= named_a or bool(a.round.editions & b.round.editions)
