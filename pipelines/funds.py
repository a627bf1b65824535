"""The standing funds whose editions are calls, and when each is likely to open again.

Belongs here: linking calls by funder and name with the edition taken out, and the rhythm of their openings. Does not
belong: which records are one call (`deduplication`): editions are never merged.

A topic of a work programme carries a topic code in its title or programme; its fund is named by the topic's own title,
so that topics of one call are different funds and a topic that returns next year is the same one.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pandas as pd

from pipelines.deduplication.features import dates_of, fold, text_of

NAMESPACE = uuid.UUID("0d9d2f0e-52a1-5b0b-8a53-7a1f4f0b6c11")
"""Never changes: every fund id hangs on it."""

_YEARS = re.compile(
    r"(?i:(?<!\w)(?:[ée]dition|edici[oó]n|edi[cç][aã]o|edizione|ausgabe|a[nñ]o|year)\s+)?(?<![\w])['’]?(?:19|20)\d\d(?:\s*(?:[-–/]|et|and|y|e|und|a)\s*(?:(?:19|20)\d\d|\d\d))?(?![\w])"
)
_CODE = re.compile(r"(?<![\w-])(?=[\w./-]{0,80}?\d)[A-Z][A-Z0-9]++(?:[-/.][A-Z0-9]++){2,12}(?![\w-])")
_KINDS = (
    "edition|edici[oó]n|[ée]dition|edi[cç][aã]o|edizione|ausgabe|auflage|round|ronda|rodada|cycle|ciclo|call|convocatoria|concurso|llamado|appel|chamada|bando|lot|lote|lotto|los|phase|fase|etapa|cut[-"
    " ]?off|corte|tranche|window|ventana"
)
_FOR = r"(?:\s+(?:for|de|à|a|für)\s+(?:proposals|projects|applications|propuestas|proyectos|projets|propositions|propostas|projetos))?"
_NUMBER = r"(?:\d{1,3}(?:st|nd|rd|th|[ªºao°]|e|er|[èe]me)?|[ivx]{1,5})"
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|quint[ao]|premi[eè]re?|deuxi[eè]me|"
    r"troisi[eè]me|primeir[ao]|terceir[ao]|erste[rn]?|zweite[rn]?|dritte[rn]?)"
)
_COUNTED = re.compile(
    rf"(?<!\w)(?:(?:open\s+)?(?:{_KINDS})\s*(?:n[ºo°.]*\s*)?(?:{_NUMBER}(?!\w)|(?-i:[A-H])(?=\s*[:.)–-]))"
    rf"|(?:{_NUMBER}|{_ORDINAL})\s+(?:open\s+)?(?:{_KINDS})(?!\w){_FOR})",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"^\W*(?:resultados?|ganador[ae]s|results?|winners|r[ée]sultats|lauréats|vencedor[ae]s)\s+(?:de\s+l[ao]s?|del?|of(?:\s+the)?|d[oa]s?|du)\s+"
    r"(?:concurso\s+|convocatoria\s+|call\s+|edital\s+)?",
    re.IGNORECASE,
)
"""What news of a call's results puts before its name."""
_OPENS = re.compile(
    r"(?<!\s)\s*+[:–-]\s*+(?:se\s+abren?|abren?|abertas?|abiert[oa]s?|opens?|now\s+open|is\s+open|ouvert\w*|ouverture|inscri\w+|postul\w+)(?!\w).*$",
    re.IGNORECASE,
)
"""What news of a call's opening puts after its name."""
_ENDS = re.compile(r"""^[^\w“"«'(\[¿¡]+|[^\w”"»')\]?!.]+$""")
_OF = re.compile(
    r"^(?:(?:the|la|le|el|der|die|o|a)\s+)?(?:of|del?|du|da|do|des|der)\s+(?:(?:the|la|los|las|el|l['’])\s+)?",
    re.IGNORECASE,
)
"""What is left before a name whose edition stood first: "the 5th round of the"."""
_BEFORE_MARK = re.compile(r"(?<!\s)\s++(?=[:,;])")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
YEAR = 365.25
_DTYPES: dict[str, Any] = {
    "fund_id": "str",
    "name": "str",
    "funder_id": "str",
    "call_count": "int64",
    "first_edition": "str",
    "last_edition": "str",
    "next_opening_from": "object",
    "next_opening_to": "object",
    "confidence": "float64",
}
FEWEST_DAYS, MOST_DAYS = 60, 4 * 366
"""Openings closer than this are one opening (lots, cut-offs); a rhythm slower than this is none."""


@dataclass(frozen=True, slots=True)
class Funds:
    """`calls`: call_id, fund_id. `funds`: fund_id, name, funder_id, call_count, editions, the next window,
    confidence.
    """

    calls: pd.DataFrame
    funds: pd.DataFrame


def link(calls: pd.DataFrame) -> Funds:
    """The fund of every call.

    `calls`: call_id, title and, where known, funder_id, programme, edition, opens_on, published_on, closes_on,
    first_seen_on.
    """
    members: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in calls.to_dict("records"):
        name = standing_name(text_of(row.get("title"))) or text_of(row.get("programme")) or text_of(row.get("title"))
        members[text_of(row.get("funder_id")), fold(name)].append(
            {**{str(key): value for key, value in row.items()}, "_name": name}
        )
    links: list[tuple[str, str]] = []
    funds: list[dict[str, Any]] = []
    for (funder, key), rows in sorted(members.items()):
        fund = str(uuid.uuid5(NAMESPACE, f"{funder}\n{key}"))
        rows.sort(key=lambda row: (_opening(row) or date.min, str(row["call_id"])))
        links.extend((str(row["call_id"]), fund) for row in rows)
        funds.append(_fund(fund, funder, rows))
    return Funds(_links(links), _funds(funds))


def standing_name(title: str) -> str:
    """The title without year, edition, lot, phase, cut-off, topic code and words of news; "" where nothing else is
    left.
    """
    name = _OPENS.sub("", _NEWS.sub("", _CODE.sub(" ", title)))
    for pattern in (_COUNTED, _YEARS, _EMPTY_BRACKETS):
        name = pattern.sub(" ", name)
    if name != title:
        name = _OF.sub("", name.lstrip())
    name = _ENDS.sub("", _BEFORE_MARK.sub("", " ".join(name.split())))
    return name if re.search(r"\w", name) else ""


def _fund(fund: str, funder: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    editions = sorted({edition for row in rows if (edition := _edition(row))})
    opens_from, opens_to, confidence = next_opening([day for row in rows if (day := _opening(row))])
    return {
        "fund_id": fund,
        "name": rows[-1]["_name"],
        "funder_id": funder or None,
        "call_count": len(rows),
        "first_edition": editions[0] if editions else None,
        "last_edition": editions[-1] if editions else None,
        "next_opening_from": opens_from,
        "next_opening_to": opens_to,
        "confidence": confidence,
    }


def _opening(row: dict[str, Any]) -> date | None:
    """The day on which the call opened, else was published; a closing day alone says nothing of the opening."""
    return next((days[0] for name in ("opens_on", "published_on") if (days := dates_of(row.get(name)))), None)


def _edition(row: dict[str, Any]) -> str | None:
    if stated := text_of(row.get("edition")):
        return stated
    if found := _YEARS.search(_CODE.sub(" ", text_of(row.get("title")))):
        return found[0].strip("'’")
    day = _opening(row) or next(iter(dates_of(row.get("closes_on"))), None)
    return str(day.year) if day else None


def next_opening(openings: Sequence[date]) -> tuple[date | None, date | None, float | None]:
    """The window in which the next opening falls, and how sure that is; all None with fewer than two openings.

    The rhythm is the median gap; where yearly, within a month of it, it is a year. Confidence grows with the number of
    gaps and falls with how uneven they are.
    """
    days: list[date] = []
    for day in sorted(openings):
        if not days or (day - days[-1]).days >= FEWEST_DAYS:
            days.append(day)
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if not gaps or (gap := float(median(gaps))) > MOST_DAYS:
        return None, None, None
    years = max(1, round(gap / YEAR))
    rhythm = years * YEAR if abs(gap - years * YEAR) <= 31 * years else gap
    uneven = max(abs(each - rhythm) for each in gaps)
    slack = timedelta(days=round(max(14.0, min(uneven, rhythm / 2), rhythm * (0.08 if len(gaps) == 1 else 0.0))))
    middle = days[-1] + timedelta(days=round(rhythm))
    confidence = (len(gaps) / (len(gaps) + 1.0)) * max(0.0, 1.0 - uneven / rhythm)
    return middle - slack, middle + slack, round(confidence, 3)


def _links(rows: list[tuple[str, str]]) -> pd.DataFrame:
    rows.sort()
    return pd.DataFrame(
        {
            "call_id": pd.Series([r[0] for r in rows], dtype="str"),
            "fund_id": pd.Series([r[1] for r in rows], dtype="str"),
        }
    )


def _funds(rows: list[dict[str, Any]]) -> pd.DataFrame:
    rows.sort(key=lambda row: str(row["fund_id"]))
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in _DTYPES.items()})
