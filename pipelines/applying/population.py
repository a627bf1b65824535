"""Numbers of inhabitants that calls ask for, in five languages.

Belongs here: reading a threshold and its scale ("100 mil", "1 million"). Does not belong: whom it binds (`matching.eligibility.text_rules`,
`eligibility`).
"""

from __future__ import annotations

import re

NUMBER = (
    r"(\d{1,3}(?:[., ]\d{3}){1,5}|\d{1,12}(?:[.,]\d{1,4})?)\s{0,3}(millones|millon|millions?|milhoes|milhao|millionen|"
    r"mill?\b|mil\b|thousand|"
    r"tausend|k\b)?"
)
INHABITANTS = (
    r"(?: \w{1,30}){0,2}? (?:de"
    r" )?(?:habitantes|inhabitants|residents|residentes|people|habitants|einwohner\w{0,30}|moradores)"
)
BETWEEN = re.compile(
    r"\b(?:between|entre|zwischen|de)\s{1,3}" + NUMBER + r"\s{0,3}(?:and|y|e|et|und|a|-)\s{0,3}" + NUMBER + INHABITANTS
)
AT_LEAST = re.compile(
    r"\b(?:more than|over|at least|above|minimum (?:of )?|exceeding|mas de|sobre|al menos|superior a|"
    r"igual o superior a|minimo de|desde|plus de|au moins|d'au moins|superieure? a|mais de|pelo menos|acima de|"
    r"mehr als|mindestens|uber|ab)\s{1,3}" + NUMBER + INHABITANTS
)
OR_MORE = re.compile(NUMBER + r" (?:or more|o mas|ou plus|ou mais|oder mehr)" + INHABITANTS)
OR_MORE_AFTER = re.compile(NUMBER + INHABITANTS + r" (?:or more|o mas|ou plus|ou mais|oder mehr)")
AT_MOST = re.compile(
    r"\b(?:less than|fewer than|under|below|up to|at most|maximum (?:of )?|no more than|menos de|hasta|inferior a|"
    r"maximo de|no mas de|moins de|jusqu'a|inferieure? a|ate|weniger als|hochstens|bis zu|unter)\s{1,3}"
    + NUMBER
    + INHABITANTS
)
POPULATION_OF = re.compile(
    r"\b(?:population|poblacion|populacao|bevolkerung|einwohnerzahl)\b[^.;]{0,20}?\b(over|above|of at least|"
    r"at least|exceeding|greater than|superior a|mayor a|de mas de|de al menos|superieure a|d'au moins|"
    r"de plus de|de mais de|acima de|"
    r"von mindestens|von mehr als|uber|under|below|of up to|less than|inferior a|menor a|de hasta|inferieure a|"
    r"de ate|von hochstens|von weniger als)\s{1,3}" + NUMBER
)


def population_bounds(folded: str) -> tuple[int | None, int | None]:
    """The least and the greatest population that folded text asks for; None where it asks for none."""
    if found := BETWEEN.search(folded):
        upper = _number(found.group(3), found.group(4))
        return (
            _number(
                found.group(1),
                found.group(2) or (found.group(4) if "." not in found.group(1) and len(found.group(1)) <= 3 else None),
            ),
            upper,
        )
    low = high = None
    if found := POPULATION_OF.search(folded):
        number = _number(found.group(2), found.group(3))
        if re.search(r"under|below|up to|less|inferior|menor|hasta|ate|hochstens|weniger", found.group(1)):
            return None, number
        return number, None
    if found := OR_MORE.search(folded) or OR_MORE_AFTER.search(folded) or AT_LEAST.search(folded):
        low = _number(found.group(1), found.group(2))
    if found := AT_MOST.search(folded):
        high = _number(found.group(1), found.group(2))
    return low, high


def _number(digits: str, scale: str | None) -> int:
    grouped = re.fullmatch(r"\d{1,3}(?:[., ]\d{3}){1,5}", digits)
    value = float(re.sub(r"[., ]", "", digits)) if grouped else float(digits.replace(",", "."))
    if scale:
        value *= 1_000_000 if scale.startswith(("mill", "milh")) else 1_000
    return int(value)
