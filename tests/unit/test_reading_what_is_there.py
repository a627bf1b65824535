"""Whatever wraps a list of calls, on a page or in JSON, the same calls are read from it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.authoring.drafting import site
from scrapers.authoring.drafting.repetition import repeated
from scrapers.authoring.drafting.rows import json_rows
from scrapers.readers import json_rows as rows_reader
from scrapers.readers import repeated as cards_reader
from scrapers.readers.answer import Answer
from scrapers.source import Page

TITLES = [
    "Fondo de riberas limpias",
    "Concurso de ferias de barrio",
    "Premio a la escuela sin humo",
    "Llamado a talleres de madera",
    "Becas de oficios del agua",
]
PAGE = "https://rio.example.org/fondos/abiertos/"
READERS = {"json_rows": rows_reader, "repeated": cards_reader}


def read(answer: Answer, hint: str = "") -> Page:
    """What the first draft's own line reads; the line is the draft's, so that the test runs what is written."""
    find = json_rows if answer.text().lstrip()[:1] in "[{" else repeated
    draft = next(iter(find(answer, site(answer), hint)))
    held = dict(READERS)
    exec("\n".join(line for line in draft.code.splitlines() if not line.startswith("from ")), held)
    return eval(draft.reading, held)(answer)


CARDS = {
    "articles": lambda n, t, to: (
        f'<article><h3><a href="{to}">{t}</a></h3><p>Cierra el {n} de enero de 2027</p></article>'
    ),
    "items": lambda n, t, to: f'<li class="fila fila-{n}"><a href="{to}">{t}</a> <span>{n}-01-2027</span></li>',
    "rows": lambda n, t, to: (
        f'<tr><td>{n}</td><td>{t}</td><td>{n}-01-2027</td><td><a href="{to}">Ver bases</a></td></tr>'
    ),
    "pictures": lambda n, t, to: f'<a class="tarjeta" href="{to}"><img alt="{t}" src="/{n}.jpg"></a>',
    "boxes": lambda n, t, to: (
        f'<div class="caja"><div class="titulo">{t}</div><p>Plazo: {n}/01/2027</p><a href="{to}">Leer más</a></div>'
    ),
}
PARTS = {
    "articles": "<main>{}</main>",
    "items": "<ul>{}</ul>",
    "rows": "<table><tr><th>N</th><th>Nombre</th><th>Cierre</th><th></th></tr>{}</table>",
    "pictures": "<section>{}</section>",
    "boxes": "<form action='/x'><div>{}</div></form>",
}
LINKS = ["/fondos/{}", "/{}", "ver.php?llamado={}", "https://postula.example.org/c/{}", "/fondos/tema-{}/ficha/"]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(CARDS)), st.sampled_from(LINKS), st.lists(st.sampled_from(TITLES), min_size=3, unique=True)
)
def test_cards_are_read_whatever_they_are_and_link_to(kind, link, titles):
    cards = "".join(CARDS[kind](n, t, link.format(f"a{n}")) for n, t in enumerate(titles, start=10))
    body = (
        "<html lang=es><title>Río</title><nav><a href='/quienes'>Quiénes somos</a><a href='/todo'>Todo lo nuestro</a></nav>"
        f"<div>{PARTS[kind].format(cards)}</div><footer><ul><li><a href='/a'>Aviso de uso</a></li></ul></footer></html>"
    )
    page = read(Answer(body.encode(), PAGE, "text/html"))
    assert [record.title for record in page.records] == titles
    assert (
        len({record.record_key for record in page.records})
        == len({record.url for record in page.records})
        == len(titles)
    )


WRAPS = {
    "bare": lambda rows: rows,
    "elastic": lambda rows: {
        "hits": {"total": {"value": len(rows)}, "hits": [{"_id": "x", "_source": r} for r in rows]}
    },
    "graphql": lambda rows: {"data": {"calls": {"edges": [{"node": row} for row in rows]}}},
    "jsonapi": lambda rows: {"data": [{"type": "call", "id": f"u-{n}", "attributes": r} for n, r in enumerate(rows)]},
    "ckan": lambda rows: {"success": True, "result": {"count": len(rows), "results": rows}},
    "opendatasoft": lambda rows: {
        "nhits": len(rows),
        "records": [{"recordid": f"u-{n}", "fields": r} for n, r in enumerate(rows)],
    },
    "geojson": lambda rows: {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": r} for r in rows
        ],
    },
    "algolia": lambda rows: {
        "results": [{"hits": [r | {"objectID": f"u-{n}"} for n, r in enumerate(rows)], "nbHits": len(rows)}]
    },
    "by_id": lambda rows: {str(n): row for n, row in enumerate(rows, start=100)},
    "beside": lambda rows: {"years": [{"id": 1, "name": "2026"}, {"id": 2, "name": "2027"}], "content": rows},
}
NAMES = [
    ("title", "url", "deadline"),
    ("titulo", "enlace", "fecha_cierre"),
    ("intitule_titre", "lien", "dateCloture"),
    ("Titel", "href", "einreichfrist"),
]
DAYS = {"2027-01-{}": str, "{}/01/2027 17:00": str, "01/{}/2027": str, "{}.01.2027": str, "{} de enero de 2027": str}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(WRAPS)), st.sampled_from(NAMES), st.sampled_from(sorted(DAYS)), st.booleans())
def test_a_list_in_json_is_read_wherever_it_lies(wrap, names, day, in_languages):
    title, url, closes = names
    rows = [
        {
            "id": n,
            title: {"es": t, "en": f"Fund {n}"} if in_languages else t,
            url: f"https://rio.example.org/f/{n}",
            "cuerpo_texto": "Para quien vive junto al río y cuida su ribera",
            closes: day.format(n),
        }
        for n, t in enumerate(TITLES, start=11)
    ]
    page = read(Answer(json.dumps(WRAPS[wrap](rows)).encode(), PAGE, "application/json"))
    assert [record.title for record in page.records] == TITLES
    assert [record.url for record in page.records] == [f"https://rio.example.org/f/{n}" for n in range(11, 16)]
    assert len({record.record_key for record in page.records}) == 5
    assert [[str(d.closes_on) for d in record.deadlines] for record in page.records] == [
        [f"2027-01-{n}"] for n in range(11, 16)
    ]


def test_cards_under_a_heading_of_closed_calls_are_closed():
    cards = [
        "".join(CARDS["articles"](n, t, f"/f/{n}") for n, t in part)
        for part in ([(10, TITLES[0]), (11, TITLES[1])], [(12, TITLES[2]), (13, TITLES[3])])
    ]
    body = f"<html lang=es><main><h2>Abiertas</h2>{cards[0]}<h2>Cerradas</h2>{cards[1]}<h2>Vigentes todo el año</h2>{CARDS['articles'](14, TITLES[4], '/f/14')}</main>"
    page = read(Answer(body.encode(), PAGE))
    assert [record.stated_status for record in page.records] == [None, None, "closed", "closed", None]


@pytest.mark.parametrize(
    ("link", "to"),
    [
        ('<a rel="next" href="?pagina=2">2</a>', f"{PAGE}?pagina=2"),
        ('<a href="/fondos/abiertos/2/">Siguiente »</a>', "https://rio.example.org/fondos/abiertos/2/"),
        ('<a href="?desde=10">Cargar más</a>', f"{PAGE}?desde=10"),
        ('<a href="https://otro.example.org/2">Siguiente</a>', None),
        ('<a href="#">Siguiente</a>', None),
    ],
)
def test_the_pages_own_link_to_the_next_is_followed(link, to):
    cards = "".join(CARDS["articles"](n, t, f"/f/{n}") for n, t in enumerate(TITLES))
    page = read(Answer(f"<html lang=es><main>{cards}</main><div class=pager>{link}</div>".encode(), PAGE))
    assert (page.next and page.next.url) == to


def test_a_hint_names_the_cards_that_are_meant():
    names = "".join(f"<li><b>{t}</b></li>" for t in TITLES)
    other = "".join(CARDS["articles"](n, f"Convocatoria de otra cosa {n}", f"/f/{n}") for n in range(10, 16))
    answer = Answer(f"<html lang=es><main>{other}</main><ul>{names}</ul>".encode(), PAGE)
    assert read(answer).records[0].title == "Convocatoria de otra cosa 10"
    assert [record.title for record in read(answer, TITLES[2]).records] == TITLES


def test_several_calls_of_one_address_are_several_records():
    cards = "".join(f'<article><h3>{t}</h3><a href="/bases">Bases del llamado a concurso</a></article>' for t in TITLES)
    page = read(Answer(f"<html lang=es><main>{cards}</main>".encode(), PAGE), TITLES[0])
    assert len({record.record_key for record in page.records}) == 5


def test_the_page_behind_a_card_is_read_also_inside_a_form():
    body = "<form><h1>Fondo de riberas limpias</h1><p>Hasta el 3 de mayo.</p><a href='/b.pdf'>Bases</a></form>"
    call = cards_reader.Record("/f/1", title=TITLES[0])
    made = cards_reader.detail(base=PAGE, language="es")(Answer(body.encode(), PAGE), call)
    assert (made.title, made.documents[0].url) == (TITLES[0], "https://rio.example.org/b.pdf")
    assert "3 de mayo" in (made.text or "")
    with pytest.raises(cards_reader.WrongDetail):
        cards_reader.detail(base=PAGE, language="es")(Answer(b"<h1>Contacto</h1>", PAGE), call)
