"""What a portal published, made harmless before it goes into a file that people open.

Belongs here: addresses that may be links, texts that a spreadsheet would run. Does not belong: characters that no text
may hold (`pipelines/language/safe_text.py`), escaping, which each format's own library does.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from pipelines.language.safe_text import clean

_IN_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_TO_ENCODE = re.compile(r"[<>\"\\^`{|}]")
_LIVE = re.compile(r"(^|[;\r\n])((?:[^\S\r\n]|[\"'])*)(?=[=+\-@＝＋－＠﹢﹣﹦﹫])")


def link(url: str | None) -> str | None:
    """The address if a person may safely follow it, else None: http or https, a host, no name and password, no white
    space.
    """
    if url is None or _IN_NO_ADDRESS.search(url) or clean(url) != url:
        return None
    try:
        parts = urlsplit(url)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or "@" in parts.netloc or not port_fits:
        return None
    if _TO_ENCODE.search(parts.netloc):
        return None
    return _TO_ENCODE.sub(lambda found: quote(found.group()), url)


def defused(text: str) -> str:
    """A text for CSV: an apostrophe stands before each sign that would open a formula where a cell could begin.

    That is at the start, and after a semicolon or a newline, where Excel with Chilean settings would split the line.
    The signs are = + - @ and their wide forms, also after blanks and quotes. Other texts are left as they are, and
    taking the apostrophe away in the same places gives the text back.
    """
    return _LIVE.sub(r"\1'\2", text)
