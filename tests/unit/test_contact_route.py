"""Whom to write to about a call, what is needed first, and by when: a bank, its country office and an agency above."""

from datetime import date

import pytest

from pipelines.actors import Actor, ActorRelation, ActorsError, Need, Route, chain, check_together, contact_of, is_old
from pipelines.contact_route import Asked, contact_route, working_days_before
from pipelines.funders import Funder, Funders

SEEN, TODAY, CLOSES = date(2026, 11, 22), date(2026, 12, 1), date(2027, 1, 15)
STATE = Actor("state", "Norlandia", "state", "NO", None)
MINISTRY = Actor(
    "ministry", "Ministry of Examples", "government", "NO", "state", name_es="Ministerio de Ejemplos",
    homepage="https://ministry.example/",
    route=Route("https://ministry.example/apply", SEEN, ("register", "national_endorsement"), "agency", "Sección de Ejemplos"),
)  # fmt: skip
BUREAU = Actor("bureau", "Bureau of Samples", "agency", "NO", "ministry")
AGENCY = Actor(
    "agency", "Agencia de Aquí", "government", "CL", None, pays=False,
    relations=(ActorRelation("represents", "ministry", "Recibe las postulaciones", "https://agency.example/", SEEN),),
)  # fmt: skip
ALL = {actor.actor_id: actor for actor in (STATE, MINISTRY, BUREAU, AGENCY)}
NEEDS = {
    "register": Need("register", {"es": "Registro", "en": "Registration"}, 20),
    "national_endorsement": Need("national_endorsement", {"es": "Respaldo", "en": "Endorsement"}, 30),
}
ASKED = Asked(
    "Fondo de Ejemplos", "bureau", "Bureau of Samples", CLOSES, date(2027, 1, 4), "https://call.example/",
    "Municipalidad de Prueba", "municipality", 10,
)  # fmt: skip
OFF = {date(2026, 12, 8), date(2026, 12, 25), date(2027, 1, 1)}


def test_who_belongs_to_a_ministry_is_reached_through_it() -> None:
    assert [actor.actor_id for actor in chain("bureau", ALL)] == ["bureau", "ministry", "state"]
    assert contact_of("bureau", ALL) is MINISTRY
    assert contact_of("state", ALL) is None
    assert contact_of("nobody", ALL) is None


def test_working_days_are_counted_back_over_weekends_and_days_off() -> None:
    assert working_days_before(date(2026, 12, 9), 1, OFF) == date(2026, 12, 7)
    assert working_days_before(date(2026, 12, 7), 1, OFF) == date(2026, 12, 4)
    assert working_days_before(CLOSES, 0, OFF) == CLOSES


def test_steps_stand_in_order_of_time_and_say_which_day_is_past() -> None:
    found = contact_route(ASKED, ALL, NEEDS, OFF, TODAY, "es")
    assert [(step.working_days, step.by, step.late) for step in found.steps] == [
        (30, date(2026, 12, 1), False),
        (20, date(2026, 12, 16), False),
        (15, date(2026, 12, 23), False),
        (10, date(2026, 12, 31), False),
        (9, date(2027, 1, 4), False),
        (0, CLOSES, False),
    ]
    assert found.steps[0].what == "Respaldo: lo da Agencia de Aquí"
    assert [actor.actor_id for actor in found.represented_by] == ["agency"]
    assert contact_route(ASKED, ALL, NEEDS, OFF, date(2026, 12, 17), "es").steps[1].late


def test_letters_name_the_call_the_applicant_and_what_must_be_ready() -> None:
    letters = contact_route(ASKED, ALL, NEEDS, OFF, TODAY, "es").letters
    assert letters["es"].startswith("Para: Sección de Ejemplos\n")
    assert "registro; respaldo" in letters["es"]
    assert "Municipalidad de Prueba" in letters["es"]
    assert letters["en"].startswith("To: Ministry of Examples\n")
    assert "15-01-2027" in letters["en"]


def test_a_funder_that_only_a_call_names_is_reached_through_whom_it_belongs_to() -> None:
    payer = Funders([Funder("ministry", "Ministry of Examples", "government", "NO", units=("Mission to",))])
    named = payer.resolve("Mission to Chile")
    assert named is not None
    assert (named.funder_id, named.kind, named.country, named.parent_id) == (
        "mission_to_chile", "government", "NO", "ministry",
    )  # fmt: skip
    assert contact_route(ASKED, ALL, NEEDS, OFF, TODAY, "es", above="ministry").contact is MINISTRY


def test_a_contact_is_old_after_a_year_or_when_nobody_looked() -> None:
    assert not is_old(SEEN, date(2027, 11, 22))
    assert is_old(SEEN, date(2027, 11, 23))
    assert is_old(None, TODAY)


@pytest.mark.parametrize(
    ("actor", "says"),
    [
        (Actor("a", "A", "agency", "CL", "b"), "parent: 'b' is no actor"),
        (Actor("a", "A", "agency", "CL", "a"), "circle"),
        (Actor("a", "A", "agency", "CL", None, route=Route("https://a.example/", SEEN, ("x",))), "'x' is no need"),
    ],
)
def test_actors_that_do_not_fit_together_are_refused(actor: Actor, says: str) -> None:
    with pytest.raises(ActorsError, match=says):
        check_together([actor], [])
