"""What sources share that publish all of their calls in one file a day: a ZIP archive of XML, too large for memory.

Belongs here: the day in its address, and its elements one at a time. Does not belong: the download in pieces
(`scrapers/kinds/bulk.py`) and what the elements say (`scrapers/sources`). Standard library only: the sizes stand after
the data, in the archive's directory, which `zipfile` reads first.
"""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

from scrapers.readers.answer import Answer
from scrapers.source import Ask

MOST_BYTES = 2 * 2**30
"""Of XML: six times what Grants.gov packs."""


class BadExtract(ValueError):
    """An archive that is not what the source publishes; the message says why, in Spanish."""


def dated(ask: Ask, day: date) -> Ask:
    """The request of a day: `{day}` in its address is that day, `{before}` the one before, both as YYYYMMDD."""
    url = ask.url.replace("{day}", f"{day:%Y%m%d}").replace("{before}", f"{day - timedelta(days=1):%Y%m%d}")
    return dataclasses.replace(ask, url=url, instead=dated(ask.instead, day) if ask.instead else None)


def elements(answer: Answer, *names: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each element of these names (without namespace): its name, and the texts of its children by their names.

    Raises BadExtract, `zipfile.BadZipFile` for damage, `ElementTree.ParseError` for XML that is none.
    """
    with zipfile.ZipFile(answer.stream()) as archive:
        inside = [member for member in archive.infolist() if member.filename.lower().endswith(".xml")]
        if len(inside) != 1:
            raise BadExtract(f"el archivo trae {len(inside)} XML, se esperaba uno: {', '.join(archive.namelist()[:5])}")
        if inside[0].file_size > MOST_BYTES:
            raise BadExtract(f"el XML pasa de {MOST_BYTES // 2**30} GiB")
        with archive.open(inside[0]) as xml:
            root = None
            for event, element in ElementTree.iterparse(xml, ("start", "end")):
                root = element if root is None else root
                name = _plain(element.tag)
                if event == "end" and name in names:
                    texts: dict[str, list[str]] = {}
                    for child in element:
                        if child.text and child.text.strip():
                            texts.setdefault(_plain(child.tag), []).append(child.text.strip())
                    yield name, texts
                    root.clear()


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]
