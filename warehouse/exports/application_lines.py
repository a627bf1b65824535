"""Sentences on applications: what was decided, what contradicts what, how the last edition ended.

Belongs here: these lines, for the command line, forms and bulletins. Does not belong: what stands or contradicts
(`pipelines/digest/applications.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.digest.applications import Contradiction, Field, stage_of
from pipelines.digest.week import Decision
from pipelines.language.figures import day_text, money
from pipelines.language.messages import Language, text
from pipelines.place import in_use
from warehouse.exports.words import word


def decided_line(decision: Decision, language: Language) -> str:
    """ "enviada · $45.000.000 · Secpla · con Universidad Inventada · el 03-11-2026"; what was taken back says so."""
    parts = [word("application_stage", stage_of(decision), language), _amount(decision, language)]
    parts += [decision.responsible, decision.partners, decision.who]
    said = [part for part in parts if part]
    if not said:
        return text("application.taken_back", language)
    said.append(text("application.on", language, day=day_text(decision.decided_on)))
    if decision.why:
        said.append(text("application.why", language, why=decision.why))
    return " · ".join(said)


def contradiction_lines(found: Contradiction, language: Language) -> str:
    """Both sides of each field, the later last: "Estado «enviada» (Secpla, 03-11-2026) / «descartada» (…)"."""
    return "; ".join(" / ".join(_sides(found, field, language)) for field in found.fields)


def earlier_line(edition: Mapping[str, Any], decision: Decision, language: Language) -> str:
    """How the last edition ended; `edition`: its row of `calls`."""
    return text(
        "form.earlier",
        language,
        edition=edition.get("edition") or edition["title"],
        stage=word("application_stage", stage_of(decision), language),
        day=day_text(decision.decided_on),
    ) + (f" {text('application.why', language, why=decision.why)}." if decision.why else "")


def _sides(found: Contradiction, field: Field, language: Language) -> Iterator[str]:
    before = None
    for step in found.steps:
        d = step.entry.decision
        value = _value(d, field, language)
        if value != before:
            who = d.who or step.entry.copy or text("application.nobody_named", language)
            named = text(f"application_field.{field}", language)
            yield text("application.one_side", language, field=named, value=value, who=who, day=day_text(d.decided_on))
        before = value


def _value(decision: Decision, field: Field, language: Language) -> str:
    said = {
        "stage": word("application_stage", stage_of(decision), language),
        "responsible": decision.responsible,
        "amount": _amount(decision, language),
        "partners": decision.partners,
    }[field]
    return said or text("application.empty", language)


def _amount(decision: Decision, language: Language) -> str | None:
    return None if decision.amount is None else money(decision.amount, in_use().currency, language)
