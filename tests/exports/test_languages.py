"""A language is a file: an invented one gives a whole week, and one that is not whole is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelines.language import messages
from pipelines.language.messages import FOLDER, MessagesError, family, languages, read_also, text
from warehouse.exports.bulletin import html, plain
from warehouse.exports.bulletin_model import letter
from warehouse.exports.calendar import write_ics
from warehouse.exports.feed import write_atom
from warehouse.exports.sheet import write_xlsx


@pytest.fixture
def also():
    """Read a folder's languages too, until the test is over."""
    known = list(messages._folders)
    yield read_also
    messages._folders[:] = known
    for kept in (messages._paths, messages._file, messages.family):
        kept.cache_clear()


def invented(folder: Path) -> Path:
    """A language in which every sentence is the Spanish one behind a mark."""
    said = (FOLDER / "es.po").read_text(encoding="utf-8")
    marked = re.sub(r'^(msgstr(?:\[\d\])?) "(?=.)', r'\1 "¤', said, flags=re.M)
    marked = re.sub(r'^(msgid "format\.(?!quoted|last)\w+"\nmsgstr ")¤', r"\1", marked, flags=re.M).replace(
        "Language: es", "Language: xx"
    )
    (folder / "xx.po").write_text(marked, encoding="utf-8")
    return folder


def test_a_language_is_a_file(tmp_path, also, builder) -> None:
    assert languages() == ("es", "en")
    also(invented(tmp_path))
    assert languages() == ("es", "en", "xx")
    edition = builder.edition(language="xx", left_out_line="", notices=())
    shown = letter(edition)
    assert shown.title == "¤Boletín de oportunidades"
    assert all(section.heading.startswith("¤") for section in shown.sections)
    labels = [
        fact.label for section in shown.sections for part in (*section.cards, *section.lines) for fact in part.facts
    ]
    assert len(labels) > 10
    assert all(label.startswith("¤") for label in labels)
    assert 'lang="xx"' in html(shown)
    unmarked = [
        said
        for said in family("bulletin", "es").values()
        if "{" not in said and re.search(rf"(?<!¤)\b{re.escape(said)}", plain(shown))
    ]
    assert not [said for said in unmarked if len(said.split()) > 2]
    for write, name in ((write_xlsx, "a.xlsx"), (write_ics, "a.ics"), (write_atom, "a.xml")):
        write(edition, tmp_path / name)
    assert "¤Cierra" in (tmp_path / "a.ics").read_text(encoding="utf-8")
    assert "¤Cambió" in (tmp_path / "a.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        (lambda po: po.replace('msgstr "¤Abrir"', 'msgstr ""', 1), "lacks sheet.open"),
        (
            lambda po: po.replace('¤Lugar {place} de {of}"', '¤Lugar {place}"', 1),
            "standing.place is filled in with {place}",
        ),
        (lambda po: po.replace("¤Lugar {place} de", "¤Lugar {place de", 1), "standing.place"),
        (lambda po: po + '\nmsgid "broken\n', "is no file of messages"),
    ],
)
def test_a_file_that_is_not_whole_is_named_with_what_it_lacks(tmp_path, also, mistake, said) -> None:
    file = invented(tmp_path) / "xx.po"
    file.write_text(mistake(file.read_text(encoding="utf-8")), encoding="utf-8")
    also(tmp_path)
    with pytest.raises(MessagesError) as caught:
        text("sheet.yes", "xx")
    assert str(file) in str(caught.value)
    assert said in str(caught.value)
