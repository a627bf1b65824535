"""Numbers as people write them, in six languages: "two hundred thousand", "cinquenta mil", "fünfundzwanzigtausend",
"1.250,50".

Belongs here: words or digits to a number. Does not belong: what is counted. Works on folded text; the words are in
`lexicon/numbers/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).resolve().parent.parent / "lexicon" / "numbers"
_WORD = re.compile(r"[a-zß]+")


@cache
def _tables() -> tuple[dict[str, float], dict[str, int], frozenset[str], frozenset[str], list[re.Pattern[str]]]:
    small: dict[str, float] = {}
    large: dict[str, int] = {}
    joiners, firsts, compounds = {"a"}, set(), list[re.Pattern[str]]()  # "half a million"
    for path in sorted(_FOLDER.glob("*.yaml")):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        small |= {word: value for value, words in table["small"].items() for word in words}
        large |= {word: value for value, words in table["large"].items() for word in words}
        joiners.add(table["joiner"])
        firsts |= set(table["first"])
        if table.get("in_one_word"):
            own = {word for words in (*table["small"].values(), *table["large"].values()) for word in words}
            parts = sorted({*own, table["joiner"]} - {"e"}, key=len, reverse=True)
            compounds.append(re.compile("|".join(map(re.escape, parts))))
    return small, large, frozenset(joiners), frozenset(firsts), compounds


def _parts(word: str) -> list[str] | None:
    """The number words that a word is made of, the greater before the less; None where it is something else."""
    small, large, joiners, _, compounds = _tables()
    if word in small or word in large or word in joiners:
        return [word]
    if len(word) < 7:
        return None
    return next((parts for pieces in compounds if (parts := _cut(word, pieces))), None)


def _cut(word: str, pieces: re.Pattern[str]) -> list[str] | None:
    """The parts of a word in a language that writes numbers in one."""
    found, place = list[str](), 0
    while match := pieces.match(word, place):
        found.append(match.group())
        place = match.end()
    if place != len(word) or len(found) < 2:
        return None
    for at in [at for at, part in enumerate(found) if part == "und" and 0 < at < len(found) - 1]:
        found[at - 1], found[at + 1] = found[at + 1], found[at - 1]  # "fünfundzwanzig"
    return [part for part in found if part != "und"]


@lru_cache(maxsize=65536)
def parts_of(word: str) -> tuple[str, ...]:
    """The number words that a folded word is made of; none where it is something else."""
    return tuple(_parts(word) or ())


def number_before(folded: str, end: int, most: int = 70) -> tuple[int, float] | None:
    """The number in words that ends at a place, and where it starts; None where there is none. Of "veinte a treinta
    mil" it is the last.
    """
    _, _, joiners, _, _ = _tables()
    words: list[tuple[int, list[str]]] = []
    start = end
    for match in reversed(list(_WORD.finditer(folded, max(0, end - most), end))):
        parts = _parts(match.group())
        cut = match.start() and folded[match.start() - 1].isalnum() and match.start() > end - most
        if parts is None or cut or folded[match.end() : start].strip(" -\xa0"):
            break
        start = match.start()
        words.append((start, parts))
    words.reverse()
    for first, (start, parts) in enumerate(words):
        begins = parts[0] not in joiners or words[first + 1 : first + 2] == [(start + 2, ["million"])]
        if begins and (value := value_of([part for _, each in words[first:] for part in each])):
            return start, value
    return None


def large_numbers(folded: str) -> Iterator[tuple[int, int, float]]:
    """Every number that is written in two words or more, or in one long one, and ends in a thousand or a million:
    start, end, value.
    """
    for match in _large_words().finditer(folded):
        told = number_before(folded, match.end())
        if told and told[0] < match.start() and not folded[max(0, told[0] - 2) : told[0]].rstrip()[-1:].isdigit():
            yield told[0], match.end(), told[1]


@cache
def _large_words() -> re.Pattern[str]:
    _, large, _, _, _ = _tables()
    listed = "|".join(sorted(large, key=len, reverse=True))
    return re.compile(rf"(?:{listed})(?![a-z0-9])(?: (?:y medio|e meio|e mezzo|et demi)(?![a-z]))?")


def value_of(words: list[str]) -> float | None:
    """The number that words say; None where they say none, or several."""
    small, large, joiners, _, _ = _tables()
    total, least, below = 0.0, 0, list[float]()
    for at, word in enumerate(words):
        if word in large:
            told = _below_thousand(below) if below else 1.0
            if told is None or (not below and large[word] > 1000 and not total) or large[word] == least:
                return None  # "millones de personas" is no million, "mil mil" no number
            rises = bool(total) and large[word] > least  # "mil doscientos millones"
            total = (total + (told if below else 0.0)) * large[word] if rises else total + told * large[word]
            least, below = large[word], []
        elif word == "a" and below != [0.5] and words[at + 1 : at + 2] == ["million"]:
            below.append(1.0)
        elif word == "a" and at + 1 < len(words) and not _after_an_article(words[at + 1]):
            return None  # "half a million", but no "quince a treinta mil"
        elif word in small:
            below.append(small[word])
        elif word not in joiners:
            return None
    if below == [0.5] and least:
        return total + least / 2  # "un milione e mezzo"
    told = _below_thousand(below) if below else 0.0
    return (total + told) or None if told is not None else None


def _after_an_article(word: str) -> bool:
    small, large, _, _, _ = _tables()
    return word in large or small.get(word) in (0.5, 100)


def _below_thousand(values: list[float]) -> float | None:
    """What words of a hundred, of tens and of units come to, in this order; None where they are no one number."""
    if values == [0.5]:
        return 0.5
    if len(values) > 1 and values[1] == 100 and 1 <= values[0] < 20:
        return _with_rest(values[0] * 100, values[2:])
    if values[0] >= 100:
        return _with_rest(values[0], values[1:])
    return _with_rest(0.0, values)


def _with_rest(hundreds: float, values: list[float]) -> float | None:
    match values:
        case []:
            return hundreds
        case [4, 20, *rest] if not rest or (len(rest) == 1 and 1 <= rest[0] < 20):
            return hundreds + 80 + sum(rest)
        case [one] if 1 <= one < 100:
            return hundreds + one
        case [one, 0.5] if 1 <= one < 100 and not hundreds:
            return one + 0.5  # "one and a half million"
        case [tens, one] if tens % 10 == 0 and 20 <= tens < 100 and 1 <= one <= (19 if tens == 60 else 9):
            return hundreds + tens + one
    return None


def is_first(word: str) -> bool:
    """Whether a folded word says "first", as of a month."""
    return word in _tables()[3]


def day_words() -> list[str]:
    """The words that number a day of the month, ordinal ("twenty-sixth") and cardinal ("veintiocho"), of all
    languages.
    """
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
    """The digits with a decimal point: a mark before three digits parts thousands, unless millions follow the
    language's decimal mark.
    """
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
