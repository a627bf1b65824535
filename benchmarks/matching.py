"""How well matching and eligibility do on public test data: `python benchmarks/matching.py`.

Prints, for the data in `../shared/benchmarks` beside the checkout: SDG texts with the goals as priorities (one fixed rule:
found or not), the territory's priorities on real calls, eligibility verdicts, and calls a CPU second. Without that folder it
says so and ends with 0.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipelines.matching import Matcher, eligibility  # noqa: E402

DATA = ROOT.parent / "shared" / "benchmarks"


def main() -> int:
    if not DATA.is_dir():
        print(f"No test data: {DATA} is absent. Put the folder `shared` beside the checkout to measure.")
        return 0
    sdg_texts()
    calls()
    verdicts()
    speed()
    return 0


def sdg_texts() -> None:
    matcher = Matcher.load(DATA / "matching" / "sdg_priorities.yaml")
    with (DATA / "matching" / "sdg_texts.csv").open(encoding="utf-8") as lines:
        texts = list(csv.DictReader(lines))
    frame = pd.DataFrame(
        {"call_id": [row["id"] for row in texts], "title": "", "summary": [row["text"] for row in texts], "language": "en"}
    )
    found = {(row.call_id, row.priority_id) for row in matcher.score(frame).itertuples()}
    tallies: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for row in texts:
        tallies[row["sdg"]][row["label"] == "True", (row["id"], f"sdg_{int(row['sdg']):02d}") in found] += 1
    scores = {goal: _macro_f1(tally) for goal, tally in tallies.items()}
    total = sum(tallies.values(), Counter())
    print(
        f"SDG texts: {len(texts)}; macro-F1 of true and false {_macro_f1(total):.3f}; F1 of true {_f1(total):.3f}; "
        + ", ".join(f"{goal}: {scores[goal]:.2f}" for goal in sorted(scores, key=int))
    )


def calls() -> None:
    matcher = Matcher.load(ROOT / "territory" / "priorities.yaml")
    facts = {row["id"]: row for row in _lines("calls/facts.jsonl")}
    known = [row for row in _lines("calls/relevance.jsonl") if row["id"] in facts]
    frame = pd.DataFrame(
        [
            {"call_id": row["id"], **{name: facts[row["id"]][name] for name in ("title", "language")}, "summary": facts[row["id"]]["text"]}
            for row in known
        ]
    )
    matches: dict[str, list[Any]] = defaultdict(list)
    labelled = {name for row in known for name in row["relevance"]}
    for match in matcher.score(frame).itertuples():
        if match.priority_id in labelled:
            matches[match.call_id].append(match)
    core = [row for row in known if 2 in row["relevance"].values()]
    first = [bool(matches[row["id"]]) and row["relevance"].get(matches[row["id"]][0].priority_id) == 2 for row in core]
    tally: Counter[tuple[bool, bool]] = Counter()
    for row in known:
        names = {match.priority_id for match in matches[row["id"]]}
        tally.update((name in row["relevance"], name in names) for name in labelled)
    print(
        f"Calls: {len(known)}; best priority is a core one {sum(first)} of {len(core)} ({sum(first) / len(core):.0%}); "
        f"found: precision {_precision(tally):.2f}, recall {_recall(tally):.2f}, F1 {_f1(tally):.2f}"
    )
    for row, right in zip(core, first, strict=True):
        if not right and "-v" in sys.argv:
            print(
                "  ",
                row["id"],
                facts[row["id"]]["title"][:70],
                row["relevance"],
                [(m.priority_id, m.score, m.terms[:3]) for m in matches[row["id"]][:3]],
            )


def verdicts() -> None:
    right: Counter[tuple[str, str]] = Counter()
    for case in _lines("eligibility/cases.jsonl"):
        day = _day(case["as_of"])
        for applicant, expected in case["outcomes"].items():
            verdict = eligibility.assess(case["phrase"], applicant=applicant, on=day)
            right[expected, verdict.outcome] += 1
            if verdict.outcome != expected:
                print(f"   {case['id']} {applicant}: {verdict.outcome} ({verdict.rule}), expected {expected}")
    total, good = sum(right.values()), sum(count for (expected, outcome), count in right.items() if expected == outcome)
    false = sum(count for (expected, outcome), count in right.items() if outcome == "eligible" != expected)
    if total:
        print(f"Eligibility: {good} of {total} cells right ({good / total:.0%}); false eligible: {false}")


def speed() -> None:
    facts = _lines("calls/facts.jsonl")
    texts = [
        {
            "call_id": f"{row['id']}-{turn}",
            "title": row["title"],
            "summary": " ".join(row["text"].split()[:90]),
            "language": row["language"],
        }
        for turn in range(20)
        for row in facts
    ]
    matcher = Matcher.load(ROOT / "territory" / "priorities.yaml")
    started = time.process_time()
    matcher.score(pd.DataFrame(texts))
    matched = time.process_time() - started
    started = time.process_time()
    for row in facts:
        rules = eligibility.read_rules(row["text"], on=date(2026, 1, 1))
        for applicant in eligibility.APPLICANTS:
            eligibility.judge(rules, applicant=applicant)
    judged = time.process_time() - started
    print(
        f"Speed: {len(texts) / matched:.0f} calls of up to 90 words matched a CPU s; "
        f"{len(facts) / judged:.0f} calls judged for six applicants a CPU s"
    )


def _lines(name: str) -> list[dict[str, Any]]:
    path = DATA / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _day(words: str) -> date:
    """The last day of the month or year that a case is of; today's rules count where it does not say."""
    year, _, month = (words or "2026").partition("-")
    return date(int(year), int(month) if month else 12, 28)


def _precision(tally: Counter[tuple[bool, bool]]) -> float:
    return tally[True, True] / max(1, tally[True, True] + tally[False, True])


def _recall(tally: Counter[tuple[bool, bool]]) -> float:
    return tally[True, True] / max(1, tally[True, True] + tally[True, False])


def _f1(tally: Counter[tuple[bool, bool]]) -> float:
    return 2 * tally[True, True] / max(1, 2 * tally[True, True] + tally[False, True] + tally[True, False])


def _macro_f1(tally: Counter[tuple[bool, bool]]) -> float:
    other = Counter({(not truth, not said): count for (truth, said), count in tally.items()})
    return (_f1(tally) + _f1(other)) / 2


if __name__ == "__main__":
    sys.exit(main())
