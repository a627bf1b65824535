"""The form that a municipality sends back: what is written is read, as a mail mangles it; what is wrong names its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipelines.digest.applications import at_stage, stage_of
from pipelines.digest.decisions import NOTHING
from warehouse.exports.decisions import BadSheet
from warehouse.exports.form import FormRow, amount_of, form_text, read_form

ON = date(2026, 12, 2)
SENT = at_stage(replace(NOTHING, responsible="Secpla", amount=Decimal(45_000_000)), "submitted")


@pytest.fixture
def form(builder, tmp_path):
    rows = [FormRow("call-a", "Fondo inventado", date(2026, 12, 9), SENT), FormRow("call-b", "Otro fondo", None)]
    path = tmp_path / "postulaciones.txt"
    path.write_text(form_text(builder.profile(), rows, seen_on=date(2026, 11, 30), knew=7, language="es"))
    return path


def test_what_is_written_is_read_back_unchanged(form):
    read = read_form(form, {"municipality-13101"}, on=ON)
    assert (read.profile_id, read.seen_on, read.knew) == ("municipality-13101", date(2026, 11, 30), 7)
    first, second = (a.decision for a in read.answers)
    assert (stage_of(first), first.responsible, first.amount) == ("submitted", "Secpla", Decimal(45_000_000))
    assert second == replace(NOTHING, decided_on=ON, seen_on=date(2026, 11, 30))


def test_a_mail_may_quote_it_and_break_its_lines(form):
    text = form.read_text().replace("Por qué:", "por que : faltó el aporte propio y la carta\n  del alcalde", 1)
    form.write_text("\n".join(f"> {line}" for line in text.replace("Responde:", "Responde: Secpla").splitlines()))
    first = read_form(form, {"municipality-13101"}, on=ON).answers[0].decision
    assert (first.why, first.who) == ("faltó el aporte propio y la carta del alcalde", "Secpla")


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ("Estado: enviada", "Estdo: enviada", "did you mean 'estado'"),
        ("Estado: enviada", "Estado: ganadora", "call of line .*no state; write one of seguida, descartada"),
        ("Monto: 45.000.000", "Monto: 45 millones", "no sum; write it in figures"),
        ("Perfil: municipality-13101", "Perfil: otra", "profiles.yaml does not have"),
        ("Convocatoria: call-b", "Convocatoria: call-a", "stands twice"),
    ],
)
def test_what_is_wrong_names_its_line_and_the_mend(form, old, new, mend):
    form.write_text(form.read_text().replace(old, new))
    with pytest.raises(BadSheet, match=mend):
        read_form(form, {"municipality-13101"}, on=ON)


@pytest.mark.parametrize("written", ["45.000.000", "$ 45000000", "45,000,000", "CLP 45 000 000"])
def test_sums_are_read_as_people_write_them(written):
    assert amount_of(written) == Decimal(45_000_000)
