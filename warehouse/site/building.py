"""A site from a published catalogue: every page in every language, its index, its data.

Belongs here: which files there are and what each is made from. Does not belong: what a page shows (`pages.py`), putting
the folder in place (`writing.py`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipelines.language.messages import FIRST, Language, text
from pipelines.place import in_use
from warehouse.exports.safe import link
from warehouse.page_templates import page_templates
from warehouse.site import data_files, index_files
from warehouse.site.cards import file_name, words_of
from warehouse.site.feed import atom
from warehouse.site.group_pages import SitePage
from warehouse.site.pages import Pages
from warehouse.site.reading import SiteCatalogue, read_site
from warehouse.site.writing import Folder, replacing

HERE = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("es", "en")
REPORT = "CATASTRO_REPORT_URL"
"""Where errors are reported: an address, http or https, from the environment."""
_MENU = (
    ("index.html", "home"),
    ("buscar.html", "find"),
    ("applicants.html", "applicants"),
    ("prioridades.html", "priorities"),
    ("financiadores.html", "funders"),
    ("fondos.html", "funds"),
    ("meses.html", "months"),
    ("novedades.html", "news"),
)


@dataclass(frozen=True, slots=True)
class SiteWritten:
    """What a writing did: `files` of the site in all, `written` anew."""

    folder: Path
    calls: int
    files: int
    written: int


def write_site(catalogue: Path, target: Path, *, report: str | None = None) -> SiteWritten:
    """Write the site of a catalogue's file to a folder, whole or not at all. Raises OSError (CannotWrite for the folder,
    FileNotFoundError and Damaged for the catalogue)."""
    site = read_site(catalogue)
    code = code_key(report)
    with replacing(target) as folder:
        for file in sorted((HERE / "static").iterdir()):
            folder.put(f"static/{file.name}", code, file.read_bytes)
        frozen = "true" if site.frozen else "false"
        day = f'window.CATASTRO_DAY={{"day":"{site.day}","frozen":{frozen},"zone":"{in_use().time_zone}"}};\n'.encode()
        folder.put("static/day.js", sha256(day).hexdigest(), lambda: day)
        _search(folder, site)
        for language in LANGUAGES:
            _pages(folder, Pages(site, language), code, link(report or os.environ.get(REPORT)))
            feed = atom(site, language)
            folder.put(f"{prefix(language)}novedades.xml", sha256(feed).hexdigest(), partial(bytes, feed))
        data_files.write(folder, site, catalogue)
    return SiteWritten(target, len(site.calls), len(folder.manifest), folder.written)


def prefix(language: Language) -> str:
    """The folder of a language's pages: the first one's stand at the top."""
    return "" if language == FIRST else f"{language}/"


def _pages(folder: Folder, pages: Pages, code: str, report: str | None) -> None:
    language = pages.language
    words = words_of("site", language)
    menu = [{"path": path, "name": words[f"menu_{name}"]} for path, name in _MENU]
    tongues = [other for other in LANGUAGES if other != language]
    for page in _with_data(pages):
        name = prefix(language) + page.path
        key = sha256(f"{code}{page.template}{page.made_from or page.shows!r}".encode("utf-8", "replace")).hexdigest()[
            :32
        ]
        root = "../" * name.count("/")
        up = "../" * page.path.count("/")
        other = tongues[0] if tongues else None
        turned = {
            "language": other,
            "href": f"{root}{prefix(other)}{page.path}",
            "name": text("site.this_language", other),
        } if other else None  # fmt: skip
        common = {"w": words, "menu": menu, "language": language, "path": page.path, "root": root, "up": up}
        folder.put(name, key, partial(_rendered, page, common | {"other": turned, "report": report}))


def _with_data(pages: Pages) -> Iterable[SitePage]:
    yield from pages.all()
    yield data_files.page(pages)


def _rendered(page: SitePage, shows: dict[str, Any]) -> bytes:
    own = page.shows() if callable(page.shows) else page.shows
    told = page_templates(HERE / "templates").get_template(page.template).render(shows | own)
    return told.encode("utf-8", "replace")


def _search(folder: Folder, site: SiteCatalogue) -> None:
    calls = index_files.ordered(site)
    levels = [index_files.levels_of(site, call) for call in calls]
    files = index_files.index_files(site, calls, levels)
    for language in LANGUAGES:
        files |= index_files.title_files(site, calls, language)
    for name, content in files.items():
        folder.put(name, sha256(content).hexdigest()[:32], partial(bytes, content))
    for call in calls:
        data_files.put_calendar(folder, site, call, file_name(call["call_id"]))


def code_key(report: str | None) -> str:
    """What all pages are made from besides the catalogue: code, templates, words, place, and where errors go."""
    from pipelines.language import messages

    folders = (HERE, HERE.parents[1] / "pipelines" / "search", messages.FOLDER, in_use().path.parent / "messages")
    kept = sha256(f"{report}{os.environ.get(REPORT)}{in_use()!r}".encode())
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix in (".py", ".j2", ".css", ".js", ".svg", ".po", ".txt"):
                kept.update(file.read_bytes())
    return kept.hexdigest()[:32]
