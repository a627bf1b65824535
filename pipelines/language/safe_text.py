"""Characters: which of them no text of ours holds, and texts without them.

Belongs here: what is true of letters alone, whatever the text says. Does not belong: folding for search, markup
(`pipelines/cleaning`), what a format or a program would run (`warehouse/exports/safe.py`).

Taken out are controls (a terminal obeys them), turns of direction (they disguise a name), half characters (no file can
hold them) and code points that are no characters.
"""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNWANTED = (
    r"\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turns of direction
    "\ufdd0-\ufdef\ufeff\ufffe\uffff"  # no characters, and the mark of byte order
)
"""What no stored text may hold, as a class of Python's patterns and of DuckDB's, which knows no halves of
characters.
"""
_UNWANTED = re.compile(f"[{UNWANTED}\ud800-\udfff]")
_IN_NO_NAME = re.compile(f"[\x00-\x1f\x85\u2028\u2029{UNWANTED}\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with newlines as `\\n`, tabs as spaces, and without controls, turns of direction and half characters."""
    if text.isprintable():
        return text
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def one_line(text: str) -> str:
    """The clean text on one line."""
    return " ".join(clean(text).split())


def shortened(text: str, limit: int) -> str:
    """The text, cut at a word with an ellipsis where it has more than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def spelled(text: str) -> str:
    """The text with its unwanted characters spelled (`\\u001b`): for names, of which no two may become one, and for JSON."""
    return text if text.isprintable() else _IN_NO_NAME.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
