"""No pattern is worse than linear: strings are grown from each that the house compiles, and four times the text may not
cost eight times as much.

The patterns are found by looking over the shoulder of `re` while every module is imported, so none has to be named
here. Each long repeat of a pattern gives attacks: what stands before it, then what it repeats, many times, then a
letter that fits nothing. A pattern that is only matched at a place (`match`, `fullmatch`) is grown at that place.
"""

from __future__ import annotations

import importlib
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("pipelines", "scrapers", "warehouse", "assets")
FILES = [
    *sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")),
    ROOT / "terminal.py",
    ROOT / "catastro.py",
]
SHORT, MIDDLE, LONG = 2000, 4000, 8000
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
MOST_SECONDS = 2.0
FEW = 20
"""Times that a part may be repeated at most without its length mattering."""


def compiled() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    """By file: line and pattern of all that is compiled while the house is imported anew."""
    ours = [name for name in sys.modules if name.split(".")[0] in (*ROOMS, "catastro", "terminal")]
    kept = {name: sys.modules.pop(name) for name in ours}
    found: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
    real = re._compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: Any) -> Any:
        made, frame = real(pattern, flags), sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back
        path = Path(frame.f_code.co_filename)
        if path in PATHS and isinstance(made.pattern, str):
            found.setdefault(str(path.relative_to(ROOT)), []).append((frame.f_lineno, made))
        return made

    re._compile = noted  # type: ignore[attr-defined]
    try:
        for path in FILES:
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    finally:
        re._compile = real  # type: ignore[attr-defined]
        for name in [name for name in sys.modules if name.split(".")[0] in (*ROOMS, "catastro", "terminal")]:
            del sys.modules[name]
        sys.modules.update(kept)
    return found


PATHS = frozenset(FILES)
SOURCE = {path: path.read_text(encoding="utf-8") for path in FILES}
PATTERNS = compiled()


def anchored(file: str, line: int) -> bool:
    """Whether the name that a line gives its pattern is only ever matched at a place."""
    named = re.match(r"\s*(\w+)\b[^=]*= re\.compile", SOURCE[ROOT / file].splitlines()[line - 1])
    uses = [m for text in SOURCE.values() for m in re.findall(rf"\b{named[1]}\.(\w+)\(", text)] if named else []
    return (
        bool(uses)
        and set(uses) <= {"match", "fullmatch"}
        and SOURCE[ROOT / file].count(named[1])
        == 1 + len(re.findall(rf"\b{named[1]}\.(?:full)?match\(", SOURCE[ROOT / file]))
    )


def letter(items: list[Any], like: str) -> str:
    """One that a class holds, `like` it where that fits."""
    classes = {
        op.CATEGORY_DIGIT: str.isdigit,
        op.CATEGORY_SPACE: str.isspace,
        op.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
        op.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(),
        op.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
        op.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
    }

    def holds(char: str) -> bool:
        return any(
            (kind is op.LITERAL and ord(char) == value)
            or (kind is op.RANGE and value[0] <= ord(char) <= value[1])
            or (kind is op.CATEGORY and classes[value](char))
            for kind, value in items
        )

    negated = bool(items) and items[0][0] is op.NEGATE
    first = next((chr(v if k is op.LITERAL else v[0]) for k, v in items if k in (op.LITERAL, op.RANGE)), "~")
    return next(
        (char for char in like + "a1 \n.,-x(<\"'/:;_\t!=" if holds(char) is not negated), "~" if negated else first
    )


def example(tree: Any, like: str, groups: dict[int, str]) -> str:
    """A text that a part of a pattern matches, as short as one repetition of each allows."""
    parts = []
    for kind, value in tree:
        match kind:
            case op.LITERAL:
                parts.append(chr(value))
            case op.NOT_LITERAL:
                parts.append(letter([(op.NEGATE, None), (op.LITERAL, value)], like))
            case op.ANY:
                parts.append(like)
            case op.IN:
                parts.append(letter(value, like))
            case op.BRANCH:
                parts.append(example(value[1][0], like, groups))
            case op.SUBPATTERN:
                groups[value[0]] = example(value[3], like, groups)
                parts.append(groups[value[0]])
            case op.ATOMIC_GROUP:
                parts.append(example(value, like, groups))
            case op.GROUPREF:
                parts.append(groups.get(value, ""))
            case _ if kind in REPEATS:
                parts.append(example(value[2], like, groups) * max(value[0], 1))
    return "".join(parts)


def repeats(tree: Any, before: str, like: str) -> Iterator[tuple[str, str]]:
    """Of each part that may be repeated often: what stands before it, and what it repeats."""
    items = list(tree)
    for place, (kind, value) in enumerate(items):
        ahead = before + example(items[:place], like, {})
        if kind in REPEATS:
            if value[1] is op.MAXREPEAT or value[1] > FEW:
                yield ahead, example(value[2], like, {}) or "a"
            yield from repeats(value[2], ahead, like)
        elif kind in (op.SUBPATTERN, op.ATOMIC_GROUP, op.ASSERT, op.ASSERT_NOT):
            yield from repeats(value[-1] if kind is not op.ATOMIC_GROUP else value, ahead, like)
        elif kind is op.BRANCH:
            for way in value[1]:
                yield from repeats(way, ahead, like)


def attacks(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """What is grown: a beginning, and what follows it over and over."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    found: dict[tuple[str, str], None] = dict.fromkeys(
        ("", pump) for pump in ("a", "1", " ", "\n", "a ", "1.", "<a ", "1 a")
    )
    for like in ("a", "1", " "):
        for before, pump in repeats(tree, "", like):
            found |= dict.fromkeys(
                [(before, pump), ("", pump), ("", before + pump), ("", before + " "), ("", before or pump)]
            )
        found["", example(tree, like, {})[:-1] or "a"] = None
    return list(found)


class TooSlow(Exception):
    """A match that is not waited for."""


def _ring(*_: object) -> None:
    raise TooSlow


def seconds(pattern: re.Pattern[str], at: bool, text: str) -> float:
    """CPU seconds, the better of two tries; endless where neither ends within some two."""
    best = float("inf")
    before = signal.signal(signal.SIGVTALRM, _ring)
    for _ in range(2):
        began = time.thread_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
        try:
            if at:
                pattern.match(text)
            else:
                for _ in pattern.finditer(text):
                    pass
            best = min(best, time.thread_time() - began)
        except TooSlow:
            pass
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
    return best


def grown(before: str, pump: str, length: int) -> str:
    return before + (pump * (length // len(pump) + 1))[:length] + "\x01"


def worse_than_linear(pattern: re.Pattern[str], at: bool) -> str | None:
    """The attack that costs more than its length, None where none does."""
    for before, pump in attacks(pattern):
        spent = seconds(pattern, at, grown(before, pump, MIDDLE))
        if spent < 0.0015:
            continue
        short, long = (grown(before, pump, length) for length in (SHORT, LONG))
        if spent == float("inf") or all(seconds(pattern, at, long) > 8 * seconds(pattern, at, short) for _ in range(2)):
            return f"{before[:40]!r} and then {pump[:40]!r} over and over"
    return None


@pytest.mark.parametrize("file", sorted(PATTERNS))
def test_no_pattern_costs_more_than_its_text_is_long(file):
    bad = []
    for line, pattern in dict.fromkeys(PATTERNS[file]):
        if attack := worse_than_linear(pattern, anchored(file, line)):
            bad.append(f"{file}:{line}: {pattern.pattern[:80]!r} by {attack}")
    assert not bad, "\n".join(bad)


def test_patterns_are_found_and_a_bad_one_is_told():
    assert sum(map(len, PATTERNS.values())) > 300
    for bad in (
        r"\w+preis\b",
        r"\s+$",
        r"a.*b",
        r"(a+)+$",
        r"(?:x|y)*\d*z",
        r"<b>.*?</b>",
        r"^(.*?),(.*?),(.*?),(.*?);",
    ):
        assert worse_than_linear(re.compile(bad), at=False), bad
    for good in (r"\b\d{4}\b", r"(?<!\w)\w++preis\b", r"(?<!\s)\s++$", r"a.{0,50}b", r"\bfondos?\b"):
        assert not worse_than_linear(re.compile(good), at=False), good
    assert not worse_than_linear(re.compile(r"\s+x"), at=True)
