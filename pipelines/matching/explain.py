"""One line in Spanish on why a call is shown.

Belongs here: wording for councillors and officials. Does not belong: any decision.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.matching.eligibility import Verdict

APPLICANTS_ES = {
    "regional_government": "gobierno regional",
    "municipality": "municipalidad",
    "university": "universidad",
    "ngo": "organización sin fines de lucro",
    "sme": "pyme",
    "individual": "persona natural",
}
SHOWN_TERMS = 3


def why_es(priority: str | None, terms: Sequence[str], verdict: Verdict, *, applicant: str = "municipality") -> str:
    """Why a call is shown, such as "Calza con Agua y seguridad hídrica (sequía); puede postular: municipalidad, como líder."."""
    fits = "No calza con ninguna prioridad"
    if priority:
        shown = ", ".join(list(terms)[:SHOWN_TERMS])
        fits = f"Calza con {priority} ({shown})" if shown else f"Calza con {priority}"
    who = APPLICANTS_ES.get(applicant, applicant)
    match verdict.outcome:
        case "eligible":
            may = f"puede postular: {who}, {'como líder' if verdict.role == 'lead' else 'como entidad asociada'}"
        case "ineligible":
            may = f"no puede postular: {who}; el texto dice «{verdict.quote}»"
        case "unclear":
            may = f"por confirmar si puede postular: {who}"
    return f"{fits}; {may}{_population(verdict)}."


def _population(verdict: Verdict) -> str:
    low, high = verdict.min_population, verdict.max_population
    if low is not None and high is not None:
        return f" (solo comunas de {_number(low)} a {_number(high)} habitantes)"
    if low is not None:
        return f" (solo comunas de {_number(low)} habitantes o más)"
    return f" (solo comunas de hasta {_number(high)} habitantes)" if high is not None else ""


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
