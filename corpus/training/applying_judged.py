"""Who may apply, judged on authors that no model saw: `python -m corpus.training.applying_judged`.

Prints cells right, false "eligible" and "eligible" where open of cases and of pages, by threshold; and the F1 of the
kinds who may apply.
"""

from __future__ import annotations

import sys

import numpy as np

from corpus.training.applying_models import (
    Cells,
    Item,
    cells_of,
    corpus_items,
    first_rows,
    fold_of,
    judged,
    learn_cells,
    out_of_fold,
    type_cells,
    type_right,
    type_weight,
    verdict_cells,
    verdict_right,
    verdict_weight,
    with_outcomes,
)  # fmt: skip
from pipelines.matching.eligibility.learned_verdict import LEARNED, OUTCOMES, SURE, settled_in_bulk

THRESHOLDS = (0.0, 0.8, 0.84, SURE, 0.9)


def same_person(author: str) -> list[str]:
    """The names under which an author wrote."""
    return ["f1", "f1e"] if author in ("f1", "f1e") else [author]


def main() -> None:
    """Print the figures."""
    items = corpus_items()
    if "--kinds" not in sys.argv:
        _verdicts(items)
    if "--verdicts" not in sys.argv:
        _kinds(items)


def _verdicts(items: list[Item]) -> None:
    rows = first_rows(items)
    known = with_outcomes(items)
    every = 3 if "--quick" in sys.argv else 1
    tagged = sorted(set(rows["clauses"][2]))
    chances = np.zeros((0, 3))
    right, said, lang = [], [], []
    for author in tagged:
        out = same_person(author)
        kept = [
            item
            for at, item in enumerate(known)
            if item.case.author not in out and (not item.case.page or at % every == 0)
        ]
        left = [item for item in known if item.case.author == author]
        first = out_of_fold(rows, out)
        cells = cells_of([*kept, *left], first, verdict_cells, verdict_right, verdict_weight)
        split = cells.authors == author
        model = learn_cells(cells, np.flatnonzero(~split), 3)
        chances = np.vstack([chances, judged(cells, np.flatnonzero(split), *model)])
        right += list(cells.right[split])
        said += [outcome for item in left for outcome in _said(item)]
        lang += [item.case.language for item in left for _ in LEARNED]
        print(author, file=sys.stderr)
    _print("cases", chances, np.array(right), np.array(said))
    languages = np.array(lang)
    for language in sorted(set(lang)):
        own = languages == language
        _print(f"cases {language}", chances[own], np.array(right)[own], np.array(said)[own], (SURE,))
    if every == 1:
        cells = cells_of(known, out_of_fold(rows), verdict_cells, verdict_right, verdict_weight)
        pages = np.array([known[owner].case.page for owner in cells.owner])
        found = _by_folds(cells, pages, 3)
        said = [outcome for item in known for outcome in _said(item)]
        _print("pages", found[pages], cells.right[pages], np.array(said)[pages])


def _said(item: Item) -> list[str]:
    """What the rules alone answer."""
    return [OUTCOMES[int(np.argmax(item.ruled[kind][0][:3]))] for kind in LEARNED]


def _by_folds(cells: Cells, judge: np.ndarray, classes: int) -> np.ndarray:
    folds = fold_of(cells.authors)
    found = np.zeros((len(cells.right), classes))
    for number in sorted(set(folds[judge])):
        left = np.flatnonzero((folds == number) & judge)
        model = learn_cells(cells, np.flatnonzero((folds != number) | ~judge), classes)
        found[left] = judged(cells, left, *model)
    return found


def _print(
    name: str, chances: np.ndarray, right: np.ndarray, said: np.ndarray, thresholds: tuple[float, ...] = THRESHOLDS
) -> None:
    truth = np.array(OUTCOMES)[right]
    print(f"{name}: {len(right)} cells; the rules alone: {_told(said, truth)}")
    for sure in thresholds:
        print(f"  sure {sure}: {_told(settled_in_bulk(said, chances, sure), truth)}")


def _told(got: np.ndarray, truth: np.ndarray) -> str:
    yes = got == "eligible"
    return (
        f"{np.mean(got == truth):.3f} right, {np.sum(yes & (truth == 'ineligible'))} false eligible,"
        f" {np.sum(yes & (truth == 'unclear'))} where open, {np.sum(yes & (truth == got))} of"
        f" {np.sum(truth == 'eligible')} found"
    )


def _kinds(items: list[Item]) -> None:
    rows = first_rows(items)
    pages = [item for item in items if item.case.page]
    cells = cells_of(pages, out_of_fold(rows), type_cells, type_right, type_weight)
    found = _by_folds(cells, np.ones(len(cells.right), dtype=bool), 2)[:, 1]
    long = np.array([pages[owner].case.id[0] in "af" for owner in cells.owner])
    for sure in (0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        for name, own in (("pages", long), ("short", ~long)):
            read, true = found[own] >= sure, cells.right[own] == 1
            hit = np.sum(read & true)
            score = 2 * hit / (read.sum() + true.sum())
            print(f"kinds, {name}, sure {sure}: P {hit / read.sum():.3f} R {hit / true.sum():.3f} F1 {score:.3f}")


if __name__ == "__main__":
    main()
