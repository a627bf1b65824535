"""What tells a cut feed, page or stream from a whole one."""

import gzip

import pytest

from scrapers.engine.completeness import cut, garbled_page, standing, unread
from scrapers.middlewares.decompression import is_whole

FEED = '<?xml version="1.0" encoding="iso-8859-1"?>\n<rss version="2.0"><channel><item><title>Año</title></item><item/></channel></rss>'
PAGE = "<!doctype html><html><body><ul><li>a</li><li>b</li></ul></body></html>"


@pytest.mark.parametrize(
    "text",
    [
        FEED,
        PAGE,
        FEED + "\n<!-- from a cache -->",
        FEED.replace("Año", "A &nbsp; B"),
        FEED.replace("Año", "A & B").replace("<item/>", ""),
        PAGE + "<!-- made in 3 s -->",
        "<div><div>a</div></div>",
        "<tr><td>a</td></tr>",
        '{"calls": []}',
        "[]",
        "",
        "plain words",
    ],
)
def test_a_whole_text_has_nothing_said_against_it(text):
    assert cut(text) is None


@pytest.mark.parametrize(
    "text",
    [
        FEED[:-6],
        FEED[:90],
        FEED.replace("</item>", "", 1),
        FEED.replace("Año", "A & B").replace("</title></item>", "</title></it"),
        PAGE[:-7],
        PAGE[:40],
        "<div><div>a</div>",
        '<div class="cut',
        '{"calls": [',
        FEED.replace("Año", "\0"),
    ],
)
def test_a_cut_text_is_told(text):
    assert cut(text)


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "<a href=\"x\" data-a='1' hidden>a < b</a>",
        "<script>if (a<b) '<a'</script><br/><img src=x>",
        "<!-- <a --><p>unclosed",
        "plain",
    ],
)
def test_markup_that_pages_have_is_not_garbled(text):
    assert garbled_page(text) is None


@pytest.mark.parametrize(
    "text",
    ['<a hr<li>ef="x">b</a>', '<li><a href="x>b</a></li>', "<div><a>b</div>", "<a>b</a></a>", '<p><a href=x" >b</a>'],
)
def test_garbled_markup_is_told(text):
    assert garbled_page(text)


def test_a_gzip_stream_is_whole_to_its_sum():
    packed = gzip.compress(b"calls" * 100_000)
    assert is_whole(packed)
    assert is_whole(packed + packed)
    assert is_whole(b"")
    assert not any(is_whole(packed[:length]) for length in (5, 20, len(packed) - 9, len(packed) - 1))
    assert not is_whole(packed + packed[:30])
    assert not is_whole(packed[:-6] + b"\0\0" + packed[-4:])


SHADE = ("Shade for schools", "https://example.org/calls/shade-2026?lang=en")


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ('<a hr ef="https://example.org/calls/shade-2026?lang=en">', True),
        ("<a href=calls/shade-2026?lang=en&amp;x>", True),
        ("<title>old-shade-2026 shade-2026</title>", True),
        ("<p>Shade\n for <b>schools", None),
        ("<p>SHADE\n for schools</p>", False),
        ("Shade&#32;for schools", False),
        ("shade-2026-results", None),
        ("sunshade-2026", None),
        ("Shade for schoolsyard", None),
        ("", None),
    ],
)
def test_a_call_stands_in_a_text_by_key_or_address_or_else_by_its_title(text, stands):
    assert standing(text, {"shade-2026": SHADE}).get("shade-2026") is stands


@pytest.mark.parametrize("call", [("2026", "Becas", "https://example.org/"), ("501", "", ""), ("", "", "")])
def test_one_word_or_number_names_no_call(call):
    key, *named = call
    assert standing("Becas 2026 501 https://example.org/ becas", {key: tuple(named)}) == {}


@pytest.mark.parametrize(
    ("stands", "read", "lost"),
    [
        ({}, {}, []),
        ({"shade-2026": True}, {}, ["Shade for schools"]),
        ({"shade-2026": False}, {"tin": ("Tin roofs", "https://example.org/calls/tin")}, ["Shade for schools"]),
        ({"shade-2026": True}, {"shade-2026": SHADE}, []),  # read from another page
        ({"shade-2026": True}, {"77": ("Shade", SHADE[1])}, []),  # numbered anew
        ({"shade-2026": False}, {"77": ("Shade for schools: second round", "https://example.org/calls/77")}, []),
        ({"shade-2026": False}, {"old": ("Results of Shade for Schools", "https://example.org/calls/old")}, []),
        (
            {"shade-2026": True},
            {"77": ("Shade for schools", "https://example.org/calls/77")},
            ["Shade for schools"],
        ),  # its address stands too
        (
            {"shade-2026": False},
            {"tin": ("Shade for schools", "https://example.org/calls/tin")},
            ["Shade for schools"],
        ),  # in the other's card
    ],
)
def test_what_stands_and_was_not_read_is_unread_unless_it_is_explained(stands, read, lost):
    before = {
        "shade-2026": SHADE,
        "tin": ("Tin roofs", "https://example.org/calls/tin"),
        "old": ("Results of Shade for Schools", "https://example.org/calls/old"),
    }
    assert unread(before, stands, read) == lost
