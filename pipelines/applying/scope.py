"""Words that turn the sense of what they stand beside: except, outside, including, examples, any country, yes and no.

Belongs here: finding them. Does not belong: the words (`lexicon/scope/words.yaml`), what follows from them
(`statements`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import yaml

from pipelines.cleaning.layout import Taken
from pipelines.country_groups import Mention

_FILE = Path(__file__).resolve().parent.parent / "lexicon" / "scope" / "words.yaml"


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of one list of words, over folded text."""
    words = yaml.safe_load(_FILE.read_text(encoding="utf-8"))[name]
    forms = sorted({str(word) for word in words}, key=len, reverse=True)
    written = (re.escape(form[:-1]) + r"\w*" if form.endswith("*") else re.escape(form) for form in forms)
    return re.compile(r"(?<![\w])(?:" + "|".join(written) + r")(?![\w])")


@cache
def _cues() -> tuple[dict[str, tuple[str, ...]], dict[str, list[tuple[str, str]]]]:
    whole: dict[str, set[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for name, words in yaml.safe_load(_FILE.with_name("cues.yaml").read_text(encoding="utf-8")).items():
        for word in map(str, words):
            if word.startswith("="):
                whole.setdefault(word[1:], set()).add(name)
            else:
                stems.setdefault(word[:2], []).append((word, name))
    return {word: tuple(sorted(names)) for word, names in whole.items()}, stems


@lru_cache(maxsize=50_000)
def cues_of(word: str) -> tuple[str, ...]:
    """What a folded word may mean to the reader of who may apply."""
    whole, stems = _cues()
    return tuple(
        sorted({*whole.get(word, ()), *(name for stem, name in stems.get(word[:2], ()) if word.startswith(stem))})
    )


class _Answer:
    """Whether a clause begins with yes or no."""

    def match(self, folded: str, start: int, end: int) -> str | None:
        """ "affirmed", "denied" or None."""
        place = start + len(folded[start:end]) - len(folded[start:end].lstrip(" -•a:r.)»>"))
        for name in ("denied", "affirmed"):
            found = pattern(name).match(folded, place, end)
            if not found:
                continue
            if (
                name == "denied"
                or found.group() in ("si", "yes", "oui", "sim", "ja")
                or folded[found.end() : found.end() + 1] in ",.;:"
            ):
                return name
        return None


PRONOUN_ANSWER = _Answer()
_NARROWED = re.compile(
    r"\s(?:of|in|within|de|del|da|do|d'|der|des|en|em|miembro|membre|membro|member|that|which|que|dont|die|where|with|bordering|"
    r"participating|eligible|listed)\b"
)


def worldwide(folded: str, places: list[Mention]) -> list[Mention]:
    """Words for applicants of any country, where they are not part of a named place ("all countries of the EU")."""
    taken = Taken((place.start, place.end) for place in places)
    return [
        Mention(match.start(), match.end(), "group", "*", "region")
        for match in pattern("world").finditer(folded)
        if not taken.overlap(match.start(), match.end()) and not _NARROWED.match(folded, match.end(), match.end() + 14)
    ]
