"""Markup and bytes to plain text.

Belongs here: HTML to text that keeps lists and tables as lines, entities, white space, mojibake, folding for search.
Does not belong: anything about what the text means. Libraries are imported when first needed.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLOCK_TAG = re.compile(r"<(?:p|br|div|li|td|tr|h[1-6]|ul|ol|table|section|article|body)\b", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*[\s/>]|<!--|&(?:#\d|#x|[a-zA-Z]{2,8};)")
_TOKEN = re.compile(r'<!--|<[!?][^<>]*>|<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)(?:[^<>"]|"[^"<]*")*+"?[^<>]*>')
_UNSEEN = {ord(c): None for c in "\x00\xad\u200b\u200c\u200d\u2060\ufeff"} | {ord("\u2028"): "\n", ord("\u2029"): "\n"}
_UNSEEN_MARK = re.compile(f"[{''.join(map(chr, _UNSEEN))}]")
_BLANKS = re.compile(r"(?: [^\S\n]|[^\S\n ])[^\S\n]*")  # all but single spaces
_LINE_ENDS = re.compile(r" ?\n[\n ]*")
_MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|ï¿½|ðŸ")

_DROPPED_NAMES = """
script style noscript template head iframe svg object select textarea
"""
_DROPPED = frozenset(_DROPPED_NAMES.split())
_BLOCKS_NAMES = """
address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr legend li main nav ol option p pre section summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_CELLS = frozenset({"td", "th"})


def has_markup(words: str) -> bool:
    """Whether a line that should be plain holds HTML tags."""
    return bool(_TAG.search(html.unescape(words)))


def plain_line(words: str) -> str:
    """One line of plain text: entities resolved (also doubly escaped ones), tags out, white space folded."""
    line = html.unescape(html.unescape(words)).translate(_UNSEEN)
    return _SPACES.sub(" ", _TAG.sub(" ", mended(line))).strip()


def plain_text(markup: str) -> str:
    """Plain text of an HTML fragment or of plain prose: a line a block, list item or table row, cells parted by " |
    ".
    """
    text = markup.translate(_UNSEEN) if _UNSEEN_MARK.search(markup) else markup
    for turn in range(2):  # feeds escape their HTML once more
        if not _MARKUP.search(text):
            break
        text = _without_tags(_SPACES.sub(" ", text) if turn == 0 and _BLOCK_TAG.search(text) else text)
    text = _LINE_ENDS.sub("\n", _BLANKS.sub(" ", mended(text.replace("\r\n", "\n").replace("\r", "\n"))))
    lines = (line.strip().strip("|").strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


_STRUCK = re.compile(r"<(del|strike|s)\b[^<>]*>", re.IGNORECASE)


def without_struck(markup: str) -> str:
    """Markup without what it shows as struck through: a day that no longer holds."""
    if "<" not in markup:
        return markup
    low, parts, place = markup.lower(), [], 0
    unclosed: set[str] = set()
    for opened in _STRUCK.finditer(markup):
        name = opened[1].lower()
        if opened.start() < place or name in unclosed:
            continue
        closed = low.find(f"</{name}>", opened.end())
        if closed < 0:
            unclosed.add(name)
            continue
        parts += [markup[place : opened.start()], " "]
        place = closed + len(name) + 3
    return "".join([*parts, markup[place:]])


def mended(text: str) -> str:
    """The text with lines of broken encoding ("AÃ±o") repaired; other lines are left as they are."""
    if not _MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding

    return "\n".join(
        fix_encoding(line) if len(line) < 20_000 and _MOJIBAKE.search(line) else line for line in text.split("\n")
    )


def _without_tags(markup: str) -> str:
    parts: list[str] = []
    missing: set[str] = set()
    place = 0
    while tag := _TOKEN.search(markup, place):
        parts.append(markup[place : tag.start()])
        place = tag.end()
        name = "!--" if tag.group() == "<!--" else (tag.group(2) or "").lower()
        if not tag.group(1) and (name == "!--" or name in _DROPPED):
            place = _end_of(name, markup, place, missing)
        else:
            parts.append(_separator(name, bool(tag.group(1))))
    parts.append(markup[place:])
    return html.unescape("".join(parts))


def _end_of(name: str, markup: str, place: int, missing: set[str]) -> int:
    """Where what a comment or an unread element holds is over; `missing`: those known to have no end further on."""
    if name in missing:
        return place
    end = re.compile("-->" if name == "!--" else rf"</{name}\b[^<>]*>", re.IGNORECASE).search(markup, place)
    if end is None:
        missing.add(name)
        return place
    return end.end()


def _separator(name: str, closing: bool) -> str:
    if name in _CELLS:
        return "" if closing else " | "
    if name in _BLOCKS:
        return "\n- " if name == "li" and not closing else "\n"
    return ""
