"""The years that a record states, in its title or in fields of its own, as spans.

Belongs here: how years and spans of years are written. Does not belong: editions (`editions.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache

Span = tuple[int, int]

_YEAR_SPAN = re.compile(r"(?<![\d-])((?:19|20)\d\d)\s*[-–/]\s*((?:19|20)\d\d|\d\d)(?![\d-])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_in(text: str) -> tuple[Span, ...]:
    """Years and spans of years in a text: "2023/24" is (2023, 2024), "2026" is (2026, 2026)."""
    years = _YEAR.findall(text)
    if not years:
        return ()
    if not _YEAR_SPAN.search(text):
        return _singles(tuple(years))
    spans: set[Span] = set()
    for match in _YEAR_SPAN.finditer(text):
        first, last = int(match[1]), int(match[2])
        last += first // 100 * 100 if last < 100 else 0
        if first < last <= first + 15:
            spans.add((first, last))
            text = text.replace(match[0], " ")
    spans.update((int(year), int(year)) for year in _YEAR.findall(text))
    return tuple(sorted(spans))


@lru_cache(maxsize=4096)
def _singles(years: tuple[str, ...]) -> tuple[Span, ...]:
    return tuple(sorted({(int(year), int(year)) for year in years}))


@lru_cache(maxsize=4096)
def stated_years(year: str, edition: str) -> tuple[Span, ...]:
    """The years of the fields for a year and an edition."""
    return tuple(sorted({*field_years(year), *field_years(edition)}))


def field_years(text: str) -> tuple[Span, ...]:
    """The years of a field that holds nothing else, two digits too."""
    if found := years_in(text):
        return found
    short = re.fullmatch(r"['’]?(\d\d)", text)
    if not short:
        return ()
    year = int(short[1]) + (1900 if int(short[1]) > 50 else 2000)
    return ((year, year),)
