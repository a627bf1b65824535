"""Bytes are read as what they are; a label that is wrong is told."""

import pytest

from pipelines.records import Doubt
from scrapers.readers.answer import Answer

WORDS = '{"title": "Región de Ñuble"}'


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "declared", "wrong"),
    [
        (WORDS.encode(), "application/json", "utf-8", None, False),
        (WORDS.encode(), "application/json; charset=UTF-8", "utf-8", "utf-8", False),
        (WORDS.encode("utf-8-sig"), "application/json", "utf-8-sig", "utf-8-sig", False),
        (WORDS.encode("utf-16"), "application/json", "utf-16", "utf-16", False),
        (WORDS.encode("latin-1"), "application/json; charset=iso-8859-1", "cp1252", "cp1252", False),
        (WORDS.encode("latin-1"), "application/json; charset=utf-8", "cp1252", "utf-8", True),
        (WORDS.encode("latin-1"), "application/json", "cp1252", None, True),
        (WORDS.encode(), "application/json; charset=ISO-8859-1", "utf-8", "cp1252", True),
        (WORDS.encode(), "application/json; charset=of-our-own", "utf-8", "of-our-own", True),
        (b'{"title": "plain"}', "application/json; charset=of-our-own", "utf-8", "of-our-own", False),
    ],
)
def test_encoding(body, content_type, encoding, declared, wrong):
    answer = Answer(body, content_type=content_type)
    found = answer.decoded()
    assert (found.encoding, found.declared, found.wrong) == (encoding, declared, wrong)
    assert answer.json()["title"] in ("Región de Ñuble", "plain")


def test_a_doubt_quotes_the_first_words_that_depend_on_it():
    doubt = Answer(WORDS.encode("latin-1"), content_type="application/json; charset=utf-8").encoding_doubt()
    assert doubt == Doubt("encoding", "cp1252", "utf-8", '"Región')


def test_a_page_and_a_feed_declare_their_encoding_inside():
    page = Answer(
        '<html><head><meta charset="iso-8859-1"></head><p>Año</p></html>'.encode("latin-1"), content_type="text/html"
    )
    assert page.html().css_first("p").text() == "Año"
    assert page.encoding_doubt() is None
    feed = '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>Año</title></item></channel></rss>'.encode(
        "latin-1"
    )
    assert Answer(feed, content_type="text/xml").entries()[0].title == "Año"


def test_a_feed_is_never_a_path(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text("<rss><channel><item><title>a local file</title></item></channel></rss>")
    assert Answer(str(path).encode()).entries() == []


def test_what_is_no_json_raises():
    with pytest.raises(ValueError, match="Expecting value"):
        Answer(b"<html>").json()


def test_one_broken_byte_costs_itself_alone():
    words = "Fondo «Río» – agua para el país"
    for broken, read in ((b"\xf1", "ñ"), (b"\xc3", "�"), (b"\x96", "–")):
        body = f"<a>{words}</a><b>Compa".encode() + broken + b"ias</b>"
        told = Answer(body, content_type="text/xml; charset=utf-8").decoded()
        assert (told.text, told.wrong, told.broken) == (f"<a>{words}</a><b>Compa{read}ias</b>", False, True)
    assert Answer("Año de la región".encode("latin-1"), content_type="text/html").text() == "Año de la región"


def test_a_body_packed_without_a_header_is_unpacked_and_a_bomb_is_cut():
    import gzip

    from scrapers.readers import answer

    assert Answer(gzip.compress("Río".encode())).text() == "Río"
    assert len(Answer(gzip.compress(b"0" * (answer.MOST_UNPACKED + 9))).text()) == answer.MOST_UNPACKED
