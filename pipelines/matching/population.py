"""Numbers of inhabitants that calls ask for, in five languages.

Belongs here: reading a threshold and its scale ("100 mil", "1 million"). Does not belong: whom it binds (`rules`, `eligibility`).
"""

from __future__ import annotations

import re

from pipelines.matching import phrases


def population_bounds(folded: str) -> tuple[int | None, int | None]:
    """The least and the greatest population that folded text asks for; None where it asks for none."""
    if found := phrases.BETWEEN.search(folded):
        upper = _number(found.group(3), found.group(4))
        return _number(
            found.group(1), found.group(2) or (found.group(4) if "." not in found.group(1) and len(found.group(1)) <= 3 else None)
        ), upper
    low = high = None
    if found := phrases.POPULATION_OF.search(folded):
        number = _number(found.group(2), found.group(3))
        if re.search(r"under|below|up to|less|inferior|menor|hasta|ate|hochstens|weniger", found.group(1)):
            return None, number
        return number, None
    if found := phrases.OR_MORE.search(folded) or phrases.OR_MORE_AFTER.search(folded) or phrases.AT_LEAST.search(folded):
        low = _number(found.group(1), found.group(2))
    if found := phrases.AT_MOST.search(folded):
        high = _number(found.group(1), found.group(2))
    return low, high


def _number(digits: str, scale: str | None) -> int:
    grouped = re.fullmatch(r"\d{1,3}(?:[., ]\d{3})+", digits)
    value = float(re.sub(r"[., ]", "", digits)) if grouped else float(digits.replace(",", "."))
    if scale:
        value *= 1_000_000 if scale.startswith(("mill", "milh")) else 1_000
    return int(value)
