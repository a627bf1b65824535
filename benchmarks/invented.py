"""Invented reports of invented calls, with their truth: `invent(size, seed)`.

Belongs here: funds with yearly editions and lots, each call told by its funder, by aggregators that shorten and
misspell, by offices that translate. Does not belong: anything real. The same size and seed give the same records.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pandas as pd


def _words(text: str) -> list[str]:
    return text.split("|")


SYLLABLES = [
    a + b for a in _words("b|c|d|f|g|l|m|n|p|r|s|t|v|br|dr|fl|gr|pl|tr") for b in _words("a|e|i|o|u|an|el|in|or|us")
]
THEMES = _words(
    "water agua|climate clima|cities ciudades|forests bosques|women mujeres|youth jóvenes|schools escuelas|health"
    " salud|energy energía|mobility movilidad|housing vivienda|waste residuos|culture cultura|heritage"
    " patrimonio|migration migración|safety seguridad|innovation innovación|research investigación|biodiversity"
    " biodiversidad|food alimentación|rivers ríos|coasts costas|air aire|soils suelos|care cuidados|children"
    " niñez|elders mayores|sport deporte|music música|data datos|democracy democracia|justice justicia|disability"
    " discapacidad|trade comercio|tourism turismo|fisheries pesca|farming agricultura|mountains montañas|deserts"
    " desiertos|islands islas"
)
FORMS = _words(
    "fund fondo|programme programa|challenge desafío|award premio|facility mecanismo|grants subvenciones|partnership"
    " alianza|initiative iniciativa|scheme régimen|window ventana|accelerator aceleradora|fellowships becas"
)
BENT = _words(
    "resilient resiliente|inclusive inclusivo|sustainable sostenible|local local|urban urbano|rural rural|green"
    " verde|digital digital|social social|community comunitario|regional regional|metropolitan metropolitano|circular"
    " circular|safe seguro|public público|open abierto|young joven|indigenous indígena|coastal costero|historic"
    " histórico"
)
OFFICES = _words("Foundation|Agency|Fund|Ministry|Council|Institute|Bank|Trust|Commission|Embassy")
OPENINGS = {"en": ("Call for proposals: ", "Apply now: ", "Open call - "), "es": ("Convocatoria: ", "Abierta: ")}
PROSE = (
    "The call supports projects on {theme} in {place}. Applicants from {place} and {other} may apply with partners; {n}"
    " awards are expected. Contact the office of {funder} in {place}."
)
PROSE_ES = (
    "La convocatoria apoya proyectos de {theme} en {place}. Pueden postular entidades de {place} y {other} con socios;"
    " se esperan {n} premios. Consultas en la oficina de {funder} en {place}."
)
FIELDS = (
    "record_id",
    "source_id",
    "title",
    "funder",
    "summary",
    "reference",
    "edition",
    "deadline",
    "amount_max",
    "currency",
    "url",
    "language",
    "truth",
)


def invent(size: int, seed: int = 1) -> pd.DataFrame:
    """`size` records in the columns that `resolve` takes, and `truth`: the call of each."""
    rng = random.Random(seed)
    rows: list[tuple[Any, ...]] = []
    fund = 0
    while len(rows) < size:
        rows.extend(_fund(rng, fund))
        fund += 1
    rows = rows[:size]
    rng.shuffle(rows)
    return pd.DataFrame([(f"r{place:07}", *row) for place, row in enumerate(rows)], columns=list(FIELDS))


def _name(rng: random.Random, parts: int = 2) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(parts + (rng.random() < 0.5))).capitalize()


def _fund(rng: random.Random, number: int) -> list[tuple[Any, ...]]:
    """All reports of all calls of one fund: one to four editions, of which a fifth has lots."""
    own = random.Random(number // 3 * 7919 + 13)  # three funds in a row have one funder
    office = f"{_name(own, 3)} {own.choice(OFFICES)}"
    theme, bent, form = rng.choice(THEMES).split(" "), rng.choice(BENT).split(" "), rng.choice(FORMS).split(" ")
    second = rng.choice(THEMES).split(" ")
    mark = _name(rng) if rng.random() < 0.6 else ""
    title = {
        "en": " ".join(filter(None, (mark, bent[0], theme[0], "and", second[0], form[0]))),
        "es": " ".join(filter(None, (form[1], mark, theme[1], bent[1], "y", second[1]))),
    }
    first, month, day = rng.randint(2022, 2026), rng.randint(1, 12), rng.randint(1, 28)
    amount = rng.choice([10, 20, 25, 30, 50, 75, 100, 150, 200, 250, 500]) * 1000
    places = _name(rng), _name(rng)
    rows: list[tuple[Any, ...]] = []
    for edition in range(rng.choice([1, 1, 2, 2, 3, 4])):
        closes = date(first + edition, month, day) + timedelta(days=rng.randint(-9, 9))
        count = rng.choice([1, 1, 1, 1, 3])
        for lot in range(1, count + 1):
            lots = f" - Lot {lot}" if count > 1 else ""
            call = f"f{number}e{edition}l{lot}"
            code = f"{office[:3].upper()}-{first + edition}-{number % 9973:04}-{lot:02}"
            about = {
                "n": str(rng.randint(3, 60)),
                "place": places[0],
                "other": places[1],
                "funder": office,
                "en": f"{theme[0]} and {second[0]}",
                "es": f"{theme[1]} y {second[1]}",
            }
            rows.append(
                _report(rng, call, "portal", office, title, "en", closes, lots, code, amount, about, exact=True)
            )
            for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
                language = "es" if rng.random() < 0.3 else "en"
                rows.append(
                    _report(
                        rng, call, "aggregator", office, title, language, closes, lots, code, amount, about, exact=False
                    )
                )
    return rows


def _report(
    rng: random.Random,
    call: str,
    kind: str,
    office: str,
    title: dict[str, str],
    language: str,
    closes: date,
    lots: str,
    code: str,
    amount: int,
    about: dict[str, str],
    *,
    exact: bool,
) -> tuple[Any, ...]:
    words = title[language]
    year = str(closes.year)
    if not exact:
        words = _misspelt(rng, words) if rng.random() < 0.15 else words
        if rng.random() < 0.3:
            words = f"{office}: {words}"
        if rng.random() < 0.2:
            words = rng.choice(OPENINGS[language]) + words
    dated = exact or rng.random() < 0.85
    if not dated or rng.random() < 0.5:
        words = f"{words} {year}"
    told = {name: about[name] for name in ("n", "place", "other", "funder")}
    prose = (PROSE if language == "en" else PROSE_ES).format(theme=about[language], **told)
    source = f"portal-{office.split()[0].lower()}" if exact else f"aggregator-{rng.randint(1, 12)}"
    return (
        source,
        words + (lots.replace("Lot", "Lote") if language == "es" else lots),
        office if exact or rng.random() < 0.8 else None,
        f"{words}. {prose}" if rng.random() < 0.8 else None,
        code if exact or rng.random() < 0.3 else None,
        year if exact and rng.random() < 0.5 else None,
        closes.isoformat() if dated else None,
        float(amount) if rng.random() < 0.6 else None,
        "EUR",
        f"https://{source}.example/{kind}/{call}-{rng.randint(1, 10**6)}",
        language,
        call,
    )


def _misspelt(rng: random.Random, words: str) -> str:
    place = rng.randrange(1, max(2, len(words) - 1))
    return words[:place] + words[place + 1 :]
