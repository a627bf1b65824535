"""A new source's file and fixture, from what stands at its address: `catastro new-source`.

Belongs here: looking at the address, by a guarded crawl like any other; trying each draft on a real answer; writing
both, or neither. Does not belong: what the answers are (`scrapers/authoring/drafting`), how one is captured
(`scrapers/authoring/capture.py`).
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pipelines.landing_format import ANSWERS
from pipelines.records import Record
from scrapers.authoring.canary import FIXTURES
from scrapers.authoring.capture import NothingCaptured, capture
from scrapers.authoring.checks import ID, check_sources, same_addresses
from scrapers.authoring.drafting import drafts, site
from scrapers.authoring.drafting.channels import api_of
from scrapers.authoring.drafting.draft import Draft, Site, file_of
from scrapers.engine.archive import BadArchive, read_archive
from scrapers.engine.crawl import crawl_all
from scrapers.readers.answer import Answer
from scrapers.readers.parse import read_detail, read_page
from scrapers.registry import FOLDER, load, registry
from scrapers.source import Ask, Source

_LOOK = '''"""A first look at an address."""
from scrapers.source import Ask, Page, Source

SOURCE = Source(
    id={id!r}, name={id!r}, funder="-", family="aggregator", kind="listing", homepage={url!r},
    asks=(Ask({url!r}, headers={{"Accept": "*/*"}}),), read_listing=lambda answer: Page([]), languages=("es", "en"), country="-",
    cadence="daily", licence="-", state="trial", proof="documented", expected=(0, 1), lists_all=False, lists_once=False,
)
'''


class NotAdded(ValueError):
    """No source was written; the message says what was found, and what to do."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was written and read: `found` in words; `findings`: what a person must still mend, as `check-sources`
    says it.
    """

    source: Source
    found: str
    files: list[Path]
    records: list[Record]
    skipped: int
    findings: list[str]


@dataclass(frozen=True, slots=True)
class _Tried:
    """A draft on real answers: its file, and the folder of its fixture."""

    draft: Draft
    file: Path
    fixture: Path
    records: list[Record]
    skipped: int


def new_source(
    source_id: str,
    url: str,
    *,
    folder: Path = FOLDER,
    fixtures: Path = FIXTURES,
    allow: frozenset[str] = frozenset(),
    hint: str = "",
) -> Added:
    """Look at the address, and write `folder/<id>.py` and `fixtures/<id>/` from the first form of calls found there.

    `hint`: the title of one of the calls. Nothing is overwritten. Raises NotAdded, and has then written nothing.
    """
    _may_be_added(source_id, url, folder, fixtures, allow)
    with tempfile.TemporaryDirectory() as home:
        page, types = answers(url, Path(home), allow)
        about = site(page)
        tried = _best(source_id, about, list(drafts(page, types, about, hint)), Path(home), allow, page)
        source = load(tried.file)
        if taken := same_addresses([*registry(folder).values(), source]):
            raise NotAdded(f"{'; '.join(taken)}. Nothing was written: mend the source that there is")
        files = _install(tried, folder / f"{source_id}.py", fixtures / source_id)
    findings = [line for line in check_sources(folder) if line.startswith(f"{source_id}.py:")]
    return Added(source, tried.draft.found, files, tried.records, tried.skipped, findings)


def _may_be_added(source_id: str, url: str, folder: Path, fixtures: Path, allow: frozenset[str]) -> None:
    if not ID.fullmatch(source_id):
        raise NotAdded(
            f"ID {source_id!r}: take small letters, digits and single underscores, a letter first, such as fondo_verde"
        )
    for path in (folder / f"{source_id}.py", fixtures / source_id):
        if path.exists():
            raise NotAdded(
                f"ID {source_id}: {path} is there already, and nothing is overwritten; take another id, or mend that"
                " source"
            )
    address_may_be_asked(url, allow)


def address_may_be_asked(url: str, allow: frozenset[str] = frozenset()) -> None:
    """Raises NotAdded for what is no whole https address."""
    try:
        parts = urlsplit(url)
        netloc, named = parts.netloc, parts.hostname and not parts.username
    except ValueError:
        netloc, named = "", None
    if not named or (parts.scheme != "https" and netloc not in allow):
        raise NotAdded(
            f"URL {url!r}: give a whole https address without a user's name, such as https://www.example.org/calls/"
        )


def answers(url: str, home: Path, allow: frozenset[str]) -> tuple[Answer, Answer | None]:
    """What the address answers, and the types of posts of the site's WordPress, if it is one."""
    parts = urlsplit(url)
    guess = api_of(Answer(b"", url))
    seen, said = ask_all({"page": url, "types": guess}, home / "look", allow)
    if "page" not in seen:
        raise NotAdded(
            f"{url}: no answer to read. {said['page']} Open it in a browser, and give the address of the listing itself"
        )
    page = seen["page"]
    if urlsplit(page.url).scheme != parts.scheme:
        raise NotAdded(f"{url}: leads to {page.url}, which is no https address; give one that stays on https")
    if "types" not in seen and (told := api_of(page)) != guess:
        seen |= ask_all({"types": told}, home / "again", allow)[0]
    return page, seen.get("types")


def ask_all(urls: dict[str, str], home: Path, allow: frozenset[str]) -> tuple[dict[str, Answer], dict[str, str]]:
    """By name, what each address answers with status 200, and what its crawl says of itself."""
    folder, landing = home / "sources", home / "landing"
    folder.mkdir(parents=True)
    for name, url in urls.items():
        (folder / f"{name}.py").write_text(_LOOK.format(id=name, url=url), encoding="utf-8")
    manifests = crawl_all(
        list(urls),
        landing=landing,
        run_id="look",
        as_of=datetime.now(UTC).date(),
        folder=folder,
        sample=True,
        allow=allow,
    )
    seen = {}
    for name in urls:
        try:
            exchange = [e for e in read_archive(landing / name / "look" / ANSWERS) if e.role == "listing"][-1]
        except (BadArchive, IndexError):
            continue
        if exchange.status == 200:
            kind = next((value for header, value in exchange.headers if header.lower() == "content-type"), "")
            seen[name] = Answer(exchange.body, exchange.url, kind)
    return seen, {manifest["source_id"]: manifest["note"] for manifest in manifests}


def _best(source_id: str, about: Site, found: list[Draft], home: Path, allow: frozenset[str], page: Answer) -> _Tried:
    """The first draft that reads a call; else the first list of posts, which may hold none today."""
    fallback, failures = None, []
    for number, draft in enumerate(found):
        try:
            tried = _try(source_id, about, draft, home / str(number), allow)
        except (NothingCaptured, NotAdded) as error:
            failures.append(f"{draft.found}: {error}")
            continue
        if tried.records:
            return tried
        fallback = fallback or tried
    if fallback and fallback.draft.kind in ("wordpress", "feed") and fallback.skipped:
        return fallback
    what = (
        "; ".join(failures)
        or f"{page.content_type or 'a body without a type'} of {len(page.body)} bytes, named {about.name!r}"
    )
    raise NotAdded(
        f"{page.url}: no WordPress, feed, list in JSON or listing with links to calls that could be read ({what}). Give"
        " the address of the listing or of its feed; a page drawn by scripts has an API behind it, seen in the"
        " browser's network tools"
    )


def _try(source_id: str, about: Site, draft: Draft, home: Path, allow: frozenset[str]) -> _Tried:
    """Capture the draft's answers, read them, and write its file and expected.json; without a detail where that
    cannot be read.
    """
    folder, fixture = home / "sources", home / "fixture"
    folder.mkdir(parents=True)
    file = folder / f"{source_id}.py"
    file.write_text(file_of(draft, source_id, about, "documented", 0), encoding="utf-8")
    capture(source_id, fixture, folder=folder, allow=allow)
    table = fixture / "replay.tsv"
    with table.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    listed = [row for row in rows if row["file"].startswith("listing")]
    source = load(file)
    expected: dict[str, Any] = {"listing": {}, "detail": {}}
    records, skipped = [], 0
    for row in listed:
        try:
            page = read_page(source, _answer(fixture, row))
        except Exception as error:
            raise NotAdded(f"HTTP {row['status']}, not to be read as such ({type(error).__name__}: {error})") from error
        records += page.records
        skipped += page.skipped
        expected["listing"][row["file"]] = {
            "announced": page.announced,
            "skipped": page.skipped,
            "next": page.next.url if page.next else None,
            "records": [record.to_json() for record in page.records],
        }
    if (
        not listed
        or any(row["status"] != "200" for row in listed)
        or sum(bool(r.title) for r in records) < len(records) / 2
    ):
        raise NotAdded(f"HTTP {', '.join(row['status'] for row in listed)}: no listing of titles")
    kept = list(listed)
    for row, name, detail in _details(source, records, fixture, [row for row in rows if row not in listed]):
        expected["detail"][row["file"]] = {"of": name, "record": detail}
        kept.append(row)
    if draft.detail and not expected["detail"]:
        draft = replace(draft, detail="")
    _keep(table, rows, kept)
    (fixture / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    day = listed[0]["date"]
    proof = (
        f"recorded (an answer of {day}, with {len(records)} calls)"
        if records
        else f"documented (the format's own documentation; in an answer of {day} no post of {skipped} is a call)"
    )
    sure = draft.sentinel or (_root(_answer(fixture, listed[0])) if draft.kind == "feed" else None)
    written = home / file.name
    written.write_text(file_of(replace(draft, sentinel=sure), source_id, about, proof, len(records)), encoding="utf-8")
    return _Tried(draft, written, fixture, records, skipped)


def _root(answer: Answer) -> str | None:
    """The beginning of a feed's root, which every answer of it holds."""
    return next((root for root in ("<rss", "<feed", "<rdf:RDF") if root in answer.text()), None)


def _answer(fixture: Path, row: dict[str, str]) -> Answer:
    method: Literal["GET", "POST"] = "GET"
    return Answer((fixture / row["file"]).read_bytes(), row["url"], row["content_type"], Ask(row["url"], method))


def _details(
    source: Source,
    records: list[Record],
    fixture: Path,
    rows: list[dict[str, str]],
) -> Iterator[tuple[dict[str, str], str, dict[str, Any]]]:
    """The detail that answered: its row, of which record it is, and what it says."""
    for row in rows:
        of = next(
            (record for record in records if source.ask_detail and source.ask_detail(record) == Ask(row["url"])), None
        )
        if of is None or row["status"] != "200":
            continue
        try:
            yield row, of.record_key, read_detail(source, _answer(fixture, row), of).to_json()
        except ValueError:
            continue


def _keep(table: Path, rows: list[dict[str, str]], kept: list[dict[str, str]]) -> None:
    """Leave only these answers in a fixture."""
    for row in rows:
        if row not in kept:
            (table.parent / row["file"]).unlink()
    with table.open("w", newline="", encoding="utf-8") as sink:
        writer = csv.DictWriter(sink, list(rows[0]), delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def _install(tried: _Tried, file: Path, fixture: Path) -> list[Path]:
    """Put both where they belong, or neither."""
    try:
        shutil.copytree(tried.fixture, fixture)
        shutil.copyfile(tried.file, file)
    except BaseException:
        shutil.rmtree(fixture, ignore_errors=True)
        file.unlink(missing_ok=True)
        raise
    return [file, *sorted(fixture.iterdir())]
