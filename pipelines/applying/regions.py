"""Parts of countries and their peoples, as calls name them: "from Thuringia" says a country as "from Germany" does.

Belongs here: finding them. Does not belong: the words (`lexicon/regions.yaml`), countries by their own names (`pipelines.country_groups`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import ahocorasick
import yaml

from pipelines.cleaning.layout import Taken
from pipelines.country_groups import Mention

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
    """The parts of countries that a folded text names, where no place of `places` stands; the longest where some overlap."""
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
