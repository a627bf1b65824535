"""What is said before a source is written, and of one whose page has changed."""

import json

from scrapers.authoring.drafting import drafts, site
from scrapers.authoring.drafting.draft import file_of
from scrapers.authoring.proposal import diagnose, judged
from scrapers.readers.answer import Answer
from scrapers.readers.parse import read_page
from scrapers.registry import load

PAGE = "https://rio.example.org/convocatorias/"
TITLES = ["Fondo de riberas limpias", "Concurso de ferias de barrio", "Premio a la escuela sin humo"]


def page(card: str) -> Answer:
    cards = "".join(card.format(n=n, t=t) for n, t in enumerate(TITLES, start=10))
    return Answer(f"<html lang=es><title>Río</title><main>{cards}</main></html>".encode(), PAGE, "text/html")


def written(tmp_path, answer: Answer):
    """A source as `new-source` writes it, with its fixture's titles."""
    draft = next(iter(drafts(answer, None, site(answer))))
    (file := tmp_path / "rio.py").write_text(file_of(draft, "rio", site(answer), "documented (a test)", 3))
    source = load(file)
    (fixture := tmp_path / "fixtures" / "rio").mkdir(parents=True)
    records = [record.to_json() for record in read_page(source, answer).records]
    (fixture / "expected.json").write_text(json.dumps({"listing": {"a": {"records": records}}, "detail": {}}))
    return draft, source


CARD = '<article class="llamado"><h3><a href="/c/{n}">{t}</a></h3><p>Cierra el {n} de enero de 2027</p></article>'
MOVED = (
    '<div class="tarjeta-nueva"><span class="titulo">{t}</span><em>{n}-01-2027</em><a href="/c/{n}">Ver bases</a></div>'
)


def test_a_source_whose_cards_moved_is_mended_by_its_own_titles(tmp_path):
    _, source = written(tmp_path, page(CARD))
    well = diagnose(source, page(CARD), fixtures=tmp_path / "fixtures", folder=tmp_path)
    assert (well.error, well.lost, well.diff) == ("", [], "")
    found = diagnose(source, page(MOVED), fixtures=tmp_path / "fixtures", folder=tmp_path)
    assert found.lost == TITLES
    assert found.read == 0
    assert found.proposal
    assert [record.title for record in found.proposal.records] == TITLES
    assert "\n-    read_listing=" in found.diff
    assert "\n+    read_listing=" in found.diff


def test_what_was_mended_reads_the_page_again(tmp_path):
    from scrapers.authoring.proposal import mended

    _, source = written(tmp_path, page(CARD))
    found = diagnose(source, page(MOVED), fixtures=tmp_path / "fixtures", folder=tmp_path)
    assert found.proposal
    file = tmp_path / "rio.py"
    file.write_text(mended(file.read_text(encoding="utf-8"), found.proposal.draft), encoding="utf-8")
    assert [record.title for record in read_page(load(file), page(MOVED)).records] == TITLES


def test_how_sure_a_reading_is_follows_what_it_lacks(tmp_path):
    draft, source = written(tmp_path, page(CARD))
    records = read_page(source, page(CARD)).records
    good = judged(draft, records, 0, PAGE)
    assert good.sure > 0.9
    assert not any(good.odd.values())
    for record in records:
        record.title, record.url, record.text = TITLES[0], "", None
    poor = judged(draft, records, 2, PAGE)
    assert poor.sure < 0.6
    assert poor.odd == {
        "untitled": 0,
        "same_title": 2,
        "no_link": 3,
        "undated": 3,
        "closed": 0,
        "left_over": 2,
    }


def test_a_source_written_by_hand_keeps_all_but_its_reading(tmp_path):
    from scrapers.authoring.proposal import mended

    draft, _ = written(tmp_path, page(MOVED))
    text = (
        '"""By hand."""\n\nfrom scrapers.source import Ask, Page, Source\n\nPAGE = "https://own.example.org/"\n\n'
        'SOURCE = Source(\n    asks=(Ask(PAGE, "POST"),),\n    read_listing=own,\n    ask_detail=asked,\n)\n'
    )
    assert mended(text, draft).replace(f'MENDED_PAGE = "{PAGE}"\n\n', "").splitlines() == [
        *text.splitlines()[:2],
        "from scrapers.readers import repeated",
        *text.splitlines()[2:8],
        f"    read_listing={draft.reading.replace('PAGE', 'MENDED_PAGE')},",
        *text.splitlines()[9:],
    ]
