"""mindicador.cl: Chile's observed dollar, UF and UTM.

Publisher: mindicador.cl, a public interface kept by volunteers over what the Banco Central de Chile publishes. The bank's own (BDE) asks
for a registered user, which an installation has not by itself.
Caveats: the observed dollar is of the last banking day; the UF is of the day, Saturdays and Sundays too; the UTM is the month's and
bears its first day. Each keeps its own day. A figure that is missing or no number leaves the crawl short.
Format: JSON, an object an indicator (`codigo`, `fecha`, `valor`); `fecha` is midnight in Santiago told in UTC.
Proof: documented (the interface's own page; its form stands in public code and stored answers of 2016 to 2026, unchanged).
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pipelines.records import Rate, Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

URL = "https://mindicador.cl/api"
PRICED = {"dolar": "USD", "uf": "CLF", "utm": "UTM"}
"""What is priced in pesos, by the interface's name of it."""


def read_listing(answer: Answer) -> Page:
    """A record an indicator."""
    told = answer.json()
    if not isinstance(told, dict) or not PRICED.keys() & told.keys():
        raise ValueError("no object with dolar, uf and utm")
    found = (_record(name, told.get(name)) for name in PRICED)
    return Page([record for record in found if record])


def _record(name: str, told: Any) -> Record | None:
    try:
        amount, day = Decimal(str(told["valor"])), date.fromisoformat(str(told["fecha"])[:10])
    except (TypeError, KeyError, ValueError, InvalidOperation):
        return None
    if not amount.is_finite() or amount <= 0 or told.get("unidad_medida") != "Pesos":
        return None
    return Record(
        record_key=f"{name} {day}",
        title=f"1 {PRICED[name]} = {amount} CLP",
        url=URL,
        published_on=day,
        rate=Rate(currency="CLP", per=PRICED[name], amount=amount, on_date=day),
    )


SOURCE = Source(
    id="mindicador",
    name="Indicadores de Chile: dólar observado, UF y UTM",
    funder="Banco Central de Chile",
    family="rates",
    kind="json_api",
    homepage="https://mindicador.cl/",
    asks=(Ask(URL),),
    read_listing=read_listing,
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated; figures of the Banco Central de Chile",
    state="trial",
    proof="documented",
    expected=(3, 3),
    lists_all=False,
    lists_once=True,
    fill={"rate": 1.0},
    sentinel='"dolar"',
)
