"""The word and the sentence for how a crawl went."""

import dataclasses
from collections import Counter
from datetime import date

import pytest

from pipelines.records import Record
from scrapers.engine.verdict import GoodDay, Tally, fill_rates, judge
from scrapers.source import Ask, Page, Source

SOURCE = Source(
    id="invented",
    name="Invented",
    funder="Invented Fund",
    family="foundation",
    kind="json_api",
    homepage="https://example.org",
    asks=(Ask("https://example.org/calls"),),
    read_listing=lambda answer: Page([]),
    languages=("en",),
    country="CL",
    cadence="daily",
    licence="CC0",
    state="live",
    proof="documented",
    expected=(5, 20),
    lists_all=True,
    lists_once=True,
    sentinel="calls",
)
WHOLE = Tally(pages=2, records=10, announced=10, fill={"title": 1.0, "url": 1.0}, requests=2, answers=2)


def verdict(**changes):
    return judge(SOURCE, dataclasses.replace(WHOLE, **changes))


def test_a_whole_crawl_is_ok():
    assert verdict() == ("ok", "10 registros en 2 páginas.")


def test_more_than_expected_is_ok_and_says_so():
    word, note = verdict(records=21, announced=None)
    assert word == "ok"
    assert "más que los 20 esperados" in note


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"short": ["la fuente anuncia 12 y su listado trajo 10"]}, "La fuente anuncia 12"),
        ({"lost_pages": ["HTTP 503"]}, "HTTP 503"),
        ({"bad_pages": ["se esperaba JSON y llegó text/html"]}, "Se esperaba JSON"),
        ({"records": 4}, "4 registros, menos que los 5 esperados"),
        ({"records": 0, "announced": None}, "0 registros, menos que"),
        ({"unkeyed": 2}, "2 registros sin clave"),
        ({"stopped": "el recorrido se interrumpió"}, "El recorrido se interrumpió"),
        (
            {"details": 7, "details_failed": Counter({"HTTP 500": 2, "HTTP 404": 1})},
            "3 de 10 fichas de detalle fallaron (HTTP 500 en 2 de ellos)",
        ),
    ],
)
def test_what_is_lacking_makes_it_incomplete(changes, says):
    word, note = verdict(**changes)
    assert word == "incomplete"
    assert says in note


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"pages": 0, "records": 0, "bad_pages": ["falta en la página la marca «calls»"]}, "marca «calls»"),
        ({"fill": {"title": 0.5, "url": 1.0}}, "Solo 50% de los registros trae «title» (mínimo 95%)"),
        ({"records": 0, "unkeyed": 3}, "ninguno de los 3 registros".capitalize()),
    ],
)
def test_what_is_no_listing_makes_it_malformed(changes, says):
    word, note = verdict(**changes)
    assert word == "malformed"
    assert says in note


def test_no_answer_makes_it_failed_and_every_reason_is_told_once():
    word, note = verdict(pages=0, records=0, announced=None, lost_pages=["HTTP 500", "HTTP 500"])
    assert (word, note) == ("failed", "Ninguna página del listado respondió: HTTP 500.")


def test_only_the_sources_own_word_confirms_that_it_is_empty():
    empty = {"records": 0, "fill": {}}
    assert verdict(**empty, announced=0)[0] == "empty_confirmed"
    assert verdict(**empty, announced=None)[0] == "incomplete"
    assert verdict(**empty, announced=0, lost_pages=["HTTP 500"])[0] == "incomplete"


def test_a_field_that_only_a_missing_detail_would_give_does_not_count_against_the_layout():
    full, bare = Record("1", title="a", summary="b"), Record("2", title="c")
    assert fill_rates(["title", "summary"], [(full, False), (bare, True)]) == {"title": 1.0, "summary": 1.0}
    assert fill_rates(["summary"], [(full, False), (bare, False)]) == {"summary": 0.5}
    assert fill_rates(["summary"], [(bare, True)]) == {}


GOOD = GoodDay(date(2026, 3, 1), 20, {"title": 1.0, "deadlines": 0.8, "amount_max": 0.2})


def after_a_good_day(**changes):
    return judge(SOURCE, dataclasses.replace(WHOLE, announced=None, **changes), GOOD)


def test_a_field_that_most_had_on_the_last_good_day_and_few_have_now_is_a_changed_layout():
    assert after_a_good_day(fill={"title": 1.0, "deadlines": 0.5, "amount_max": 0.0})[0] == "ok"
    assert (
        after_a_good_day(fill={"title": 1.0})[0] == "ok"
    )  # nothing is known of a field that only missing details would give
    assert after_a_good_day(fill={"title": 1.0, "deadlines": 0.3}) == (
        "malformed",
        "Solo 30% de los registros trae «deadlines»; el 01-03-2026, 80%.",
    )
    assert after_a_good_day(fill={"title": 1.0, "deadlines": 0.3}, records=9)[0] == "incomplete"


def test_less_than_half_of_the_last_good_day_is_incomplete_unless_the_source_announces_it():
    word, note = after_a_good_day(records=9)
    assert word == "incomplete"
    assert note == "9 registros, menos que la mitad de los 20 del 01-03-2026."
    assert after_a_good_day(records=10)[0] == "ok"
    assert judge(SOURCE, dataclasses.replace(WHOLE, records=9, announced=9), GOOD)[0] == "ok"
    assert (
        judge(SOURCE, dataclasses.replace(WHOLE, records=5, announced=None), dataclasses.replace(GOOD, records=9))[0]
        == "ok"
    )


def test_any_fall_counts_where_the_answers_look_garbled():
    word, note = after_a_good_day(records=19, suspect=["hay etiquetas rotas en la página"])
    assert word == "incomplete"
    assert note == "19 registros, menos que los 20 del 01-03-2026, y hay etiquetas rotas en la página."
    assert after_a_good_day(records=20, suspect=["hay etiquetas rotas en la página"])[0] == "ok"


@pytest.mark.parametrize(
    ("unread", "says"),
    [
        (["A"], "Una convocatoria del 01-03-2026 sigue en el listado y no se leyó: «A»."),
        (["A", "B"], "2 convocatorias del 01-03-2026 siguen en el listado y no se leyeron: «A», «B»."),
        (
            ["A", "B", "C", "D", "E"],
            "5 convocatorias del 01-03-2026 siguen en el listado y no se leyeron: «A», «B», «C» y otras 2.",
        ),
    ],
)
def test_a_call_that_stands_in_the_listing_but_was_not_read_counts_however_many_others_there_are(unread, says):
    assert after_a_good_day(records=20, unread=unread) == ("incomplete", says)


def test_a_second_different_record_of_one_key_is_another_call():
    from scrapers.kinds.base import another_call

    held = Record("k", title="Fondo de riberas limpias", language="es")
    for title, language, another in (
        ("Concurso de ferias de barrio", "es", True),
        ("Fondo de riberas limpias (segundo llamado)", "es", False),
        ("Fund for clean banks", "en", False),
        ("Riberas", "es", False),
    ):
        assert another_call(held, Record("k", title=title, language=language)) is another
