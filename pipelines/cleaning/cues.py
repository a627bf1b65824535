"""Long lists of cue words as one fast pattern.

Belongs here: compiling alternatives for folded text. Does not belong: any word with a meaning.
Python's `re` tries the alternatives of a list one by one at each place; here they are tried at the start of words only
and sorted into a tree by their first letters, which reads a page several times faster.
"""

from __future__ import annotations

import re

_DEPTH = 4
_QUANTIFIERS = "?*+{"


def cues(words: str) -> re.Pattern[str]:
    """A pattern that finds the alternatives in folded text, each at the start of a word."""
    plain = [form for alternative in _split(words) for form in _expanded(alternative)]
    return re.compile(rf"(?<![a-z])(?:{_tree(plain, _DEPTH)})")


def _tree(forms: list[str], depth: int) -> str:
    """The forms under their first letters; those without a plain first letter follow as they are."""
    letters: dict[str, list[str]] = {}
    others: list[str] = []
    for form in forms:
        if depth and form[:1].isalpha() and form[1:2] not in tuple(_QUANTIFIERS):
            letters.setdefault(form[0], []).append(form[1:])
        else:
            others.append(form)
    branches = [
        letter + (rests[0] if len(rests) == 1 else f"(?:{_tree(list(dict.fromkeys(rests)), depth - 1)})") for letter,
        rests in letters.items()
    ]
    return "|".join([*branches, *others])


def _expanded(alternative: str) -> list[str]:
    """The alternative without a group or word bound at its start: "(?:a|b)c" is "ac" and "bc", "(?:a)?c" is "ac" and "c"."""
    if alternative.startswith("\\b"):
        return _expanded(alternative[2:])
    if not alternative.startswith("(?:"):
        return [alternative]
    end = _closing(alternative)
    inner, rest = alternative[3:end], alternative[end + 1 :]
    optional = rest[:1] == "?"
    if rest[:1] in tuple("*+{") or rest[:2] in ("??", "?+"):
        return [alternative]
    rest = rest[1:] if optional else rest
    forms = [form for part in _split(inner) for form in _expanded(part + rest)]
    return forms + (_expanded(rest) if optional else [])


def _split(words: str) -> list[str]:
    """The alternatives at the top level."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(words):
        char = words[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = words.index("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(words[start:at])
            start = at + 1
        at += 1
    return [*parts, words[start:]]


def _closing(words: str) -> int:
    """The place of the parenthesis that closes the one at the start."""
    depth, at = 0, 0
    while True:
        char = words[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = words.index("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at
        at += 1
