"""Where sentences end, and the words around a place in the text.

Belongs here: bounds of sentences and quotes. Does not belong: what the words mean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from pipelines.cleaning.cues import Words

_ENDS = re.compile(
    r"[\n|;.!?…](?:(?<=[\n|])|\s+(?=[^\W_]|[¿¡\"'(-]))"
)  # all begin with one of a set, which is found fast
_ABBREVIATED = re.compile(
    r"(?:\b(?:no|nos|num|art|mr|ms|dr|sr|sra|st|approx|ca|inc|ltd|vs|z\.b|u\.s|ee\.uu)|\W\w|^\w)$"
)
_LABEL_LINE = 90
_DAY_NUMBER = re.compile(r"(?<!\d)\d\d?$")
_MONTH = re.compile(
    r"(?:jan|jann|feb|febr|marz|mar|apr|april|mai|may|jun|juni|jul|juli|aug|sept?|okt|oct|nov|dez|dec)"
    r"(?:uar|ner|ember|ober|ust|il)?\b"
)


class Clauses:
    """The sentences of one folded text."""

    def __init__(self, folded: str, text: str) -> None:
        self.folded, self.text = folded, text
        self.words = Words(folded)
        self.ends = [
            match.end() for match in _ENDS.finditer(folded) if match.group()[0] != "." or self._new_sentence(match)
        ]

    def _new_sentence(self, match: re.Match[str]) -> bool:
        """A full stop ends a sentence before a capital or a mark, or before a digit after a long word ("13 may. 24"
        goes on).
        """
        following = self.text[match.end()]
        if _ABBREVIATED.search(self.folded, max(0, match.start() - 8), match.start()):
            return False
        if _MONTH.match(self.folded, match.end()) and _DAY_NUMBER.search(
            self.folded, max(0, match.start() - 3), match.start()
        ):
            return False  # "15. Oktober"
        if following.isdigit():
            return self.text[max(0, match.start() - 5) : match.start()].isalnum()
        return not following.islower()

    def span(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence at a place."""
        at = bisect_right(self.ends, place)
        return (self.ends[at - 1] if at else 0), (self.ends[at] if at < len(self.ends) else len(self.folded))

    def labelled_start(self, place: int) -> int:
        """Start of the sentence at a place, or of the short line before it where the place begins its line or table
        cell.
        """
        start, _ = self.span(place)
        begins_line = self.folded[max(0, start - 2) : start].strip(" ")[-1:] in ("\n", "|")
        if begins_line and len(self.folded[start:place].strip(" -:|*")) < 3:
            before, _ = self.span(start - 1)
            if start - before <= _LABEL_LINE:
                return before
        return start

    def quote(self, start: int, end: int, most: int = 240) -> str:
        """The words of the sentence around a span, as the text has them."""
        first, last = self.labelled_start(start), self.span(max(start, end - 1))[1]
        spare = max(0, most - (end - start)) // 2
        first, last = max(first, start - spare), min(last, end + spare)
        return " ".join(self.text[first:last].split()).strip(" |;-")


@lru_cache(maxsize=2)
def clauses_of(folded: str, text: str) -> Clauses:
    """The sentences of a text; kept for the next reader of the same text."""
    return Clauses(folded, text)
