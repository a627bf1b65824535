"""Editions of invented calls, small enough to read and with every field filled once.

Belongs here: the invented calls. Does not belong: selection, which has its own tests over histories.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pipelines.digest.week import (
    Awaited,
    Change,
    Decision,
    Edition,
    Item,
    ItemDeadline,
    ItemDocument,
    ItemKeyDate,
    ItemMatch,
    ItemSource,
    Profile,
    Said,
    Trouble,
    monday_of,
)

MONDAY = date(2026, 11, 16)


def profile(**given: Any) -> Profile:
    """A municipality."""
    return Profile(
        **{
            "profile_id": "municipality-13101",
            "name": "Municipalidad de Santiago",
            "applicant": "municipality",
            "applicant_id": "municipality:13101",
            "population": 404_495,
            "priorities": ("water",),
            "languages": ("es", "en"),
            "minimum_grade": 1,
            "lead_working_days": 20,
            **given,
        }
    )


def item(number: int = 1, **given: Any) -> Item:
    """A call with a value in every field, numbered so that two differ."""
    closes = MONDAY + timedelta(days=9 + number)
    moment = datetime(closes.year, closes.month, closes.day, 20, 0, tzinfo=UTC)
    return Item(
        **{
            "call_id": f"00000000-0000-5000-8000-{number:012}",
            "title": f"Fondo inventado de agua {number}",
            "status": "closing_soon",
            "outcome": "eligible",
            "role": "lead",
            "first_seen_on": date(2026, 11, 10),
            "last_seen_on": MONDAY,
            "url": f"https://ejemplo.invalid/convocatoria/{number}",
            "language": "es",
            "summary": "Agua potable rural. Segunda oración.",
            "line": "Subvención de agua, hasta EUR 50.000, cierra el 26-11-2026",
            "fund": "Fondo inventado de agua",
            "funder": "Agencia Inventada",
            "programme": "Programa Azul",
            "edition": "2026",
            "references": ("AI-2026-01",),
            "call_type": "grant",
            "published_on": date(2026, 11, 9),
            "opens_on": date(2026, 11, 10),
            "deadline_kind": "fixed",
            "next_deadline_on": closes,
            "closes_on": closes,
            "closes_at": moment,
            "days_left": 9 + number,
            "working_days_left": 8,
            "too_late": True,
            "deadlines": (
                ItemDeadline(
                    position=1,
                    closes_on=closes,
                    closes_at=moment,
                    timezone="America/Santiago",
                    stage=1,
                    quote="hasta las 17:00 horas de Chile",
                ),
            ),
            "key_dates": (
                ItemKeyDate(kind="questions_until", on_date=date(2026, 11, 20), quote="Consultas hasta el 20"),
            ),
            "documents": (ItemDocument(url="https://ejemplo.invalid/bases.pdf", kind="terms", title="Bases"),),
            "stated_status": "open",
            "amount_min": Decimal("1000.00"),
            "amount_max": Decimal("50000.00"),
            "amount_total": Decimal("900000.00"),
            "currency": "EUR",
            "amount_max_usd": Decimal("58123.40"),
            "amount_max_own": Decimal("53250000"),
            "rate_on": date(2026, 11, 13),
            "cofunding_percent": Decimal("20.00"),
            "applicant_types": ("local_government",),
            "places": ("CL",),
            "min_population": 10_000,
            "max_population": 900_000,
            "rule": "Admite gobiernos locales de Chile",
            "eligibility_quote": "Pueden postular municipalidades",
            "ask": None,
            "matches": (
                ItemMatch(
                    priority_id="water",
                    name="Agua y seguridad hídrica",
                    score=0.91,
                    grade=2,
                    terms=("agua potable",),
                    quote="Agua potable rural.",
                ),
            ),
            "why": ("Calza con «Agua y seguridad hídrica» (agua potable).", "Puede postular como líder."),
            "said": (Said(field="amount_max", quote="hasta 50.000 euros por proyecto"),),
            "contact": "Oficina de convocatorias",
            "contact_page": "https://ejemplo.invalid/contacto",
            "before_applying": "Registro previo en el portal",
            "reports": (
                ItemSource(source_id="fuente_a", source="Portal A", url=f"https://ejemplo.invalid/a/{number}"),
            ),
            "doubts": ("amount_max: «hasta 50 mil»",),
            "changed_on": date(2026, 11, 12),
            "is_new": True,
            "new_in": "2026-W47",
            "changes": (
                Change(changed_on=date(2026, 11, 12), field="closes_on", old_value="2026-11-20", new_value=f"{closes}"),
            ),
            "deadline_changes": 1,
            "decision": Decision(
                choice="follow",
                decided_on=date(2026, 11, 11),
                seen_on=date(2026, 11, 9),
                responsible="Unidad de Proyectos",
                state="preparing",
            ),
            **given,
        }
    )


def edition(**given: Any) -> Edition:
    """An edition with something in every section."""
    first, second = (
        item(1),
        item(2, outcome="unclear", ask="¿Admite municipalidades de Chile?", decision=None, is_new=False),
    )
    bare = Item(
        call_id="00000000-0000-5000-8000-000000000003",
        title="Convocatoria sin más datos",
        status="undated",
        outcome="unclear",
        first_seen_on=date(2026, 11, 1),
        last_seen_on=MONDAY,
        ask="¿Hasta cuándo se puede postular?",
    )
    gone = item(
        4,
        status="closed",
        next_deadline_on=None,
        days_left=None,
        working_days_left=None,
        is_new=False,
        new_in="2026-W44",
    )
    return Edition(
        **{
            "week": "2026-W47",
            "as_of": monday_of("2026-W47"),
            "published_on": MONDAY,
            "published_at": datetime(2026, 11, 16, 9, 0, tzinfo=UTC),
            "profile": profile(),
            "items": (first, second, bare),
            "closed": (gone,),
            "standings": (
                "Lugar 1 de 3; trata de «Agua y seguridad hídrica» (calce 0,91).",
                "Lugar 2 de 3.",
                "Lugar 3 de 3.",
            ),
            "new": (first,),
            "followed": (first,),
            "changed": (first,),
            "closing": (first, second),
            "unclear": (second, bare),
            "confirm": (second,),
            "opening": (
                Awaited(
                    name="Fondo inventado anual",
                    funder="Agencia Inventada",
                    opens_from=date(2027, 1, 1),
                    opens_to=date(2027, 1, 31),
                    call_count=4,
                    confidence=0.8,
                ),
            ),
            "awaited": (
                Awaited(
                    name="Fondo esperado",
                    funder="Otra Agencia",
                    opens_from=date(2026, 10, 1),
                    opens_to=date(2026, 11, 1),
                    note="Abre cada octubre.",
                ),
            ),
            "troubles": (
                Trouble(
                    source_id="fuente_b",
                    name="Portal B",
                    verdict="failed",
                    last_good_on=date(2026, 11, 10),
                    line="No respondió; su última recolección buena es del 10-11-2026.",
                ),
            ),
            "left_out": (("closed", 12), ("tender", 3)),
            "left_out_line": "Quedaron fuera 12 cerradas y 3 licitaciones.",
            **given,
        }
    )
