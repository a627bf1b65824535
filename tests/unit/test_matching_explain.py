"""The line that tells why a call is shown."""

from __future__ import annotations

from pipelines.matching.eligibility import Verdict
from pipelines.matching.explain import why_es


def test_one_line_a_call() -> None:
    verdict = Verdict("eligible", "lead", "worldwide+kind_municipality", "Cities of all countries may apply.")
    line = why_es("Agua y seguridad hídrica", ["sequía", "cuenca"], verdict, applicant="municipality")
    assert line == "Calza con Agua y seguridad hídrica (sequía, cuenca); puede postular: municipalidad, como líder."


def test_population_partner_unclear_and_ineligible() -> None:
    big = Verdict("eligible", "partner", "r", "q", min_population=100_000)
    line = why_es("Agua", [], big)
    assert line == "Calza con Agua; puede postular: municipalidad, como entidad asociada (solo comunas de 100.000 habitantes o más)."
    assert "por confirmar" in why_es("Agua", [], Verdict("unclear", None, "r", "q", ask="¿?"), applicant="ngo")
    assert "«Only for Peru.»" in why_es(None, [], Verdict("ineligible", None, "r", "Only for Peru."), applicant="ngo")
