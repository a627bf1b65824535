"""How well "may we apply?" is answered on rounds of labelled cases or pages: `python benchmarks/eligibility_round.py
FILES`.

Prints the cells right with their Wilson intervals, each false "eligible", each "eligible" where the answer is open, by
language, author and kind of applicant, the roles; where files say them, precision, recall and F1 of the kinds who may
apply. Files: as `corpus/eligibility` and `corpus/facts` have them. It needs the published reader alone, so that it runs
as well over an older state of the project.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main(arguments: list[str] | None = None) -> int:  # noqa: C901 - a script, from its arguments to its tables
    """Print the tables; 2 where a file is absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list every wrong cell")
    told = parser.parse_args(arguments)
    missing = [str(path) for path in told.files if not path.is_file()]
    if missing:
        print(f"No such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    from pipelines.cleaning import read_facts
    from pipelines.cleaning.markup import plain_text
    from pipelines.matching.eligibility import assess

    cells: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    false, wrong = [], []
    roles: Counter[bool] = Counter()
    spent, letters, texts = 0.0, 0, 0
    assess("Warm up.", applicant="ngo", on=date(2026, 1, 1))
    for name, gold, text in (item for path in told.files for item in labelled(path)):
        texts += 1
        letters += len(text)
        page = "applicant_types" in gold
        groups = ("all", gold["language"], name.split("-")[0])
        outcomes = gold.get("outcomes") or {}
        on = date.fromisoformat(gold.get("as_of") or gold.get("published_on") or "2026-06-01")
        plain = plain_text(text) if page else text
        began = time.process_time()
        said = {kind: assess(plain, applicant=kind, on=on, whole_call=page) for kind in outcomes}
        spent += time.process_time() - began
        for kind, true in outcomes.items():
            got = said[kind].outcome
            for group in (*groups, kind):
                cells[group].update({"n": 1, "right": got == true, f"{true}>{got}": 1})
            if got == "eligible" != true:
                false.append(f"{name} {kind}: {true}, read eligible by {said[kind].rule}: {said[kind].quote[:160]}")
            elif got != true:
                wrong.append(f"{name} {kind}: {true}, read {got} by {said[kind].rule}: {said[kind].quote[:100]}")
            if got == "eligible" == true and (role := (gold.get("roles") or {}).get(kind)):
                roles[(said[kind].role or "lead") == role] += 1  # authors call whoever applies by itself a lead
        if page:
            published = gold.get("published_on")
            read = set(
                read_facts(
                    text,
                    title=gold.get("title") or "",
                    language=gold["language"],
                    published_on=date.fromisoformat(published) if published else None,
                ).applicant_types
            )
            right = set(gold["applicant_types"])
            for group in groups:
                types[group].update(
                    {"hit": len(read & right), "extra": len(read - right), "missed": len(right - read), "n": 1}
                )
    if cells:
        _tables(cells)
        print("false eligible and eligible where open:", *(false or ["none"]), sep="\n  ")
        if told.wrong:
            print("other wrong cells:", *wrong, sep="\n  ")
    if sum(roles.values()):
        print(f"roles right: {roles[True]} of {sum(roles.values())}")
    _kinds(types)
    print(
        f"{texts} texts of {letters // max(1, texts)} characters, {1000 * spent / max(1, texts):.1f} ms of CPU a text"
        " for its verdicts"
    )
    return 0


def labelled(path: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The texts of a file, each with its id and right answers."""
    for part in re.split(r"(?m)^=== *", path.read_text(encoding="utf-8"))[1:]:
        head, _, rest = part.partition("\n")
        line, _, text = rest.partition("\n---\n")
        yield head.strip(), json.loads(line), text.strip("\n")


def wilson(hits: float, of: float) -> tuple[float, float]:
    """The Wilson interval of a share, 95 %."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _tables(cells: dict[str, Counter[str]]) -> None:
    print(f"{'group':22}{'cells':>6}  right (95 %)          false eligible (95 %)   eligible where open")
    for group, found in cells.items():
        n, false, open_ = found["n"], found["ineligible>eligible"], found["unclear>eligible"]
        low, high = wilson(found["right"], n)
        print(
            f"{group:22}{n:6}  {found['right'] / n:.3f} ({low:.3f}-{high:.3f})  {false:4} (at most"
            f" {wilson(false, n)[1]:.3f})   {open_:4} ({open_ / n:.3f})"
        )
    print({name: number for name, number in sorted(cells["all"].items()) if ">" in name})


def _kinds(types: dict[str, Counter[str]]) -> None:
    for group, found in types.items():
        precision = found["hit"] / max(1, found["hit"] + found["extra"])
        recall = found["hit"] / max(1, found["hit"] + found["missed"])
        low, high = wilson(found["hit"], found["hit"] + found["extra"])
        least, most = wilson(found["hit"], found["hit"] + found["missed"])
        score = 2 * precision * recall / max(1e-9, precision + recall)
        print(
            f"kinds who may apply, {group:8} P {precision:.3f} ({low:.3f}-{high:.3f}) R {recall:.3f}"
            f" ({least:.3f}-{most:.3f}) F1 {score:.3f} of {found['n']} texts"
        )


if __name__ == "__main__":
    sys.exit(main())
