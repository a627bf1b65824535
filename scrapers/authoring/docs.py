"""The page that tells what is collected: docs/sources.md, from the sources' own files.

Belongs here: how the page looks. Does not belong: anything of one source (its file in `scrapers/sources`). `python -m
scrapers.authoring.docs` writes the page anew, down to where it says that the rest is written by hand, and keeps that; a
test fails while it is not current.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from scrapers.authoring.checks import HEADINGS
from scrapers.registry import about, registry
from scrapers.source import Source

BY_HAND = "<!-- From here on by hand. -->\n"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "sources.md"
_INTRODUCTION = """\
# The sources, one by one

<!-- Written by `python -m scrapers.authoring.docs` from scrapers/sources: edit the source's own file. -->

State: `live` counts for the day's exit code, `trial` does not, `retired` is no longer asked. Proof: `recorded` worked on a recorded
answer; `documented` rests on public documentation, pages or code. Records: the least and most of a healthy crawl. Absence: whether a
call that is missing from two complete listings was withdrawn, which only a source that lists every open call can say.
What a fault of a host does to a crawl is in [faults.md](faults.md).
"""


def sources_page(sources: Iterable[Source]) -> str:
    """The page in Markdown: a table of all, then each with its caveats."""
    listed = list(sources)
    rows = [
        f"| [`{s.id}`](#{s.id}) | {s.name} | {s.kind} | {s.country} | {' '.join(s.languages)} | {s.cadence} | {s.state}"
        f" | {s.proof} | {s.expected[0]} to {s.expected[1]} | {'counts' if s.lists_all else 'means nothing'} |"
        for s in listed
    ]
    head = "| source | name | kind | country | languages | cadence | state | proof | records | absence |"
    return "\n".join(
        [_INTRODUCTION, head, "|---" * 10 + "|", *rows, *(line for s in listed for line in _part(s)), "", BY_HAND]
    )


def _part(source: Source) -> Iterator[str]:
    title, _, rest = about(source.id).strip().partition("\n")
    yield f"\n## {source.id}\n\n{title}\n"
    yield f"- Funder: {source.funder} ({source.family}). Page: <{source.homepage}>. Licence: {source.licence}."
    for ask in source.asks:
        instead = f", or where it is refused <{ask.instead.url}>" if ask.instead else ""
        yield f"- Asked: {ask.method} <{ask.url}>{instead}"
    for heading, text in _headed(rest):
        yield f"- {heading} {text}"


def _headed(text: str) -> Iterator[tuple[str, str]]:
    """The docstring's headings, each with its words on one line."""
    parts = re.split(rf"^({'|'.join(HEADINGS)})", text, flags=re.M)
    for heading, words in zip(parts[1::2], parts[2::2], strict=True):
        yield heading, " ".join(words.split())


def write_page(sources: Iterable[Source]) -> None:
    """Write the page anew; what was written by hand stays."""
    by_hand = PAGE.read_text(encoding="utf-8").partition(BY_HAND)[2]
    PAGE.write_text(sources_page(sources) + by_hand, encoding="utf-8")


if __name__ == "__main__":
    write_page(registry().values())
