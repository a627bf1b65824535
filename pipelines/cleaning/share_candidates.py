"""Every share of a whole that a text mentions: candidates for what the applicant has to bring, which a model tells.

Belongs here: how shares are written: percent, per cent, in words. Does not belong: whose share it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import yaml

from pipelines.cleaning.layout import PageText, Taken
from pipelines.language.lexicon import FOLDER
from pipelines.language.numbers import number_before

_PERCENT = re.compile(r"\s?(?:%|p(?:er ?cent(?:o|s)?|or ?cien(?:to)?|or ?cento|our ?cent|rozent)\b|v\.?h\.)")
_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?$")


@dataclass(slots=True)
class ShareCandidate:
    """A mentioned share, in percent."""

    start: int
    end: int
    percent: Decimal


def find_shares(page: PageText) -> list[ShareCandidate]:
    """The shares of a page over 0 and up to 100, in order of place."""
    found = []
    for match in _PERCENT.finditer(page.folded):
        digits = _DIGITS.search(page.folded, max(0, match.start() - 7), match.start())
        if digits:
            percent, start = Decimal(digits.group().replace(",", ".")), digits.start()
        else:
            told = number_before(page.folded, match.start())
            if told is None:
                continue
            percent, start = Decimal(str(told[1])), told[0]
        if 0 <= percent <= 100:
            found.append(ShareCandidate(start, match.end(), percent.normalize() + 0))
    taken = Taken((s.start, s.end) for s in found)
    for match in _in_words().finditer(page.folded) if any(word in page.folded for word in _words()) else ():
        if not taken.overlap(*match.span()):
            found.append(ShareCandidate(match.start(), match.end(), _words()[match.group()]))
    return sorted(found, key=lambda share: share.start)


@cache
def _words() -> dict[str, Decimal]:
    table = yaml.safe_load((FOLDER / "shares.yaml").read_text(encoding="utf-8"))
    return {word: Decimal(percent) for percent, words in table.items() for word in words}


@cache
def _in_words() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:" + "|".join(sorted(_words(), key=len, reverse=True)) + r")(?![a-z])")
