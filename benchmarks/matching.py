"""How well matching and eligibility do on public test data: `make bench-matching`.

Prints, with sentence vectors and without, for the data in `../shared/benchmarks` beside the checkout: SDG texts with
the goals as priorities (one fixed rule: found or not), invented texts on the goals in four languages in which the goals
are not written (`data/goals_in_four_languages.csv`), the territory's priorities on real calls, and calls a CPU second;
then eligibility verdicts. Without that folder it says so and ends with 0.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pipelines.language import sentence_vectors  # noqa: E402
from pipelines.matching import Matcher  # noqa: E402
from pipelines.matching.eligibility import assessment, rule_verdict  # noqa: E402
from pipelines.vocabulary import APPLICANTS  # noqa: E402

DATA = ROOT.parent / "shared" / "benchmarks"
GOALS = DATA / "matching" / "sdg_priorities.yaml"
FOUR = ("fr", "de", "pt", "it")


def main() -> int:
    if not DATA.is_dir():
        print(f"No test data: {DATA} is absent. Put the folder `shared` beside the checkout to measure.")
        return 0
    for vectors in (True, False):
        if vectors and not sentence_vectors.version():
            print("Sentence vectors: not installed, not measured (`make setup` installs them)")
            continue
        print(
            f"With sentence vectors ({sentence_vectors.PACKAGE} {sentence_vectors.version()}):"
            if vectors
            else "Without sentence vectors:"
        )
        goals, priorities = (
            Matcher.load(path, vectors=vectors) for path in (GOALS, ROOT / "territory" / "priorities.yaml")
        )
        sdg_texts(goals)
        languages(goals)
        calls(priorities)
        speed(priorities)
    print(f"Memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
    verdicts()
    judging()
    return 0


def sdg_texts(matcher: Matcher) -> None:
    with (DATA / "matching" / "sdg_texts.csv").open(encoding="utf-8") as lines:
        texts = list(csv.DictReader(lines))
    frame = pd.DataFrame(
        {
            "call_id": [row["id"] for row in texts],
            "title": "",
            "summary": [row["text"] for row in texts],
            "language": "en",
        }
    )
    found = {(row.call_id, row.priority_id) for row in matcher.score(frame).itertuples()}
    tallies: dict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for row in texts:
        tallies[row["sdg"]][row["label"] == "True", (row["id"], f"sdg_{int(row['sdg']):02d}") in found] += 1
    scores = {goal: _macro_f1(tally) for goal, tally in tallies.items()}
    total = sum(tallies.values(), Counter())
    print(
        f"  SDG texts: {len(texts)}; macro-F1 of true and false {_macro_f1(total):.3f}; F1 of true {_f1(total):.3f}; "
        + ", ".join(f"{goal}: {scores[goal]:.2f}" for goal in sorted(scores, key=int))
    )


def languages(matcher: Matcher) -> None:
    """Ranks each goal's texts among all: average precision a language, and each language's share of the twenty best
    of all languages.
    """
    with (Path(__file__).parent / "data" / "goals_in_four_languages.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    texts = [
        (number, language, int(row["goal"]), row[language]) for number, row in enumerate(rows) for language in FOUR
    ]
    frame = pd.DataFrame(
        [
            {"call_id": f"{number} {language}", "summary": text, "language": language}
            for number, language, _, text in texts
        ]
    )
    scores = {(match.call_id, match.priority_id): match.score for match in matcher.score(frame).itertuples()}
    precisions: dict[str, list[float]] = defaultdict(list)
    shares: Counter[str] = Counter()
    for goal in range(1, 18):
        ranked = sorted(texts, key=lambda text: -scores.get((f"{text[0]} {text[1]}", f"sdg_{goal:02d}"), 0.0))
        shares.update(language for _, language, _, _ in ranked[:20])
        for language in FOUR:
            own = [of_goal == goal for _, spoken, of_goal, _ in ranked if spoken == language]
            hits = [place for place, hit in enumerate(own, 1) if hit]
            precisions[language].append(sum(found / place for found, place in enumerate(hits, 1)) / len(hits))
    print(
        f"  goals in four languages: {len(texts)} texts; average precision "
        + ", ".join(f"{language} {sum(precisions[language]) / 17:.2f}" for language in FOUR)
        + "; share of a mixed top 20 against a fair one "
        + ", ".join(f"{language} {shares[language] / (17 * 20 / len(FOUR)):.2f}" for language in FOUR)
    )


def calls(matcher: Matcher) -> None:
    facts = {row["id"]: row for row in _lines("calls/facts.jsonl")}
    known = [row for row in _lines("calls/relevance.jsonl") if row["id"] in facts]
    frame = pd.DataFrame(
        [
            {
                "call_id": row["id"],
                **{name: facts[row["id"]][name] for name in ("title", "language")},
                "summary": facts[row["id"]]["text"],
            }
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
        f"  calls: {len(known)}; best priority is a core one {sum(first)} of {len(core)}"
        f" ({sum(first) / len(core):.0%}); found: precision {_precision(tally):.2f}, recall {_recall(tally):.2f}, F1"
        f" {_f1(tally):.2f}"
    )
    for row, right in zip(core, first, strict=True):
        if not right and "-v" in sys.argv:
            print(
                "    ",
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
            verdict = assessment.assess(case["phrase"], applicant=applicant, on=day)
            right[expected, verdict.outcome] += 1
            if verdict.outcome != expected:
                print(f"   {case['id']} {applicant}: {verdict.outcome} ({verdict.rule}), expected {expected}")
    total, good = sum(right.values()), sum(count for (expected, outcome), count in right.items() if expected == outcome)
    false = sum(count for (expected, outcome), count in right.items() if outcome == "eligible" != expected)
    if total:
        print(f"Eligibility: {good} of {total} cells right ({good / total:.0%}); false eligible: {false}")


def speed(matcher: Matcher) -> None:
    with (DATA / "matching" / "sdg_texts.csv").open(encoding="utf-8") as lines:
        texts = [("", row["text"], "en") for row in csv.DictReader(lines)]
    texts += [(row["title"], row["text"], row["language"]) for row in _lines("calls/facts.jsonl")]
    frame = pd.DataFrame(
        [
            {"call_id": str(number), "title": title, "summary": " ".join(text.split()[:90]), "language": language}
            for number, (title, text, language) in enumerate(texts)
        ]
    )
    started = time.process_time()
    matcher.score(frame)
    print(f"  speed: {len(texts) / (time.process_time() - started):.0f} calls of up to 90 words a CPU s")


def judging() -> None:
    facts = _lines("calls/facts.jsonl")
    started = time.process_time()
    for row in facts:
        rules = assessment.read_rules(row["text"], on=date(2026, 1, 1))
        for applicant in APPLICANTS:
            rule_verdict.judge(rules, applicant=applicant)
    print(f"Speed: {len(facts) / (time.process_time() - started):.0f} calls judged for six applicants a CPU s")


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
