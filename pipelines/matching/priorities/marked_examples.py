"""Examples that people of the territory marked for a priority of their own: `examples.csv` beside the priorities file.

Belongs here: reading the file, and how far a call moves towards the examples that fit and away from those that do not.
Does not belong: the examples of the priorities that ship, which are learned beforehand (`classifiers`), or which calls
are proposed (`warehouse/examples.py`). Without sentence vectors examples move nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from pipelines.edited_files import TerritoryError, day, read_rows
from pipelines.language.sentence_vectors import Encoder, Vectors
from pipelines.matching.priorities import background
from pipelines.models import Floats

FILE = "examples.csv"
FIELDS = ("priority_id", "fits", "text", "who", "on")
STEEP = 8.0  # what nearness is worth beside the logarithm of the odds (measured: of 2 to 12, on priorities held out one by one)
NEAREST = 2  # examples that count


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a person says fits a priority, or does not."""

    priority_id: str
    fits: bool
    text: str
    who: str
    on: date


def load_examples(path: Path) -> list[Example]:
    """The lines of the file; none where there is no file. Raises TerritoryError."""
    if not path.exists():
        return []
    examples = []
    for number, row in read_rows(path, FIELDS):
        if row["fits"] not in ("yes", "no"):
            raise TerritoryError(path, f"line {number}, fits", f"is {row['fits']!r}: write yes or no")
        on = day(path, f"line {number}, on", row["on"])
        if on is None or not row["priority_id"] or not row["text"] or not row["who"]:
            raise TerritoryError(path, f"line {number}", "needs a priority, a text, who marked it and on what day")
        examples.append(Example(row["priority_id"], row["fits"] == "yes", row["text"], row["who"], on))
    return examples


class Marked:
    """Calls against the examples that people marked, for the priorities that have one that fits."""

    def __init__(self, examples: Sequence[Example], priority_ids: Sequence[str], encoder: Encoder) -> None:
        self._size = len(priority_ids)
        self._sets: dict[int, tuple[Vectors, Vectors]] = {}
        for at, name in enumerate(priority_ids):
            fits, other = (
                [e.text for e in examples if e.priority_id == name and e.fits == kind] for kind in (True, False)
            )
            if fits:
                self._sets[at] = (
                    encoder.encode(fits),
                    encoder.encode(other) if other else np.zeros((0, 512), dtype=np.float32),
                )
        common = [text for language in ("es", "en") for text in background.texts(language)] if self._sets else []
        self._common = encoder.encode(common) if common else np.zeros((0, 512), dtype=np.float32)
        self._middles = {at: float(np.median([self._near(at, vector) for vector in self._common])) for at in self._sets}

    def moves(self, vector: Floats) -> Floats:
        """What to add to the logarithm of each priority's odds for a call's vector: 0 where nobody marked an
        example.
        """
        moves = np.zeros(self._size)
        for at, middle in self._middles.items():
            moves[at] = STEEP * (self._near(at, vector) - middle)
        return moves

    def _near(self, at: int, vector: Floats | Vectors) -> float:
        fits, other = self._sets[at]
        usual = float((self._common @ vector).mean())
        against = float(np.sort(other @ vector)[-NEAREST:].mean()) if len(other) else usual
        return float(np.sort(fits @ vector)[-NEAREST:].mean()) - (against + usual) / 2


def moved(chances: Floats, moves: Floats) -> Floats:
    """Chances of grades 0, 1 and 2 (priorities, 3) with the odds of fitting moved, the share of grade 2 kept."""
    found = np.clip(chances[:, 1:].sum(axis=1), 1e-6, 1 - 1e-6)
    new = 1.0 / (1.0 + np.exp(-(np.log(found / (1 - found)) + moves)))
    return np.concatenate([1 - new[:, None], chances[:, 1:] * (new / found)[:, None]], axis=1)
