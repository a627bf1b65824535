"""Places that are no country by its name: parts of countries and their peoples, members told of a club, seats in a
place nobody knows.

Belongs here: finding them ("from Thuringia" says a country as "from Germany" does). Does not belong: the words
(`lexicon/regions.yaml`), countries and groups by their own names (`pipelines.country_groups`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import ahocorasick
import yaml

from pipelines.applying.scope import cues_of
from pipelines.cleaning.layout import Taken
from pipelines.country_groups import Mention
from pipelines.language.senses import is_known

_FILE = Path(__file__).resolve().parent.parent / "lexicon" / "regions.yaml"


@cache
def _words() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for code, listed in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items():
        for word in listed:
            form = word.rstrip("*")
            automaton.add_word(form, (code, len(form), word.endswith("*")))
    automaton.make_automaton()
    return automaton


def regions(folded: str, places: Sequence[Mention]) -> list[Mention]:
    """The parts of countries that a folded text names, where no place of `places` stands; the longest where some
    overlap.
    """
    found: list[Mention] = []
    for last, (code, length, open_ended) in _words().iter(folded):
        start, end = last - length + 1, last + 1
        if start and folded[start - 1].isalnum():
            continue
        if open_ended:
            while end < len(folded) and folded[end].isalnum():
                end += 1
        elif end < len(folded) and folded[end].isalnum():
            continue
        found.append(Mention(start, end, "demonym", code))
    found.sort(key=lambda mention: (mention.start, -mention.end))
    taken = Taken((place.start, place.end) for place in places)
    kept: list[Mention] = []
    for mention in found:
        if (not kept or mention.start >= kept[-1].end) and not taken.overlap(mention.start, mention.end):
            kept.append(mention)
    return kept


_BEFORE, _AFTER = 50, 16  # letters around a club's name in which a word for members or countries must stand
_WORD = re.compile(r"[^\W\d_]{2,}")
_BELONGS = re.compile(r"angehor|pertene|perten[cs]|appart|belong|accionist|acionist|actionnair|sharehold|integra|ratif")


def members_of(folded: str, clubs: Sequence[Mention], places: Sequence[Mention]) -> list[Mention]:
    """The clubs of whose members a text speaks in any words ("a state that belongs to X"), where no place of
    `places` stands.
    """
    taken = Taken((place.start, place.end) for place in places)
    found: list[Mention] = []
    for club in clubs:
        if taken.overlap(club.start, club.end) or (found and club.start < found[-1].end):
            continue
        before = re.split(r"[.;:\n]", folded[max(0, club.start - _BEFORE) : club.start])[-1]
        words = _WORD.findall(before)
        after = _WORD.findall(folded, club.end, min(len(folded), club.end + _AFTER))
        if any(_BELONGS.match(word) or "member" in cues_of(word) for word in (*words, *after)) or any(
            "place" in cues_of(word) for word in words[-3:]
        ):
            found.append(club)
    return found


_SEAT = re.compile(
    r"\b(?:sedes?|sediad\w+|domicili\w+|sitz|siege|established|etabli\w*|estabelecid\w+|establecid\w+|based|located|headquarter\w*|"
    r"registered|radicad\w+|ubicad\w+|resident\w*|residen\w+|ansassig\w*|wohnhaft|situ[ée]\w*|localizad\w+) (?:social"
    r" |legal )?"
    r"(?:en|in|em|a|au|aux|im|dans|no|na|nos|nas|within)\b"
)
_SMALL = re.compile(r"[^\W\d_]+'?")
_STEPS = 5  # words after a word for a seat among which a name is looked for


def unnamed_seats(folded: str, text: str, places: Sequence[Mention]) -> list[Mention]:
    """Names after a word for a seat that are of no place known here: most likely some place elsewhere, perhaps one
    nearby.
    """
    taken = Taken((place.start, place.end) for place in places)
    found: list[Mention] = []
    for seat in _SEAT.finditer(folded):
        for step, word in enumerate(_SMALL.finditer(folded, seat.end(), min(len(folded), seat.end() + 80))):
            start, end = word.span()
            if step >= _STEPS or taken.overlap(start, end) or re.search(r"[.;:\n]", folded[seat.end() : start]):
                break
            if text[start : start + 1].isupper() and end - start > 2 and not is_known(word.group()):
                found.append(Mention(start, end, "open", "unnamed"))
                break
    return found
