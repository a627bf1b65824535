"""What a consortium must hold, as a text says it: how many bodies at least, and of how many countries.

Belongs here: numbers of members and of countries, with the clause that says them. Does not belong: who may lead it or
join (`statements`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.applying.scope import pattern
from pipelines.cleaning.sentences import Clauses
from pipelines.language.normalisation import fold, normalise
from pipelines.language.numbers import value_of

MOST_READ = 30_000  # letters of one call
MOST = 12  # whoever asks for more counts something else
_NUMBER = r"(?P<number>\d{1,2}|[a-z]{2,7})"
_MEMBERS = (
    r"(?:legal |independent |separate |entidades |juridicas? |rechtlich |eigenstandige )?"
    r"(?:partners?|entities|organi[sz]ations|institutions|bodies|participants|members|applicants|universities|beneficiaries|"
    r"socios|entidades|organizaciones|instituciones|organismos|participantes|miembros|universidades|"
    r"partenaires|entites|organismes|structures|etablissements|membres|universites|"
    r"parceiros|organizacoes|instituicoes|membros|"
    r"einrichtungen|organisationen|stellen|institutionen|rechtstrager\w{0,2}|mitglieder\w?|partnern|hochschulen|universitaten|"
    r"enti|soggetti|organizzazioni|membri|municipios|municipalit\w{2,3}|administraciones|communes|kommunen|gemeinden)\b"
)
_COUNTRIES = (
    r"(?:[a-z-]{4,14} ){0,2}(?:countries|member states|states|paises|estados miembros|pays|etats"
    r" membres|estados-membros|"
    r"landern?|staaten|mitgliedstaaten|paesi|stati membri)\b"
)
_LEAST = (
    r"(?:at least|minimum(?: of)?|min\.|no fewer than|not fewer than|al menos|por lo menos|(?:como )?minimo(?: de)?|no"
    r" menos de|"
    r"au moins|au minimum|pelo menos|ao menos|no"
    r" minimo|mindestens|wenigstens|almeno|counts|comprises|reune|reunit|umfasst|compte)\s"
)

_AFTER = (
    r"(?:at least|or more|o mas|ou plus|ou mais|oder mehr|au moins|como minimo|al menos|no minimo|pelo"
    r" menos|mindestens|almeno)"
)
_BODIES = re.compile(rf"{_LEAST}{_NUMBER} {_MEMBERS}|\b{_NUMBER.replace('number', 'plain')} {_MEMBERS} {_AFTER}\b")
_STATES = re.compile(
    rf"\b(?:from|of|in|across|de|en|dans|issue?s de|provenant de|em|aus|di|da|con sede en|established in)\s"
    rf"(?:{_LEAST})?{_NUMBER} {_COUNTRIES}"
)


@dataclass(frozen=True, slots=True)
class Needs:
    """The least number of bodies of a consortium, and of their countries; None where the text does not say. `quote`:
    the words.
    """

    members: int | None = None
    countries: int | None = None
    quote: str = ""


def _small(word: str | None) -> int | None:
    """The number that a word or digits say, where it can count members."""
    value = None if word is None else float(word) if word.isdigit() else value_of([word])
    return int(value) if value is not None and 2 <= value <= MOST else None


@lru_cache(maxsize=256)
def read_needs(text: str) -> Needs:
    """What the consortium of a call must hold."""
    plain = normalise(text[:MOST_READ])
    folded = fold(plain)
    if not pattern("consortium").search(folded):
        return Needs()
    clauses = Clauses(folded, plain)
    for found in pattern("consortium").finditer(folded):
        start, end = clauses.span(found.start())
        bodies = next(
            (n for m in _BODIES.finditer(folded, start, end) if (n := _small(m["number"] or m["plain"]))), None
        )
        states = next((n for m in _STATES.finditer(folded, start, end) if (n := _small(m["number"]))), None)
        if bodies or states:
            return Needs(bodies, states, clauses.quote(found.start(), found.end()))
    return Needs()
