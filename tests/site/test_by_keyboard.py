"""What people come for, done by keyboard alone in a headless Chromium, from the folder and from a server.

Belongs here: tasks, and that the script makes the same roots as the index. Does not belong: what stands in the files
(`test_site.py`).
"""

from __future__ import annotations

import functools
import http.server
import importlib.util
import json
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from pipelines.search.roots import root, words
from warehouse.site import building

HERE = Path(__file__).resolve().parent


def beside(path: Path):
    spec = importlib.util.spec_from_file_location(f"keyboard_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


builder = beside(HERE / "builder.py")
browser = beside(HERE.parent / "browser" / "browser.py")
pytestmark = pytest.mark.skipif(browser.CHROMIUM is None, reason="no chromium here")
CALLS = (
    ("Fondo de agua potable rural", "es", "Pozos y redes para comités de agua.", date(2027, 1, 20), "eligible"),
    ("Wasser für Gemeinden", "de", "Zuschüsse für Trinkwasser in kleinen Orten.", date(2027, 1, 29), "eligible"),
    ("Old Bridges, New Loads", "en", "Steel bridges and their inspection.", date(2027, 1, 12), "ineligible"),
    ("Bibliotecas de barrio", "es", "Libros y lectura en la noche.", date(2026, 12, 4), "unclear"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    sites = []
    for title, language, told, closes, outcome in CALLS:
        site = builder.catalogue("Agencia Inventada", url="https://ejemplo.invalid/1")
        call = site.calls[builder.CALL]
        water = "agua" in told or "Trinkwasser" in told
        call |= {"title": title, "language": language, "summary": told, "closes_on": closes, "next_deadline_on": closes}
        call |= {"currency": "USD", "references": [], "line_es": title}
        site.texts[builder.CALL][0]["text"] = told
        site.matches[builder.CALL] = site.matches[builder.CALL] if water else []
        site.deadlines[builder.CALL][0] |= {"closes_on": closes, "closes_at": None}
        verdict = site.eligibility[builder.CALL][0]
        verdict |= {
            "outcome": outcome,
            "rule": "country_list" if outcome == "ineligible" else "worldwide",
            "ask": "¿Admite municipalidades?",
        }
        verdict |= {"quote": "Only cities of the United States", "min_population": None}
        sites.append(site)
    site = builder.merged(sites)
    site.priorities.clear()
    site.priorities["water"] = {"priority_id": "water", "name_es": "Agua", "name_en": "Water", "description_es": "Agua", "description_en": "Water", "keywords": json.dumps({"es": ["agua"]})}  # fmt: skip
    site.applicants[:] = [site.applicants[0] | {"name": "Municipalidad de Alhué"}]
    target = tmp_path_factory.mktemp("site") / "site"
    patch = pytest.MonkeyPatch()
    patch.setattr(building.data_files, "write", lambda *_: None)
    patch.setattr(building, "read_site", lambda _: site)
    building.write_site(Path("catalogue.duckdb"), target)
    patch.undo()
    return target


@pytest.fixture(scope="module")
def page():
    with browser.browser() as tab:
        yield tab


@pytest.fixture(params=["file", "server"])
def address(request, folder):
    if request.param == "file":
        yield f"file://{folder}/"
        return
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def until(page, question: str, wanted, seconds: float = 10):
    end, found = time.monotonic() + seconds, None
    while time.monotonic() < end:
        found = page.run(question)
        if found == wanted or (callable(wanted) and wanted(found)):
            return found
        time.sleep(0.05)
    raise AssertionError(f"{question}: {found!r}, not {wanted!r}")


def tab_to(page, wanted: str, most: int = 60) -> None:
    """Press Tab until what has the focus answers to a selector; where it has none to be seen, that is a failure."""
    for _ in range(most):
        page.press("Tab")
        if page.run(f"document.activeElement.matches({json.dumps(wanted)})"):
            assert page.run("getComputedStyle(document.activeElement).outlineStyle") != "none", wanted
            return
    raise AssertionError(f"no Tab leads to {wanted}")


TITLES = "[...document.querySelectorAll('#found h3')].map(e => e.innerText).join('|')"


def test_tasks_by_keyboard_alone(page, address):
    page.open(f"{address}index.html", "Fondos que")
    page.press("Tab")  # 1: over the menu to the content
    assert page.run("document.activeElement.className") == "skip"
    page.press("Enter")
    assert page.run("document.activeElement.id") == "main" or page.run("location.hash") == "#main"
    tab_to(page, "#q")  # 2: search from the first page
    page.type("agua")
    page.press("Enter")
    until(page, TITLES, lambda said: said and "Wasser" in said and "potable" in said and "Bridges" not in said)
    tab_to(page, "#para")  # 3: for a comuna, closing in January
    for key in "Mun":
        page._call("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
        page._call("Input.dispatchKeyEvent", type="keyUp", key=key)
    until(page, "document.querySelector('#para').value", "13501")
    until(page, "location.hash", lambda said: "para=13501" in said)
    sent = page.run("location.href")  # 4: send it: another reader sees the same
    assert "#q=agua" in sent, sent
    page.open("about:blank")
    page.open(sent)
    until(page, TITLES, lambda said: said and said.count("|") == 1 and "Wasser" in said)
    tab_to(page, "#found a")  # 5: read a call
    page.press("Enter")
    page.wait("Quién puede postular", "Puede postular")
    tab_to(page, "a[download]")  # 6: its deadline for the calendar
    href = page.run("document.activeElement.href")
    assert href.endswith(".ics")
    page.open(f"{address}buscar.html#q=bridges&abiertas=no")
    until(page, TITLES, "Old Bridges, New Loads")
    tab_to(page, "#found a")  # 7: why may a municipality not apply
    page.press("Enter")
    page.wait(
        "Municipalidad: No puede postular", "Chile no está en la lista de países", "Only cities of the United States"
    )
    tab_to(page, "a.tongue")  # 8: the same in English
    page.press("Enter")
    page.wait("Municipality: May", "is not in the list of countries")
    tab_to(page, "summary")  # 9: what each fact rests on
    page.press("Enter")
    until(page, "document.querySelector('details').open", True)
    page.open(f"{address}applicants.html", "Municipalidad de Alhué")
    tab_to(page, "main a")  # 10: what a comuna may apply for, and whom to ask
    page.press("Enter")
    page.wait("Municipalidad de Alhué", "Puede postular", "Fondo de agua potable rural")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("água", "potable"),
        ("aguas potables", "potable"),
        ("potab", "potable"),
        ("potavle", "potable"),
        ("puentes", "Bridges"),
        ("agua alemania Gemeinde", "Wasser"),
        ("library", "Bibliotecas"),
    ],
)
def test_words_find_whatever_language_a_call_is_in(page, folder, typed, found):
    page.open("about:blank")
    page.open(f"file://{folder}/buscar.html#q={typed}")
    until(page, TITLES, lambda said: said and found in said.split("|")[0])
    assert float(page.run("document.body.dataset.searched")) < 50


def test_the_script_makes_the_roots_of_the_index(page, folder):
    """For words of six languages, and the endings that rules are about."""
    said = (HERE.parents[1] / "pipelines" / "search" / "concepts.txt").read_text(encoding="utf-8")
    known = sorted(set(words(said)) | {"aux", "oes", "class", "luz", "luces", "voz", "ß", "i", "1999", "años"})
    page.open(f"file://{folder}/buscar.html")
    until(page, "typeof CATASTRO", "object")
    told = page.run(f"JSON.stringify({json.dumps(known)}.map(CATASTRO.root))")
    assert dict(zip(known, json.loads(told), strict=True)) == {w: root(w) for w in known}
    text = "Años, Straße e «ação» d’eau: I+D n.º 5"
    assert json.loads(page.run(f"JSON.stringify(CATASTRO.words({json.dumps(text)}))")) == words(text)


def test_nothing_of_the_page_is_wider_than_a_small_screen_and_nothing_outside_is_asked_for(page, folder):
    page._call("Emulation.setDeviceMetricsOverride", width=320, height=800, deviceScaleFactor=1, mobile=False)
    try:
        for name in (
            "index.html",
            f"c/{builder.CALL}.html",
            "buscar.html",
            "fuentes.html",
            "como.html",
            "en/datos.html",
        ):
            page.open(f"file://{folder}/{name}", "Catastro")
            until(page, "document.documentElement.scrollWidth", lambda wide: wide <= 320)
            asked = json.loads(page.run("JSON.stringify(performance.getEntriesByType('resource').map(e => e.name))"))
            assert all(one.startswith("file:") for one in asked), asked
    finally:
        page._call("Emulation.clearDeviceMetricsOverride")
