"""A call's text inside the furniture of a page: invented pages, and captured ones where there are any.

Belongs here: putting a text where a page holds its own. Does not belong: reading it.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "fixtures" / "cleaning" / "furniture"
_MAIN = ("article", "main", '[role="main"]', "#content")

Wrap = Callable[[str, str], str]


def wraps(captures: Path | None) -> dict[str, Wrap]:
    """Every page by its name: a function of title and text."""
    pages = {path.name: _invented(path) for path in sorted(INVENTED.iterdir())}
    for path in sorted(captures.rglob("*.html")) if captures and captures.is_dir() else []:
        if page := _captured(path):
            pages[f"{path.parent.name}/{path.name}"] = page
    return pages


def _invented(path: Path) -> Wrap:
    page, markup = path.read_text(encoding="utf-8"), path.suffix == ".html"

    def wrap(title: str, text: str) -> str:
        body = _paragraphs(text) if markup else text
        return page.replace("{title}", html.escape(title) if markup else title).replace("{text}", body)

    return wrap


def _captured(path: Path) -> Wrap | None:
    """The page with its main part emptied; None for one that marks no such part."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(path.read_text(encoding="utf-8", errors="replace"))
    main = next((parts[0] for selector in _MAIN if len(parts := tree.css(selector)) == 1), None)
    if main is None or tree.html is None or main.html is None:
        return None
    page, own = tree.html, main.html
    opening = own[: own.index(">") + 1]
    before, _, after = page.partition(own)
    return lambda title, text: f"{before}{opening}<h1>{html.escape(title)}</h1>{_paragraphs(text)}</{main.tag}>{after}"


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
