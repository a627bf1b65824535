"""What makes two applicants unlike: indicators, weights of their own, and what they decided; errors name file, field
and mend.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipelines.digest.publication_rows import Catalogue
from pipelines.digest.selection import Week
from pipelines.digest.week import Decision, Profile, Weight, Why
from pipelines.digest.wording import in_words
from pipelines.matching.priorities.priority_file import TerritoryError
from pipelines.territory import Territory
from tests.unit.test_selection import WEEK, call, catalogue

TERRITORY = Path(__file__).resolve().parents[2] / "territory"
MELIPILLA, ALHUE, MAIPU = "municipality:13501", "municipality:13502", "municipality:13119"
PROFILE = Profile(
    profile_id="ngo", name="ONG", applicant="ngo", applicant_id="ngo", priorities=("water", "waste"), languages=("es",)
)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(TERRITORY, tmp_path / "territory"))


def profiles(folder, weights=""):
    (folder / "weights.csv").write_text(f"applicant,priority,weight,why\n{weights}", encoding="utf-8")
    return {p.applicant_id: p for p in Territory.load(folder).profiles}


def weights(profile):
    return {weight.priority_id: weight for weight in profile.weights}


def test_every_value_that_ships_says_its_year_and_source_and_is_the_applicants_own(folder):
    lines = (folder / "comunas.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 52
    assert all(line.endswith(',2017,"INE, Censo"') for line in lines)


def test_a_place_among_the_comunas_moves_a_priority_and_is_told(folder):
    large, small = (weights(profiles(folder)[name]) for name in (MAIPU, ALHUE))
    assert large["mobility_transport"].weight > 1 > small["mobility_transport"].weight
    assert in_words(large["mobility_transport"].why, "es").startswith("tiene más habitantes que otras ")
    assert (
        in_words(small["rural_food_security"].why, "es")
        == "tiene menos habitantes que otras 51 comunas (INE, Censo 2017)"
    )
    assert "water" not in large, "what nothing moves weighs as usual"


def test_what_an_applicant_wrote_stands_alone(folder):
    own = weights(profiles(folder, f"{MELIPILLA},water,1.8,plan de sequía\n")[MELIPILLA])["water"]
    assert own.weight == 1.8
    assert [in_words(own.why, language) for language in ("es", "en")] == [
        "así lo fijó: plan de sequía",
        "set so: plan de sequía",
    ]


def test_a_weight_of_nothing_takes_the_priority_out_of_the_profile(folder):
    own = profiles(folder, f"{MELIPILLA},water,0,\n")
    assert "water" not in own[MELIPILLA].priorities
    assert "water" in own[ALHUE].priorities


def test_an_indicator_that_few_filled_in_moves_nothing(folder):
    with (folder / "comunas.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"municipality:1310{n},poverty_percent,{n}.5,2022,CASEN\n" for n in range(1, 10))
    assert "education_youth" not in weights(profiles(folder)["municipality:13109"])
    with (folder / "comunas.csv").open("a", encoding="utf-8") as file:
        file.write("municipality:13110,poverty_percent,10.5,2022,CASEN\n")
    assert weights(profiles(folder)["municipality:13110"])["education_youth"].weight == 1.2


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "weights.csv",
            "applicant,priority,weight,why\nmunicipality:99999,water,1,\n",
            "weights.csv: line 2, applicant: 'municipality:99999' is no applicant",
        ),
        (
            "weights.csv",
            f"applicant,priority,weight,why\n{ALHUE},wather,1,\n",
            "line 2, priority: 'wather' is no priority of priorities.yaml; did you mean water?",
        ),
        (
            "weights.csv",
            f"applicant,priority,weight,why\n{ALHUE},water,3,\n",
            "line 2, weight: is 3: write 0 (not wanted) to 2",
        ),
        (
            "weights.csv",
            f'applicant,priority,weight,why\n{ALHUE},water,"1,5",\n',
            "line 2, weight: is '1,5': write a number with a point",
        ),
        (
            "weights.csv",
            f"applicant,priority,weight,why\n{ALHUE},water,1,\n{ALHUE},water,2,\n",
            "line 3: weighs water for municipality:13502 again",
        ),
        (
            "comunas.csv",
            f"applicant,indicator,value,year,source\n{ALHUE},poverty_percent,12,2022,\n",
            "comunas.csv: line 2, source: is empty: say who published",
        ),
        (
            "comunas.csv",
            f"applicant,indicator,value,year,source\n{ALHUE},poverty_percent,12,ayer,CASEN\n",
            "line 2, year: is 'ayer': write the year",
        ),
        (
            "comunas.csv",
            f"applicant,indicator,value,year,source\n{ALHUE},povertypercent,12,2022,CASEN\n",
            "did you mean poverty_percent?",
        ),
        (
            "comunas.csv",
            f"applicant,indicator,value,year,source\n{ALHUE},population,7000,2024,INE\n",
            "in applicants.yaml it is 6444: write the same in both",
        ),
        (
            "indicators.yaml",
            "indicators:\n- {id: a, name: {es: a, en: a}, moves: {water: 0.9}}\n",
            "number 1, moves, water: is 0.9: write a number from -0.5 to 0.5",
        ),
        (
            "indicators.yaml",
            "indicators:\n- {id: a, name: {es: a}, moves: {}}\n",
            "number 1, name: needs a text in es and in en",
        ),
    ],
)
def test_a_wrong_line_says_file_field_and_mend(folder, name, text, says):
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(TerritoryError) as error:
        Territory.load(folder)
    assert says in str(error.value)


def test_an_older_home_without_the_files_reads_as_before(folder):
    for name in ("comunas.csv", "indicators.yaml", "weights.csv"):
        (folder / name).unlink()
    assert all(profile.weights == () for profile in Territory.load(folder).profiles)


def two() -> Catalogue:
    """A call on water that fits a little better, and one on waste."""
    return replace(
        catalogue(call("a"), call("b")),
        matches={
            name: [{"priority_id": priority, "score": score, "grade": 2, "terms": [], "quote": ""}]
            for name, priority, score in (("a", "water", 0.8), ("b", "waste", 0.75))
        },
    )


def told(profile, decisions=None, known=None):
    edition = Week(known or two(), WEEK).edition(profile, decisions)
    return [item.call_id for item in edition.items], edition.standings


def test_the_order_follows_the_weights_and_says_why():
    assert told(PROFILE) == (
        ["a", "b"],
        ("Lugar 1 de 2, por «Agua» (calce 0,80).", "Lugar 2 de 2, por «Residuos» (calce 0,75)."),
    )
    order, why = told(replace(PROFILE, weights=(Weight("waste", 1.3, Why("set_because", (("words", "vertedero"),))),)))
    assert order == ["b", "a"]
    assert (
        why[0]
        == "Lugar 1 de 2, por «Residuos» (calce 0,75); aquí esa prioridad pesa más (1,30): así lo fijó: vertedero."
    )


def test_what_was_decided_before_moves_its_priority_and_is_told():
    known = two()
    known = replace(
        known,
        calls=known.calls
        | {n: call(n, status="closed", closes_on=date(2026, 8, 1), next_deadline_on=None) for n in "cd"},
        matches=known.matches | dict.fromkeys("cd", known.matches["b"]),
    )
    decisions = {n: Decision(choice="follow", decided_on=date(2026, 7, 1), seen_on=date(2026, 7, 1)) for n in "cd"}
    order, why = told(PROFILE, decisions, known)
    assert order == ["b", "a"]
    assert why[0] == "Lugar 1 de 2, por «Residuos» (calce 0,75); de esa prioridad antes siguió 2 y descartó 0."
    dismissed = {n: replace(d, choice="dismiss") for n, d in decisions.items()}
    assert told(PROFILE, dismissed, known)[0] == ["a", "b"]
