"""Statements on who may apply: kinds by their words, places by what they hold, clauses by what stands over them, and
what settles a verdict.
"""

from datetime import date

import numpy as np
import pytest

from pipelines.applying.applicant_types import told_types
from pipelines.applying.cells import relation, side_of
from pipelines.applying.clause_reader import read_clauses
from pipelines.applying.kind_words import find_kinds
from pipelines.applying.regions import regions
from pipelines.applying.statements import read_statements
from pipelines.applying.what_follows import of_kind, of_places
from pipelines.country_groups import shipped_groups
from pipelines.language.normalisation import fold
from pipelines.language.senses import sense_of, senses_of
from pipelines.matching.eligibility import assess
from pipelines.matching.eligibility.learned_verdict import (
    AGREED,
    ASKED,
    DOUBTED,
    SHORTEST,
    SHUT_OUT,
    SURE,
    Chances,
    HoldsOn,
    settled,
    settled_of_call,
    view,
)
from pipelines.models import with_siblings

DAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("las casas consistoriales y los ayuntamientos", {"municipality"}),
        ("eine gemeinnützige Stiftung oder ein Verein", {"ngo"}),
        ("public and private universities", {"university"}),
        ("les collectivités territoriales", {"local_and_regional"}),
        ("prefeituras e câmaras municipais", {"municipality"}),
        ("any legal entity", {"legal_entity"}),
    ],
)
def test_kinds_are_found_by_their_words_in_any_form(words: str, kinds: set[str]) -> None:
    assert {kind for named in find_kinds(fold(words)) for kind in named.kinds} >= kinds


def test_what_is_named_relates_to_who_asks() -> None:
    (city,) = find_kinds("coastal cities")
    assert (relation(city, "municipality"), relation(city, "ngo")) == ("narrowed", "other")
    (anybody,) = find_kinds("any legal entity")
    assert relation(anybody, "ngo") == "all"


@pytest.mark.parametrize(
    ("words", "code"),
    [("Hochschulen aus Thüringen", "DE"), ("associações do Alentejo", "PT"), ("councils in Cornwall", "GB")],
)
def test_a_part_of_a_country_says_the_country(words: str, code: str) -> None:
    assert [mention.code for mention in regions(fold(words), [])] == [code]


def _places(text: str) -> list[str]:
    return [place.code for clause in read_clauses(text, shipped_groups()).clauses for place in clause.places]


def test_a_club_stands_for_its_members_where_words_say_so() -> None:
    assert _places("Antragsteller sitzen in einem Staat, der der Weltbank angehört.") == ["world_bank_members"]
    assert _places("O país do proponente precisa ser acionista da CAF.") == ["caf_members"]
    assert _places("The World Bank pays for the workshop.") == []


def test_a_seat_in_a_place_nobody_knows_is_a_place() -> None:
    assert _places("Asociaciones con domicilio social en la isla de Zarambola.") == ["unnamed"]
    assert _places("Vereine mit Sitz in Kutschendorf.") == ["unnamed"]
    assert _places("Universities established in Chile.") == ["CL"]
    assert _places("Con sede en un edificio propio.") == []


def test_words_of_one_meaning_share_a_sense_in_any_language() -> None:
    only = {sense_of(word) for word in ("only", "unicamente", "uniquement", "somente", "nur")}
    assert len(only) == 1
    assert None not in only
    assert sense_of("universidades") != sense_of("unicamente")
    assert senses_of(["<kind>", ",", "zzqqx", "peuvent"]) == ["<kind>", sense_of("peuvent")]


def test_a_place_stands_on_a_side_of_the_applicants_country() -> None:
    _, statements = read_statements("Open to universities of Latin America, except Chile.", shipped_groups())
    holds = HoldsOn(shipped_groups(), "CL", DAY)
    assert [side_of(place, holds) for statement in statements for place in statement.places] == ["in", "in except"]


def test_an_answer_knows_its_question() -> None:
    reading = read_clauses("Can municipalities apply? No.\nCan universities apply? Yes, all of them.", shipped_groups())
    assert [clause.asked is not None for clause in reading.clauses] == [False, True, False, True]


@pytest.mark.parametrize("text", ["", " \n\t", "¿?", "." * 5000, "a;b:c.\n" * 5000])
def test_no_text_breaks_it(text: str) -> None:
    read_statements(text, shipped_groups())
    assert told_types(text)[0] == []


def _chances(eligible: float, ineligible: float) -> Chances:
    return Chances(eligible, ineligible, 1 - eligible - ineligible, {})


def test_an_eligible_needs_a_high_chance_and_no_words_against_it_and_a_likely_one_is_asked_about() -> None:
    assert settled("unclear", False, _chances(SURE + 0.01, 0.1)) == "eligible"
    assert settled("unclear", False, _chances(SURE - 0.01, 0.0)) == "unclear"
    assert settled("eligible", False, _chances(AGREED + 0.01, 0.2)) == "eligible"
    assert settled("eligible", False, _chances(AGREED - 0.01, 0.2)) == "unclear"
    assert settled("ineligible", True, _chances(0.9, 0.0)) == "unclear"
    assert settled("ineligible", False, _chances(ASKED, 1 - ASKED)) == "unclear"
    assert settled("eligible", False, _chances(ASKED - 0.1, 0.3)) == "ineligible"
    assert settled("ineligible", False, _chances(0.0, 0.4)) == "unclear"
    assert settled("unclear", False, _chances(0.2, 0.5)) == "ineligible"
    assert [settled(said, False, _chances(0.0, 0.51)) for said in ("ineligible", "unclear")] == [
        "ineligible",
        "unclear",
    ]


def test_a_whole_call_is_left_out_only_where_hardly_a_doubt_is_left() -> None:
    assert settled_of_call("eligible", False, _chances(0.3, 0.6)) == "eligible"
    assert settled_of_call("eligible", False, _chances(DOUBTED - 0.01, 0.7)) == "unclear"
    assert settled_of_call("unclear", False, _chances(0.02, SHUT_OUT - 0.01)) == "unclear"
    assert settled_of_call("unclear", False, _chances(0.01, SHUT_OUT + 0.01)) == "ineligible"
    assert settled_of_call("ineligible", True, _chances(0.9, 0.05)) == "ineligible"


def test_what_follows_for_a_kind_counts_all_that_is_said_of_it() -> None:
    text = "Quiénes pueden postular:\n- universidades de América Latina\n- centros de investigación\n\nNo podrán postular los municipios."
    seen = view(text, "CL", DAY, shipped_groups())
    inside, outside, _, told, _ = of_places(seen)
    assert inside > outside
    assert told >= inside
    let_in, _, refused, _, others = of_kind(seen, "university", of_places(seen))[:5]
    assert let_in > refused
    let_in, _, refused, _, others = of_kind(seen, "municipality", of_places(seen))[:5]
    assert refused > let_in
    assert others > 0.5
    assert of_kind(view("Nada.", "CL", DAY, shipped_groups()), "ngo", [0.0] * 5)[:3] == [0.0, 0.0, 0.0]


def test_another_country_stands_elsewhere() -> None:
    text = "Quiénes pueden postular: universidades de América Latina."
    (here, away, *_), (there_in, there_out, *_) = (
        of_places(view(text, country, DAY, shipped_groups())) for country in ("CL", "DE")
    )
    assert (here, away) == (there_out, there_in)


def test_siblings_stand_beside_each_row() -> None:
    rows = np.array([[0.2, 0.8], [0.6, 0.4], [1.0, 0.0], [0.0, 1.0]])
    beside = with_siblings(rows, 2)
    assert beside.shape == (4, 6)
    assert beside[0].tolist() == pytest.approx([0.2, 0.8, 0.4, 0.6, 0.6, 0.8])


def test_a_longer_text_is_settled_by_what_was_learned() -> None:
    text = (
        "Les universités et les communes de Thuringe déposent leur dossier auprès du secrétariat. Les structures établies hors d'Allemagne "
        "peuvent être citées comme partenaires associés, sans rien recevoir de la subvention, qui reste en Thuringe."
    )
    assert len(text) >= SHORTEST
    for kind in ("municipality", "university", "ngo", "regional_government"):
        verdict = assess(text, applicant=kind, on=DAY)
        assert verdict.outcome != "eligible"
        assert verdict.quote or verdict.outcome == "unclear"


def test_types_and_their_words_come_together() -> None:
    kinds, words, chances = told_types(
        "Wer kann sich bewerben?\nKommunen und gemeinnützige Vereine mit Sitz in Hessen können bis zum 3. Mai einen Antrag einreichen.\n"
        "Unternehmen sind von der Förderung ausgeschlossen."
    )
    assert kinds == ["local_government", "ngo"]
    assert "Kommunen" in words
    assert chances["company"] < 0.4


def test_kinds_never_come_without_words() -> None:
    for text in (
        "Concurso para quienes enseñan música en escuelas rurales.",
        "Wettbewerb für Vereine",
        "Bando 2027\nPer i giovani artisti",
    ):
        kinds, words, _ = told_types(text)
        assert bool(words) or not kinds
