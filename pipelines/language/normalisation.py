"""Letters made alike: composed accents, ligatures and blanks; a fold for search that keeps every place; a bare form for
keys.

Belongs here: the one normaliser, the one fold and the one bare form of the project. Does not belong: markup, tokens,
meaning.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "ĳ": "ij",
    "Ĳ": "IJ",
    "ŉ": "'n",
    "İ": "I",
}
_BLANKS = dict.fromkeys(map(chr, [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]), " ")
_NORMAL = str.maketrans({**_LIGATURES, **_BLANKS})
_CHANGED = re.compile(f"[{''.join((*_LIGATURES, *_BLANKS))}]")
_ACCENTED = re.compile(r"[^\x00-\x7f]")
_KEPT = frozenset("ºª°€£¥₹")
_DASHES = dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘´`", "'") | dict.fromkeys("“”«»„", '"')


def normalise(text: str) -> str:
    """The text with composed accents (NFC), ligatures taken apart and every blank an ordinary one; line ends stay."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(_NORMAL) if _CHANGED.search(composed) else composed


def fold(text: str) -> str:
    """Lower case without accents, dashes and quotes made plain; as long as the text, so that positions hold in both."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if low.isascii():
        return low
    accented = set(_ACCENTED.findall(low))
    if len(accented) > _MOST_ACCENTED:
        return _ACCENTED.sub(lambda match: _folded(match.group()), low)
    for char in accented:
        low = low.replace(char, _folded(char))
    return low


_MOST_ACCENTED = 40  # distinct letters; so many are replaced faster one letter at a time
_FOLDED: dict[str, str] = {}


def _folded(char: str) -> str:
    known = _FOLDED.get(char)
    if known is None:
        base = unicodedata.normalize("NFD", char)[0]
        known = (
            char
            if char in _KEPT
            else _DASHES.get(char) or (" " if char.isspace() else base if base.isascii() else char)
        )
        _FOLDED[char] = known
    return known


def bare(text: str) -> str:
    """Lower case without accents, "ß" as "ss", compatible signs as letters ("1º" as "1o"): for keys and words, where
    no place is kept.
    """
    if text.isascii():
        return text.lower()
    return "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold().replace("’", "'")) if not unicodedata.combining(c)
    )


bare_word = lru_cache(maxsize=200_000)(bare)  # words come again and again, texts do not
