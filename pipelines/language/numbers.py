"""Numbers as people write them, in six languages: "two hundred thousand", "cinquenta mil", "fünfundzwanzigtausend", "1.250,50".

Belongs here: words or digits to a number. Does not belong: what is counted. Works on folded text; the words are in `lexicon/numbers/`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).resolve().parent.parent / "lexicon" / "numbers"
_WORD = re.compile(r"[a-z]+")


@cache
def _tables() -> tuple[dict[str, float], dict[str, int], frozenset[str], frozenset[str], re.Pattern[str]]:
    small: dict[str, float] = {}
    large: dict[str, int] = {}
    joiners, firsts = {"a"}, set()  # "half a million"
    for path in sorted(_FOLDER.glob("*.yaml")):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        small |= {word: value for value, words in table["small"].items() for word in words}
        large |= {word: value for value, words in table["large"].items() for word in words}
        joiners.add(table["joiner"])
        firsts |= set(table["first"])
    parts = sorted({*small, *large, "und"} - {"a", "e", "y"}, key=len, reverse=True)
    return small, large, frozenset(joiners), frozenset(firsts), re.compile("|".join(map(re.escape, parts)))


def _parts(word: str) -> list[str] | None:
    """The number words that a word is made of; None where it is something else."""
    small, large, joiners, _, pieces = _tables()
    if word in small or word in large or word in joiners:
        return [word]
    if len(word) < 7:
        return None
    found, place = [], 0
    while match := pieces.match(word, place):
        found.append(match.group())
        place = match.end()
    return [part for part in found if part != "und"] if place == len(word) and len(found) > 1 else None


def number_before(folded: str, end: int, most: int = 70) -> tuple[int, float] | None:
    """The number in words that ends at a place, and where it starts; None where there is none."""
    _small, _large, joiners, _, _ = _tables()
    taken: list[str] = []
    start = end
    for match in reversed(list(_WORD.finditer(folded, max(0, end - most), end))):
        between = folded[match.end() : start]
        parts = _parts(match.group())
        if (
            parts is None
            or between.strip(" -\xa0")
            or (match.start() and (folded[match.start() - 1].isalnum() and match.start() > end - most))
        ):
            break
        taken = parts + taken
        start = match.start()
    while taken and taken[0] in joiners:
        start = folded.find(taken[0], start) + len(taken[0])
        start += len(folded[start:end]) - len(folded[start:end].lstrip())
        taken = taken[1:]
    value = value_of(taken)
    return (start, value) if value else None


def value_of(words: list[str]) -> float | None:
    """The number that words say; None where they say none."""
    small, large, joiners, _, _ = _tables()
    total = current = 0.0
    for word in words:
        if word in large:
            if total and large[word] > total:
                total, current = (total + current) * large[word], 0.0
            else:
                total, current = total + (current or 1) * large[word], 0.0
        elif word in small:
            value = small[word]
            current = current * 100 if value == 100 and 1 <= current <= 9 else current + value
        elif word not in joiners:
            return None
    return (total + current) or None


def is_first(word: str) -> bool:
    """Whether a folded word says "first", as of a month."""
    return word in _tables()[3]


def day_words() -> list[str]:
    """The words that number a day of the month, ordinal ("twenty-sixth") and cardinal ("veintiocho"), of all languages."""
    return [*_ordinals(), *(word for word, value in _tables()[0].items() if 1 < value <= 31 and len(word) > 2)]


def ordinal_of(word: str) -> int | None:
    """The day of the month that a word of `day_words` numbers."""
    small = _tables()[0]
    number = _ordinals().get(word) or small.get(word)
    return int(number) if number and 1 <= number <= 31 else None


@cache
def _ordinals() -> dict[str, int]:
    found: dict[str, int] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {word: number for number, words in table.get("days", {}).items() for word in words}
        found |= dict.fromkeys(table["first"], 1)
    return found


def plain_number(number: str, factor: int, language: str | None) -> str:
    """The digits with a decimal point: a mark before three digits parts thousands, unless millions follow the language's decimal mark."""
    compact = number.replace(" ", "").replace("'", "")
    marks = [c for c in compact if c in ".,"]
    if not marks:
        return compact
    last = marks[-1]
    whole, _, part = compact.rpartition(last)
    if len(marks) > 1 and len(set(marks)) == 1:
        return compact.replace(last, "") if len(part) == 3 else whole.replace(last, "") + "." + part
    if len(marks) > 1 or len(part) != 3 or "'" in number:
        return whole.replace(".", "").replace(",", "") + ("" if len(part) == 3 else ".") + part
    decimal_mark = "." if language in ("en", None) else ","
    if whole == "0" or (factor >= 10**6 and last == decimal_mark):
        return f"{whole}.{part}"
    return whole + part
