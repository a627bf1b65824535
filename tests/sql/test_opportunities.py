"""What one applicant is told: thresholds of population, time to prepare, priorities, and who or what the catalogue
does not know.
"""

from datetime import date, timedelta

import pytest

from warehouse.opportunities import Unknown, ask

DAY = date(2026, 11, 30)
LATER = DAY + timedelta(days=60)


@pytest.fixture
def asked(stage, con):
    """Ask a catalogue with a small and a large municipality, and an NGO."""
    for applicant_id, kind, name, population, days in (
        ("municipality:13505", "municipality", "Municipalidad de San Pedro", 9_726, 20),
        ("municipality:13101", "municipality", "Municipalidad de Santiago", 404_495, 20),
        ("municipality:13123", "municipality", "Municipalidad de Providencia", 142_079, 20),
        ("ngo", "ngo", "Organización sin fines de lucro", None, 5),
    ):
        stage.add(
            "applicants",
            applicant_id=applicant_id,
            applicant=kind,
            name=name,
            population=population,
            lead_working_days=days,
        )

    def asked(who, **options):
        return ask(stage.into(con), who, **options)

    return asked


def plant(
    stage, call_id, *closes, outcome="eligible", score=0.5, priority="water", applicants=("municipality",), **fields
):
    stage.call(call_id, *closes, eligible=())
    for applicant in applicants:
        reason = (
            {"rule": "country_not_stated"} if outcome == "unclear" else {"rule": "worldwide+kind_named", "role": "lead"}
        )
        stage.add(
            "eligibility", call_id=call_id, applicant=applicant, outcome=outcome, quote="municipios", **reason, **fields
        )
    if priority:
        stage.add(
            "matches", call_id=call_id, priority_id=priority, score=score, grade=2, terms=["sequía"], quote="La sequía."
        )


def told(rows):
    return [row["call_id"] for row in rows]


def test_population_binds_the_very_municipality(stage, asked):
    plant(stage, "large-only", LATER, min_population=100_000, score=0.9)
    plant(stage, "small-only", LATER, max_population=50_000, score=0.8)
    plant(stage, "exactly", LATER, min_population=9_726, max_population=404_495, score=0.7)
    plant(stage, "any", LATER, score=0.6)
    assert told(asked("municipality:13101").eligible) == ["large-only", "exactly", "any"]
    assert told(asked("municipality:13505").eligible) == ["small-only", "exactly", "any"]
    assert told(asked("municipality").eligible) == ["large-only", "small-only", "exactly", "any"]
    assert "de al menos 100.000 habitantes" in asked("municipality").eligible[0]["who"]


def test_what_cannot_be_prepared_in_time_stands_apart(stage, asked):
    """From Monday 30 November, with 8 and 25 December as holidays, 30 December is the 20th working day."""
    plant(stage, "just", date(2026, 12, 30))
    plant(stage, "late", date(2026, 12, 28))
    plant(stage, "no-date", outcome="unclear")
    answer = asked("municipality:13101")
    assert (told(answer.eligible), told(answer.unclear), told(answer.too_late)) == (["just"], ["no-date"], ["late"])
    assert answer.eligible[0]["working_days_left"] == 20
    assert told(asked("municipality").eligible) == ["late", "just"]
    assert asked("municipality").lead_working_days is None


def test_eligible_first_then_what_to_ask_best_first(stage, asked):
    plant(stage, "unsure", LATER, outcome="unclear", score=1.0)
    plant(stage, "good", LATER, score=0.4)
    plant(stage, "better", LATER, score=0.8)
    plant(stage, "fits-nothing", LATER, priority=None)
    plant(stage, "refused", LATER, outcome="ineligible")
    answer = asked("municipality:13101")
    assert (told(answer.eligible), told(answer.unclear), answer.without_priority) == (["better", "good"], ["unsure"], 1)
    assert answer.unclear[0]["who"].startswith(
        "Por confirmar: ¿Pueden postular y recibir fondos entidades con sede en Chile"
    )
    english = asked("municipality:13101", language="en").unclear[0]["who"]
    assert english.startswith("To be confirmed: May bodies based in Chile apply")


def test_a_priority_beside_the_best_is_found_and_told(stage, asked):
    plant(stage, "both", LATER, score=0.9, priority="air_energy")
    stage.add("matches", call_id="both", priority_id="water", score=0.3, grade=1, terms=["cuenca"], quote="La cuenca.")
    plant(stage, "other", LATER, priority="air_energy")
    rows = asked("municipality:13101", priority="water").eligible
    assert told(rows) == ["both"]
    assert (rows[0]["priority_id"], rows[0]["score"], rows[0]["terms"]) == ("water", 0.3, ["cuenca"])
    assert "Calza con «Agua y seguridad hídrica»: habla de cuenca." in rows[0]["what"]


@pytest.mark.parametrize(
    ("who", "priority", "nearest"),
    [
        ("municipality:Providencia", None, "municipality:13123 (Municipalidad de Providencia)"),
        ("municipality:13102", None, "municipality:13101 (Municipalidad de Santiago)"),
        ("municipalty", None, "municipality"),
        ("ngo", "agua", "water (Agua y seguridad hídrica"),
        ("ngo", "watter", "water (Agua y seguridad hídrica"),
    ],
)
def test_what_is_unknown_gets_the_nearest(asked, who, priority, nearest):
    with pytest.raises(Unknown, match="más cercan") as error:
        asked(who, priority=priority)
    assert nearest in str(error.value)
