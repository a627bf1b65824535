"""`catastro new-source` against sites on loopback that speak the formats themselves: what it writes is a source like
any other.
"""

import csv
import functools
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import catastro
from scrapers.authoring import docs, new_source
from scrapers.authoring.checks import check_sources
from scrapers.readers.answer import Answer
from scrapers.readers.parse import read_detail, read_page
from scrapers.registry import load, registry
from scrapers.source import Ask

ROOT = Path(__file__).resolve().parents[2]
HTML, JSON, RSS = (
    {"Content-Type": f"{kind}; charset=UTF-8"} for kind in ("text/html", "application/json", "application/rss+xml")
)
HOME = """<!DOCTYPE html><html lang="es-CL"><head><title>Fundación "Río" \\ Claro</title>{head}</head><body><main>{main}</main></body></html>"""
TYPES = {
    slug: {
        "name": name,
        "slug": slug,
        "rest_base": base,
        "rest_namespace": "wp/v2",
        "taxonomies": [],
        "hierarchical": False,
    }
    for slug, name, base in (
        ("post", "Entradas", "posts"),
        ("page", "Páginas", "pages"),
        ("attachment", "Medios", "media"),
        ("wp_block", "Patrones", "blocks"),
        ("premiados", "Premios entregados", "premiados"),
        ("llamado", "Llamados", "llamados"),
    )
}
ITEM = """<item><title>{title}</title><link>https://rio.example.org/?p={number}</link><pubDate>Mon, 05 Oct 2026 12:00:00 +0000</pubDate>
<guid isPermaLink="false">https://rio.example.org/?p={number}</guid><description><![CDATA[<p>Para las riberas y sus niños.</p>]]></description></item>"""


def post(number: int, title: str) -> dict:
    return {
        "id": number,
        "date": "2026-10-05T09:00:00",
        "link": f"https://rio.example.org/{number}/",
        "title": {"rendered": title},
        "excerpt": {"rendered": "<p>Para municipios.</p>"},
        "content": {"rendered": "<p>Cierra el 30 de noviembre de 2026.</p>"},
    }


def feed(*titles: str) -> bytes:
    items = "".join(ITEM.format(title=title, number=number) for number, title in enumerate(titles, start=71))
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Río Claro</title><language>es</language>{items}</channel></rss>'.encode()


@pytest.fixture
def site(server):
    server.routes.clear()
    server.hits.clear()
    return server


@pytest.fixture
def add(site, tmp_path, monkeypatch):
    """The real command, writing into an empty checkout and allowed to ask the site on loopback."""
    folder, fixtures = tmp_path / "sources", tmp_path / "fixtures"
    folder.mkdir()
    (page := tmp_path / "sources.md").write_text(docs.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(docs, "PAGE", page)
    real = functools.partial(new_source.new_source, folder=folder, fixtures=fixtures, allow=site.allow)
    monkeypatch.setattr(new_source, "new_source", real)

    def run(source_id: str, path: str = "/", code: int = 0, words: bool = False):
        url = path if "//" in path else site.base + path
        done = CliRunner().invoke(catastro.app, [*([] if words else ["--json"]), "new-source", source_id, url])
        assert done.exit_code == code, done.output + str(done.exception)
        return done.output if code or words else json.loads(done.output)

    run.folder, run.fixtures = folder, fixtures
    return run


def whole(add, source_id: str, base: str):
    """The source as the tests of all sources take it: its fixture reads as expected, and its declaration has nothing
    to mend.
    """
    file, fixture = add.folder / f"{source_id}.py", add.fixtures / source_id
    # Only here is the site not on https: the declaration is judged as it would be of one that is.
    elsewhere = add.folder.parent / f"{source_id}-https"
    elsewhere.mkdir()
    (elsewhere / file.name).write_text(
        file.read_text(encoding="utf-8").replace(base, "https://rio.example.org"), encoding="utf-8"
    )
    assert check_sources(elsewhere) == []
    linted = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--config", ROOT / "pyproject.toml", file],
        capture_output=True,
        text=True,
    )
    assert linted.returncode == 0, linted.stdout
    source, expected = load(file), json.loads((fixture / "expected.json").read_text(encoding="utf-8"))
    with (fixture / "replay.tsv").open(newline="", encoding="utf-8") as lines:
        rows = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
    assert (
        rows.keys()
        == {*expected["listing"], *expected["detail"]}
        == {path.name for path in fixture.iterdir()} - {"replay.tsv", "expected.json"}
    )
    assert {ask.url for ask in source.asks} <= {row["url"] for row in rows.values()}

    def answer(name: str) -> Answer:
        return Answer(
            (fixture / name).read_bytes(), rows[name]["url"], rows[name]["content_type"], Ask(rows[name]["url"])
        )

    records = {}
    for name, said in expected["listing"].items():
        page = read_page(source, answer(name))
        records |= {record.record_key: record for record in page.records}
        assert [record.to_json() for record in page.records] == said["records"]
        assert (page.announced, page.skipped, source.sentinel or "") == (
            said["announced"],
            said["skipped"],
            source.sentinel or "",
        )
        assert (source.sentinel or "") in answer(name).text()
    for name, said in expected["detail"].items():
        assert read_detail(source, answer(name), records[said["of"]]).to_json() == said["record"]
    return source, list(records.values()), expected


def test_wordpress_with_a_type_of_its_own_for_calls(add, site):
    site.routes |= {
        "/": (200, HTML, HOME.format(head="", main="<h1>Hola</h1>").encode()),
        "/wp-json/wp/v2/types": (200, JSON, json.dumps(TYPES).encode()),
        "/wp-json/wp/v2/llamados": (
            200,
            JSON | {"X-WP-Total": "2", "X-WP-TotalPages": "1"},
            json.dumps([post(8, "Agua &amp; barrios"), post(9, "Plazas")]).encode(),
        ),
    }
    said = add("rio_claro")
    source, records, _ = whole(add, "rio_claro", site.base)
    assert 'type of post "llamados"' in said["found"]
    assert (source.kind, source.state, source.proof, source.languages) == ("wordpress", "trial", "recorded", ("es",))
    assert [(record.record_key, record.title) for record in records] == [("8", "Agua & barrios"), ("9", "Plazas")]
    assert [record["title"] for record in said["records"]] == ["Agua & barrios", "Plazas"]
    assert records[0].funder is None
    assert site.hits["/robots.txt"]


def test_wordpress_whose_api_is_refused_is_read_by_its_feed(add, site):
    links = '<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
    site.routes |= {
        "/": (200, HTML, HOME.format(head=links, main="<h1>Hola</h1>").encode()),
        "/wp-json/wp/v2/types": (403, JSON, b'{"code":"rest_forbidden"}'),
        "/feed/": (
            200,
            RSS,
            feed(
                "Se abre la convocatoria de riberas",
                "Visita de la alcaldesa",
                "Fondo concursable: abre el primer llamado",
            ),
        ),
    }
    add("rio_claro")
    source, records, expected = whole(add, "rio_claro", site.base)
    assert (source.kind, source.asks, source.sentinel) == ("feed", (Ask(f"{site.base}/feed/"),), "<rss")
    assert [record.record_key for record in records] == ["71", "73"]
    assert expected["listing"]["listing-1.xml"]["skipped"] == 1
    assert not site.hits["/comments/feed/"]


def test_posts_of_which_none_is_a_call_today_are_a_source_on_trial_without_a_recorded_proof(add, site):
    site.routes |= {
        "/": (200, HTML, HOME.format(head="", main="<h1>Hola</h1>").encode()),
        "/wp-json/wp/v2/types": (200, JSON, json.dumps({"post": TYPES["post"]}).encode()),
        "/wp-json/wp/v2/posts": (200, JSON, json.dumps([post(1, "Hola mundo")]).encode()),
    }
    said = add("rio_claro", words=True)
    assert "0 convocatorias, 1 otras entradas" in said
    assert f"catastro parse rio_claro {add.fixtures / 'rio_claro' / 'listing-1.json'}" in said
    assert "is there already" in add("rio_claro", code=1)
    source, records, _ = whole(add, "rio_claro", site.base)
    assert (source.kind, source.proof, source.expected[0], records) == ("wordpress", "documented", 0, [])


def test_a_list_in_json(add, site):
    rows = [
        {
            "code": f"A-{n}",
            "callTitle": "x",
            "title": f"Apoyo {n}",
            "url": f"/a/{n}",
            "closingDate": "2026-12-0" + str(n),
        }
        for n in (1, 2, 3)
    ]
    site.routes["/api"] = (
        200,
        JSON,
        json.dumps({"meta": {"tags": [{"id": 1, "name": "x"}]}, "data": {"total": 9, "items": rows}}).encode(),
    )
    add("rio_claro", "/api?open=1")
    source, records, expected = whole(add, "rio_claro", site.base)
    assert source.kind == "json_api"
    assert [(record.record_key, record.url) for record in records] == [
        (f"A-{n}", f"{site.base}/a/{n}") for n in (1, 2, 3)
    ]
    assert str(records[2].deadlines[0].closes_on) == "2026-12-03"
    assert next(iter(expected["listing"].values()))["announced"] == 9


def test_a_listing_by_its_cards_and_the_page_of_each(add, site):
    cards = "".join(
        f'<article><h3>Fondo {n}</h3><a href="/convocatorias/fondo-{n}/">Ver más</a></article>' for n in "abc"
    )
    menu = '<nav><a href="/quienes-somos/equipo/">Equipo</a></nav><a href="/prensa/uno/">Uno</a><a href="/prensa/dos/">Dos</a>'
    site.routes["/abiertas"] = (200, HTML, HOME.format(head="", main=menu + cards).encode())
    site.routes["/convocatorias/fondo-a/"] = (
        200,
        HTML,
        HOME.format(head="", main="<h1>Fondo a</h1><p>Hasta el 1 de diciembre.</p>").encode(),
    )
    add("rio_claro", "/abiertas")
    source, records, expected = whole(add, "rio_claro", site.base)
    assert (source.kind, source.sentinel) == ("listing", "/convocatorias/")
    assert [record.title for record in records] == ["Fondo a", "Fondo b", "Fondo c"]
    assert [said["record"]["text"] for said in expected["detail"].values()] == ["Fondo a\nHasta el 1 de diciembre."]


def test_a_listing_whose_calls_have_no_readable_page_is_a_source_without_details(add, site):
    links = "".join(f'<li><a href="ficha.php?id={n}">Fondo concursable {n}</a></li>' for n in (11, 12))
    site.routes["/abiertas"] = (200, HTML, HOME.format(head="", main=f"<ul>{links}</ul>").encode())
    add("rio_claro", "/abiertas")
    source, records, expected = whole(add, "rio_claro", site.base)
    assert (source.ask_detail, expected["detail"]) == (None, {})
    assert [(record.record_key, record.title) for record in records] == [
        ("/ficha.php?id=11", "Fondo concursable 11"),
        ("/ficha.php?id=12", "Fondo concursable 12"),
    ]


def left(add) -> list[Path]:
    return [*add.folder.rglob("*.py"), *add.fixtures.glob("*")]


def test_a_page_that_is_nothing_says_what_was_found_and_leaves_nothing(add, site):
    site.routes["/"] = (
        200,
        HTML,
        HOME.format(head="", main="<p>En construcción</p><a href='/contacto'>Contacto</a>").encode(),
    )
    said = add("rio_claro", code=1)
    assert "no WordPress, feed, list in JSON or listing" in said
    assert "Give the address of the listing" in said
    assert left(add) == []


def test_an_address_that_robots_txt_forbids_is_not_asked(add, site):
    site.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /")
    assert "robots.txt" in add("rio_claro", code=1)
    assert not site.hits["/"]
    assert left(add) == []


@pytest.mark.parametrize(
    ("source_id", "url", "says"),
    [
        ("Río", "https://rio.example.org/", "small letters"),
        ("../up", "https://rio.example.org/", "small letters"),
        ("rio", "http://rio.example.org/", "https"),
        ("rio", "https://ana:secreto@rio.example.org/", "user"),
        ("rio", "https://[::1/", "https"),
    ],
)
def test_a_misspelt_id_or_address_is_refused_before_anything_is_asked(add, source_id, url, says):
    assert says in add(source_id, url, code=1)
    assert left(add) == []


def test_an_address_that_is_no_public_one_is_refused_by_the_guard(add):
    assert "no es una dirección pública" in add("rio_claro", "https://127.0.0.1:1/", code=1)
    assert left(add) == []


def test_an_id_that_is_taken_and_an_address_that_another_source_asks_are_refused(add, site, write_source):
    write_source(add.folder, "kept", site.base)
    registry.cache_clear()
    assert "is there already" in add("kept", code=1)
    site.routes["/kept/list"] = (
        200,
        JSON,
        json.dumps({"calls": [{"id": "a", "title": "Apoyo", "url": "/a"}]}).encode(),
    )
    assert "is asked by kept.py too" in add("other", "/kept/list", code=1)
    assert [path.name for path in left(add)] == ["kept.py"]


def test_an_address_is_looked_at_before_anything_is_written(add, site):
    from scrapers.authoring.proposal import propose

    titles = ["Fondo de riberas limpias", "Concurso de ferias de barrio", "Premio a la escuela sin humo"]
    items = "".join(f'<li><a href="/c/{n}">{t}</a> Cierra el 3 de mayo de 2027</li>' for n, t in enumerate(titles))
    site.routes["/abiertas"] = (200, HTML, HOME.format(head="", main=f"<ul>{items}</ul>").encode())
    seen = propose(f"{site.base}/abiertas", allow=site.allow)
    assert [record.title for record in seen.records] == titles
    assert seen.sure > 0.8
    assert left(add) == []
