"""What a day is that neither closes nor opens a call: questions, an information session, results, a project's start.

Belongs here: the nearest word that says so. Does not belong: last days and openings (`role_reader.py`), the words themselves (`roles.py`).
"""

from __future__ import annotations

from pipelines.cleaning.layout import Page
from pipelines.cleaning.roles import NEGATIVE
from pipelines.records import KeyDateKind

_KINDS: dict[str, KeyDateKind] = {
    "questions_until": "questions_until",
    "information_session": "information_session",
    "results": "results",
    "project_start": "project_start",
}
_REACH = 180


def key_date_kind(page: Page, start: int, end: int) -> KeyDateKind | None:
    """The kind told by the nearest word before a day in its sentence or label, else by one right behind it; None where none tells."""
    folded = page.folded
    sentence, _ = page.sentences[page.sentence_at(start)]
    before = " ".join(folded[a:b] for a, b in page.label_of(start)) + " " + folded[max(sentence, start - _REACH) : start]
    nearest: tuple[int, str] | None = None
    for role, words in NEGATIVE:
        place = max((match.start() for match in words.finditer(before)), default=-1)
        if place >= 0 and (nearest is None or place > nearest[0]):
            nearest = (place, role)
    if nearest is None:
        after = folded[end : end + 40].lstrip(" :,-(")
        nearest = next(((0, role) for role, words in NEGATIVE[:4] if words.match(after)), None)
    return _KINDS.get(nearest[1]) if nearest else None
