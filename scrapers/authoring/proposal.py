"""What would be read at an address, and how sure that is, before anything is written; and what a changed source lacks.

Belongs here: judging what a draft reads, finding the draft that reads again what a source read. Does not belong: drafts
(`scrapers/authoring/drafting`), writing files (`scrapers/authoring/new_source.py`), how it is told (`command_line`).
"""

from __future__ import annotations

import difflib
import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.cleaning.dates import find_days
from pipelines.language.normalisation import fold
from pipelines.records import Record
from scrapers.authoring.canary import FIXTURES
from scrapers.authoring.drafting import drafts, site
from scrapers.authoring.drafting.draft import Draft, file_of, of_calls
from scrapers.authoring.new_source import NotAdded, address_may_be_asked, answers, ask_all
from scrapers.readers.answer import Answer
from scrapers.readers.call_filter import CALLS, announces
from scrapers.readers.parse import read_page
from scrapers.registry import FOLDER, load, source_file
from scrapers.source import Source

_DRAFTED = re.compile(r"\b(?:repeated|json_rows|cards)\.listing\(")


@dataclass(frozen=True, slots=True)
class DraftReading:
    """What a draft reads from one answer. `sure`: 0 to 1; `odd`: by kind, how many records are lacking in it."""

    draft: Draft
    records: list[Record]
    skipped: int
    sure: float
    odd: dict[str, int]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A source's own reading of an answer beside what it is known to have read, and a draft that reads it now.

    `lost`: titles of its fixture that it does not read. `diff`: its file with the draft's lines, as a unified diff;
    empty where nothing is to be mended or no draft reads more.
    """

    error: str
    read: int
    known: int
    lost: list[str]
    proposal: DraftReading | None
    diff: str


def propose(url: str, *, hint: str = "", allow: frozenset[str] = frozenset()) -> DraftReading:
    """The first draft that reads calls at an address; nothing is written. Raises NotAdded."""
    address_may_be_asked(url, allow)
    with tempfile.TemporaryDirectory() as home:
        page, types = answers(url, Path(home), allow)
        found = _proposals(page, types, hint, Path(home), allow)
    if not found:
        raise NotAdded(f"{url}: nothing that repeats looks like calls; name one with --title, as it stands there")
    return found[0]


def judged(draft: Draft, records: list[Record], skipped: int, url: str) -> DraftReading:
    """How sure a reading is: by distinct titles, addresses of their own, days, and words of calls."""
    number = max(len(records), 1)
    titles = Counter(record.title for record in records)
    links = Counter(record.url for record in records if record.url)
    undated = sum(not (record.deadlines or record.published_on or _has_day(record)) for record in records)
    told = sum(announces(record.title, "", tuple(CALLS)) for record in records) / number
    odd = {
        "untitled": titles.pop("", 0),
        "same_title": sum(times - 1 for times in titles.values()),
        "no_link": number - sum(links.values()) if records else 0,
        "undated": undated,
        "closed": sum(record.stated_status == "closed" for record in records),
        "left_over": skipped,
    }
    shares = len(titles) / number, len(links) / number, 1 - undated / number, max(told, 0.6 * bool(of_calls(url)))
    sure = sum(weight * share for weight, share in zip((0.3, 0.25, 0.2, 0.25), shares, strict=True))
    return DraftReading(draft, records, skipped, round(sure if records else 0, 2), odd)


def diagnose(source: Source, answer: Answer, *, fixtures: Path = FIXTURES, folder: Path = FOLDER) -> Diagnosis:
    """Why a source reads less of an answer than of its fixture, and the lines that would read it again.

    A draft counts as a mend where it reads more of the known titles than the source does, or, where none of them is
    listed any more, more records.
    """
    known = _known_titles(fixtures / source.id / "expected.json")
    records, error = _own_reading(source, answer)
    titles = {record.title for record in records}
    standing = [title for title in known if title in " ".join(answer.text().split())]
    lost = [title for title in standing if title not in titles]
    proposal, diff = None, ""
    if error or lost or not records:
        with tempfile.TemporaryDirectory() as home:
            hints = ["", *lost[:3]]
            tried = [p for n, hint in enumerate(hints) for p in _proposals(answer, None, hint, Path(home) / str(n))]
        better = [p for p in tried if _regained(p, standing) > (_shared(titles, standing), len(records))]
        proposal = max(better, key=lambda p: (*_regained(p, standing), p.sure), default=None)
        diff = _diff(source, proposal.draft, folder) if proposal else ""
    return Diagnosis(error, len(records), len(known), lost, proposal, diff)


def mended(text: str, draft: Draft) -> str:
    """A source's file that reads as a draft does. One that `new-source` wrote is drafted anew; in one written by hand
    only the reading of the listing changes, and what it asks, its details and its functions stay for a person to look
    at.
    """
    if not _DRAFTED.search(text):
        return _by_hand(text, draft)
    parts = re.split(r"(?m)^(?=SOURCE = Source\()", text, maxsplit=1)
    head = re.match(r'(?s)\s*""".*?"""\n', parts[0])
    declared = _reading(parts[1], draft.reading)
    declared = re.sub(r"asks=\(.*?\),\n", lambda _: f"asks=({draft.asks},),\n", declared, count=1)
    details = r"[ ]*ask_detail=[\w.]+,?\s*read_detail=[\w.]+(?:\(.*\))?,\n"
    declared = re.sub(details, lambda _: f"    {draft.detail}\n" if draft.detail else "", declared, count=1)
    return f"{head[0] if head else ''}\n{draft.code.strip()}\n\n{declared}"


def _by_hand(text: str, draft: Draft) -> str:
    lines = [re.sub(r"\bPAGE\b", "MENDED_PAGE", line) for line in draft.code.strip().splitlines() if line]
    reader = next(line for line in lines if line.startswith("from scrapers.readers"))
    constants = "\n".join(line for line in lines if not line.startswith(("from ", "import ")))
    with_reader = re.sub(r"(?m)^(?=from scrapers\.)", lambda _: f"{reader}\n", text, count=1)
    reading = re.sub(r"\bPAGE\b", "MENDED_PAGE", draft.reading)
    return _reading(re.sub(r"(?m)^(?=SOURCE = Source\()", lambda _: f"{constants}\n\n", with_reader, count=1), reading)


def _reading(text: str, reading: str) -> str:
    return re.sub(r"(?m)^(\s*)read_listing=.*$", lambda own: f"{own[1]}read_listing={reading},", text, count=1)


def _diff(source: Source, draft: Draft, folder: Path) -> str:
    path = source_file(source.id, folder)
    text = path.read_text(encoding="utf-8")
    new = mended(text, draft) if "SOURCE = Source(" in text else ""
    lines = difflib.unified_diff(text.splitlines(), new.splitlines(), path.name, f"{path.name} (mended)", lineterm="")
    return "\n".join(lines) if new else ""


def _proposals(
    page: Answer, types: Answer | None, hint: str, home: Path, allow: frozenset[str] = frozenset()
) -> list[DraftReading]:
    """What each draft reads, those that read no call left out. Only a page's own answer is read where nothing may be
    asked.
    """
    home.mkdir(parents=True, exist_ok=True)
    about, found = site(page), []
    for number, draft in enumerate(drafts(page, types, about, hint)):
        file = home / f"draft_{number}.py"
        file.write_text(file_of(draft, file.stem, about, "documented (one answer)", 0), encoding="utf-8")
        source = load(file)
        answer = page
        if source.asks[0].url != page.url:
            if types is None:
                continue
            seen, _ = ask_all({"listing": source.asks[0].url}, home / f"asked_{number}", allow)
            if "listing" not in seen:
                continue
            answer = seen["listing"]
        records, error = _own_reading(source, replace(answer, ask=source.asks[0]))
        if records and not error:
            found.append(judged(draft, records, 0, page.url))
    return found


def _own_reading(source: Source, answer: Answer) -> tuple[list[Record], str]:
    try:
        return read_page(source, replace(answer, ask=answer.ask or source.asks[0])).records, ""
    except Exception as error:
        return [], f"{type(error).__name__}: {error}"


def _known_titles(expected: Path) -> list[str]:
    if not expected.exists():
        return []
    told = json.loads(expected.read_text(encoding="utf-8"))["listing"]
    return list(dict.fromkeys(record["title"] for page in told.values() for record in page["records"]))


def _regained(proposal: DraftReading, standing: list[str]) -> tuple[int, int]:
    return _shared({record.title for record in proposal.records}, standing), len(proposal.records)


def _shared(titles: set[str], standing: list[str]) -> int:
    return sum(title in titles for title in standing)


def _has_day(record: Record) -> bool:
    return bool(find_days(fold((record.text or "")[:3000]), record.language))
