"""What a first draft of a source reads from saved answers: `python benchmarks/reading_answers.py FOLDER`.

FOLDER holds answers and `expected.json`, a list of {"file", "url", "content_type", "expected"}; of `expected` each that
is there is asked for: `records` (how many), `titles`, `urls`, `days` (last days, in ISO form), `published` (lists), and
`leaves_out` (titles that must not come as open). An answer is usable when all that is asked for is so in what the first
draft with records reads. No request is made.
"""

from __future__ import annotations

import json
import sys
import tempfile
from math import sqrt
from pathlib import Path
from typing import Any

from pipelines.records import Record
from scrapers.authoring.drafting import drafts, site
from scrapers.authoring.drafting.draft import file_of
from scrapers.readers import posts
from scrapers.readers.answer import Answer
from scrapers.readers.parse import read_page
from scrapers.registry import load
from scrapers.source import Ask


def first_read(answer: Answer, folder: Path, hint: str = "") -> list[Record]:
    """The records of the first draft that has any, read as its written file reads them; of a feed: every post of it."""
    if posts.is_feed(answer):
        return posts.read(answer, lambda post: posts.record(post, None)).records
    about = site(answer)
    for number, draft in enumerate(drafts(answer, None, about, hint)):
        file = folder / f"draft_{number}.py"
        file.write_text(file_of(draft, file.stem, about, "documented (a saved answer)", 0), encoding="utf-8")
        source = load(file)
        if source.asks[0].url != answer.url:
            continue
        try:
            page = read_page(source, Answer(answer.body, answer.url, answer.content_type, Ask(answer.url)))
        except ValueError:
            continue
        if page.records:
            return page.records
    return []


def wrong_with(records: list[Record], expected: dict[str, Any]) -> list[str]:
    """What is read otherwise than asked for, in words."""
    still_open = [record for record in records if record.stated_status != "closed"]
    read: dict[str, list[Any]] = {
        "titles": sorted(record.title for record in records),
        "urls": sorted(record.url for record in records),
        "days": sorted(d.closes_on.isoformat() for record in records for d in record.deadlines if d.closes_on),
        "published": sorted(record.published_on.isoformat() for record in records if record.published_on),
    }
    wrong = [
        f"{name}: {said} for {sorted(expected[name])}"
        for name, said in read.items()
        if name in expected and said != sorted(expected[name])
    ]
    distinct = len({record.record_key for record in records if record.record_key})
    if "records" in expected and distinct != expected["records"]:
        wrong.append(f"records: {distinct} for {expected['records']}")
    wrong += [f"open: {record.title}" for record in still_open if record.title in expected.get("leaves_out", [])]
    return wrong


def interval(hits: int, tries: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, share = 1.96, hits / tries
    middle, width = share + z * z / (2 * tries), z * sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries))
    return (middle - width) / (1 + z * z / tries), (middle + width) / (1 + z * z / tries)


def main() -> None:
    folder, usable = Path(sys.argv[1]), 0
    cases = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for case in cases:
        answer = Answer((folder / case["file"]).read_bytes(), case["url"], case.get("content_type", ""))
        with tempfile.TemporaryDirectory() as home:
            records = first_read(answer, Path(home))
        wrong = wrong_with(records, case["expected"])
        usable += not wrong
        print(f"{'ok ' if not wrong else 'no '} {case['file']:40} {'; '.join(wrong)[:200]}")
    low, high = interval(usable, len(cases))
    print(f"{usable} of {len(cases)} usable without an edit: {usable / len(cases):.2f} ({low:.2f} to {high:.2f})")


if __name__ == "__main__":
    main()
