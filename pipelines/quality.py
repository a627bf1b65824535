"""What must hold before a catalogue is published: expectations over its tables, and how far it may fall from one day to
the next.

Belongs here: the rules as data, with why each matters. Does not belong: the judgement over yesterday (`falls.py`),
reading a table or running a rule over it (`warehouse/gate.py`), nor the invariants of single models (the tests in
`dbt_like_sql/`).

A rule of severity `error` blocks, one of `warn` is told and blocks nothing. A check that broke says nothing about the
data and blocks too: what nobody looked at is not sound. Most expectations pass on an empty table, so each table has a
least number of rows.

How far a catalogue may fall, and why these thresholds:
- Open calls, 15 %, blocks. What closed because its day came is no fall: compared are the calls that the last publication held open and that
  should be open still. Portals add and withdraw one call in a hundred a day; one in seven at once is a reader that broke or a listing cut
  short, and whoever trusts the catalogue would miss funding. Under 20 calls a percentage says nothing and is not judged.
- Records that a source lists, 15 %, warns. Nothing is lost yet: a record is withdrawn only after a second complete listing without it.
  The warning is what gives people that day. Under 10 records it is not judged.
- Records of a live source, 50 %, blocks: the second listing would withdraw half of a source. Under 20 records it only warns, since a small
  agency does close half of its calls in a day; and a source on trial blocks nobody.
- A source that failed, came short or could not be read keeps its records and is not judged: its verdict says it already. One that says
  that it has nothing (`empty_confirmed`) is believed.
A person who has looked and found the fall true writes it into `territory/accepted_falls.csv`, for that day.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pipelines.language.safe_text import UNWANTED
from pipelines.rates import OLD_DAYS
from pipelines.vocabulary import CODES, CheckOutcome, Severity

Kind = Literal["rows_at_least", "not_null", "unique", "in_set", "matches", "between", "not_before", "in_column", "fall"]

TODAY = "today"
OLD_RATE = "the oldest day of a rate"
"""In a rule's parameters: the day for which the catalogue is made, and the one before which a rate is old."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check of one table came to: how many rows are at fault, one of them, and why it matters (in Spanish)."""

    table: str
    column: str
    check: str
    severity: Severity
    outcome: CheckOutcome
    count: int
    example: str
    note: str

    @property
    def blocks(self) -> bool:
        return self.outcome == "broken" or (self.outcome == "failed" and self.severity == "error")

    def __str__(self) -> str:
        where = ".".join(part for part in (self.table, self.column) if part)
        what = f"{self.check}{f' ({where})' if where else ''}"
        if self.outcome == "broken":
            return f"{what}: the check itself broke, so nothing is known: {self.note}"
        return f"{what}: {self.count} row(s), such as {self.example}" + (f". {self.note}" if self.note else "")


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation. `column` is "" where the rule is about the table's rows.

    Parameters by kind: rows_at_least `minimum` or `share` of the rows of table `of` (rounded down); in_set `values`;
    matches `pattern` (of the whole value); between `above`, `minimum`, `maximum` (a number, TODAY or OLD_RATE);
    not_before `other` column; in_column `table`, `column`; fall `share`, `few` (fewer than these yesterday are not
    judged). Values that are NULL pass all but not_null.
    """

    table: str
    column: str
    kind: Kind
    severity: Severity
    why_es: str
    why_en: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def check(self) -> str:
        """The rule's name in results; apart from those of the tests in SQL, whose names are dbt's."""
        match self.kind:
            case "rows_at_least":
                return "rows_at_least"
            case "fall":
                return f"fall_of_{self.parameters['share'] * 100:.0f}_percent"
            case kind:
                return f"values_{kind}"

    def minimum(self, rows: Mapping[str, int]) -> int:
        """The least number of rows, given how many each table has."""
        if "share" in self.parameters:
            return math.floor(rows[self.parameters["of"]] * float(self.parameters["share"]))
        return int(self.parameters["minimum"])

    def passed(self, note: str = "") -> CheckResult:
        return CheckResult(self.table, self.column, self.check, self.severity, "passed", 0, "", note or self.why_es)

    def failed(self, count: int, example: str) -> CheckResult:
        return CheckResult(self.table, self.column, self.check, self.severity, "failed", count, example, self.why_es)

    def broken(self, error: object) -> CheckResult:
        """`error`: what went wrong; its first line is kept."""
        words = str(error).strip().splitlines() or [type(error).__name__]
        return CheckResult(
            self.table,
            self.column,
            self.check,
            self.severity,
            "broken",
            0,
            "",
            f"El chequeo no se pudo hacer: {words[0]}",
        )


KEYS: dict[str, tuple[str, ...]] = {
    "calls": ("call_id",),
    "call_records": ("source_id", "record_key"),
    "open_calls": ("call_id",),
    "deadlines": ("call_id", "position"),
    "matches": ("call_id", "priority_id"),
    "eligibility": ("call_id", "applicant"),
    "sources": ("source_id",),
}
"""What names a row in an example, by table; the tables that rules are about."""

RULES: tuple[Rule, ...] = (
    Rule(
        "calls",
        "",
        "rows_at_least",
        "error",
        "Un catastro sin convocatorias no es un catastro.",
        "A catalogue without calls is none.",
        {"minimum": 1},
    ),
    Rule(
        "call_records",
        "",
        "rows_at_least",
        "error",
        "Cada convocatoria viene de al menos un registro de una fuente.",
        "Every call comes from at least one record.",
        {"share": 1.0, "of": "calls"},
    ),
    Rule(
        "open_calls",
        "",
        "rows_at_least",
        "warn",
        "Sin ninguna convocatoria abierta, o el año terminó o algo se rompió: hay que mirar.",
        "Without any open call either the year is over or something broke: look.",
        {"minimum": 1},
    ),
    Rule(
        "deadlines",
        "",
        "rows_at_least",
        "error",
        "Si casi ninguna convocatoria tiene plazo, se dejaron de leer las fechas.",
        "Where hardly a call has a deadline, dates are no longer read.",
        {"share": 0.05, "of": "calls"},
    ),
    Rule(
        "matches",
        "",
        "rows_at_least",
        "error",
        "Si casi ninguna convocatoria calza con alguna prioridad, el calce se rompió.",
        "Where hardly a call fits any priority, matching broke.",
        {"share": 0.05, "of": "calls"},
    ),
    Rule(
        "eligibility",
        "",
        "rows_at_least",
        "error",
        "De cada convocatoria se dice quién puede postular, o que no está claro.",
        "Of every call it is said who may apply, or that it is unclear.",
        {"share": 1.0, "of": "calls"},
    ),
    Rule(
        "sources",
        "",
        "rows_at_least",
        "error",
        "Sin la lista de fuentes nadie sabe de dónde vienen los datos ni qué edad tienen.",
        "Without the list of sources nobody knows where data come from or how old they are.",
        {"minimum": 1},
    ),
    Rule(
        "calls",
        "call_id",
        "unique",
        "error",
        "Dos convocatorias con un mismo identificador se cuentan doble y mezclan sus datos.",
        "Two calls of one id are counted twice and mix their facts.",
    ),
    Rule(
        "calls",
        "title",
        "not_null",
        "error",
        "Sin título nadie sabe de qué trata.",
        "Without a title nobody knows what it is about.",
    ),
    Rule(
        "calls",
        "title",
        "matches",
        "error",
        "Un título en blanco es un lector que dejó de entender la página; con signos de control o "
        "de dirección engaña a quien lo lee, y a su terminal.",
        "A blank title is a reader that no longer understands the page; with "
        "controls or turns of direction it deceives whoever reads it, and their terminal.",
        {"pattern": rf"[^{UNWANTED}\n]*[^{UNWANTED}\s][^{UNWANTED}\n]*"},
    ),
    Rule(
        "calls",
        "currency",
        "matches",
        "error",
        "La moneda va en código ISO 4217 (EUR, no «euros»): con otra palabra no se convierte.",
        "A currency is its ISO 4217 code (EUR, not 'euros'): another word cannot be converted.",
        {"pattern": "[A-Z]{3}"},
    ),
    *(
        Rule(
            "calls",
            name,
            "between",
            "error",
            "Un monto es mayor que cero; lo no dicho queda vacío.",
            "An amount is above zero; what was not said stays empty.",
            {"above": 0},
        )
        for name in ("amount_min", "amount_max", "amount_total")
    ),
    Rule(
        "calls",
        "stated_status",
        "in_set",
        "error",
        "Con una palabra de estado desconocida, una convocatoria cerrada parece abierta.",
        "With an unknown status word a closed call looks open.",
        {"values": CODES["stated_status"]},
    ),
    Rule(
        "calls",
        "closes_on",
        "not_before",
        "error",
        "Nada cierra antes de abrir: una de las dos fechas se leyó mal.",
        "Nothing closes before it opens: one of both dates was misread.",
        {"other": "opens_on"},
    ),
    Rule(
        "calls",
        "last_seen_on",
        "between",
        "error",
        "Nadie vio nada en el futuro; lo no visto nunca se daría por retirado.",
        "Nobody saw anything in the future; what is not seen would never be withdrawn.",
        {"maximum": TODAY},
    ),
    Rule(
        "calls",
        "rate_on",
        "between",
        "warn",
        f"Montos pasados a otra moneda con un tipo de cambio de hace más de {OLD_DAYS} días: "
        "hay que mirar las fuentes de tipos de cambio, o completar territory/exchange_rates.csv.",
        f"Sums converted by a rate more than {OLD_DAYS} days old: look at the sources of rates.",
        {"minimum": OLD_RATE},
    ),
    Rule(
        "calls",
        "call_id",
        "in_column",
        "error",
        "Una convocatoria sin registro no tiene fuente que la pruebe.",
        "A call without a record has no source to prove it.",
        {"table": "call_records", "column": "call_id"},
    ),
    Rule(
        "matches",
        "call_id",
        "in_column",
        "error",
        "Un calce con una convocatoria que no existe ordena mal las oportunidades.",
        "A match with a call that does not exist ranks opportunities wrongly.",
        {"table": "calls", "column": "call_id"},
    ),
    Rule(
        "open_calls",
        "status",
        "in_set",
        "error",
        "Entre las abiertas no hay cerradas, retiradas ni anunciadas.",
        "No closed, withdrawn or forecast call is among the open.",
        {"values": CODES["open_status"]},
    ),
    Rule(
        "open_calls",
        "next_deadline_on",
        "between",
        "error",
        "Una convocatoria abierta cierra hoy o después.",
        "An open call closes today or later.",
        {"minimum": TODAY},
    ),
)

OPEN_CALLS_FALL = Rule(
    "open_calls",
    "call_id",
    "fall",
    "error",
    "Faltan 15 % o más de las convocatorias que ayer estaban abiertas y debían seguir abiertas.",
    "15 % or more are missing of the calls that were open and should still be.",
    {"share": 0.15, "few": 20},
)
SOURCE_FALL = Rule(
    "sources",
    "records",
    "fall",
    "warn",
    "Una fuente muestra 15 % menos registros que antes, o aun menos: mañana se darían por retirados.",
    "A source lists 15 % fewer records than before, or less: tomorrow they would be withdrawn.",
    {"share": 0.15, "few": 10},
)
SOURCE_COLLAPSE = Rule(
    "sources",
    "records",
    "fall",
    "error",
    "Una fuente en uso muestra la mitad de los registros de antes, o menos: mírese su página.",
    "A live source lists half of its records of before, or fewer: look at its page.",
    {"share": 0.5, "few": 20},
)
FALLS = (OPEN_CALLS_FALL, SOURCE_FALL, SOURCE_COLLAPSE)


def blocking(results: Sequence[CheckResult]) -> list[CheckResult]:
    """Those for which nothing may be published."""
    return [result for result in results if result.blocks]
