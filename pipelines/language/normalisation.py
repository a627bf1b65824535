"""Letters made alike: composed accents, ligatures and blanks, and a fold for search that keeps every place.

Belongs here: the one normaliser and the one fold of the project. Does not belong: markup, tokens, meaning.
"""

from __future__ import annotations

import unicodedata

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ", "ŉ": "'n", "İ": "I"}
_BLANKS = dict.fromkeys(map(chr, [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]), " ")
_NORMAL = str.maketrans({**_LIGATURES, **_BLANKS})


def normalise(text: str) -> str:
    """The text with composed accents (NFC), ligatures taken apart and every blank an ordinary one; line ends stay."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_NORMAL)
