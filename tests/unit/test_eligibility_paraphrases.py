"""Statements on applicants in words that the rules were not written for: an author's paraphrases, and public cases."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.matching.eligibility.assessment import assess

SHARED = Path(__file__).resolve().parents[3] / "shared"
TODAY = date(2026, 9, 15)
YES, NO, ASK = "eligible", "ineligible", "unclear"


def test_the_public_cases() -> None:
    path = SHARED / "benchmarks" / "eligibility" / "cases.jsonl"
    if not path.exists():
        pytest.skip("the public test data is not here")
    right = total = 0
    for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        day = date(int((case["as_of"] or "2026")[:4]), 12, 28)
        for kind, expected in case["outcomes"].items():
            outcome = assess(case["phrase"], applicant=kind, on=day).outcome
            assert outcome != "eligible" or expected == "eligible", case["id"]
            right, total = right + (outcome == expected), total + 1
    assert right >= 0.95 * total


PARAPHRASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "eligibility_paraphrases.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", PARAPHRASES, ids=[row["id"] for row in PARAPHRASES])
def test_invented_paraphrases(row: dict[str, Any]) -> None:
    got = {kind: assess(row["text"], applicant=kind, on=TODAY).outcome for kind in row["outcomes"]}
    assert all(row["outcomes"][kind] == YES for kind, outcome in got.items() if outcome == YES)
    if "missed" in row and got != row["outcomes"]:
        pytest.xfail(row["missed"])
    assert got == row["outcomes"], row["reason"]
    verdict = assess(row["text"], applicant="municipality", on=TODAY)
    if verdict.outcome == YES:
        assert (verdict.min_population, verdict.max_population) == (
            row.get("min_population"),
            row.get("max_population"),
        )


def test_paraphrases_speak_five_languages() -> None:
    said = Counter(row["lang"] for row in PARAPHRASES)
    assert set(said) == {"es", "en", "fr", "pt", "de"}
    assert min(said.values()) >= 24
