"""What an address is taken for, from its answers alone; and that nothing a site says becomes code."""

from __future__ import annotations

import ast
import json

import pytest

from scrapers.authoring.drafting import drafts, site
from scrapers.authoring.drafting.channels import api_of
from scrapers.authoring.drafting.draft import Draft, file_of
from scrapers.readers.answer import Answer

HOME = "https://rio.example.org/"
TYPES = Answer(
    json.dumps(
        {
            slug: {"name": slug.title(), "slug": slug, "rest_base": base, "rest_namespace": "wp/v2"}
            for slug, base in (("post", "posts"), ("page", "pages"), ("wp_block", "blocks"))
        }
    ).encode(),
    f"{HOME}wp-json/wp/v2/types",
)
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Rio</title><item><title>Uno</title></item></channel></rss>'


def page(body: str, url: str = HOME) -> Answer:
    return Answer(f"<!DOCTYPE html><html><head><title>Rio</title></head><body>{body}</body></html>".encode(), url)


def read_as(answer: Answer, types: Answer | None = None) -> list[Draft]:
    found = list(drafts(answer, types, site(answer)))
    for draft in found:
        ast.parse(file_of(draft, "rio", site(answer), "documented (a test)", 0))
    return found


@pytest.mark.parametrize(
    ("types", "asked"),
    [
        ({"project": "Projects", "grants": "Our grants", "call": "Open calls"}, ["call", "grants"]),
        ({"product": "Products", "elementor_library": "Calls to action"}, []),
        ({"recall": "Recalls", "fundacion": "La fundación"}, []),
    ],
)
def test_a_type_of_its_own_is_known_by_its_words_the_best_first(types, asked):
    told = TYPES.json() | {
        slug: {"name": name, "rest_base": slug, "rest_namespace": "wp/v2"} for slug, name in types.items()
    }
    found = read_as(page(""), Answer(json.dumps(told).encode(), TYPES.url))
    assert [draft.found for draft in found] == [f'WordPress REST API, type of post "{base}"' for base in asked] + [
        "WordPress REST API, posts"
    ]


def test_posts_keep_the_category_of_the_page_and_its_feed_for_where_the_api_is_refused():
    links = (
        '<link rel="alternate" type="application/json" href="https://rio.example.org/wp-json/wp/v2/categories/12">'
        '<link rel="alternate" type="application/rss+xml" href="http://rio.example.org/category/calls/feed/">'
    )
    assert read_as(page(links), TYPES)[0].asks == (
        'wordpress_posts.ask("https://rio.example.org", "posts", feed="https://rio.example.org/category/calls/feed/", also="&categories=12")'
    )


def test_the_address_of_an_endpoint_or_of_a_narrow_feed_is_taken_at_its_word():
    told = TYPES.json() | {"call": {"name": "Calls", "rest_base": "calls"}}
    types = Answer(json.dumps(told).encode(), TYPES.url)
    assert read_as(Answer(b"[]", f"{HOME}wp-json/wp/v2/posts?categories=7"), types)[0].asks.endswith(
        '"posts", also="&categories=7")'
    )
    assert read_as(Answer(FEED, f"{HOME}category/grants/feed/"), types)[0].kind == "feed"
    assert read_as(Answer(FEED, f"{HOME}feed/"), types)[0].kind == "wordpress"


@pytest.mark.parametrize(
    ("answer", "types"),
    [
        (page("", f"{HOME}calls/"), f"{HOME}wp-json/wp/v2/types"),
        (
            page('<link rel="https://api.w.org/" href="http://rio.example.org/blog/wp-json/" />'),
            f"{HOME}blog/wp-json/wp/v2/types",
        ),
        (Answer(b"[]", f"{HOME}es/wp-json/wp/v2/calls"), f"{HOME}es/wp-json/wp/v2/types"),
    ],
)
def test_where_a_wordpress_would_tell_its_types(answer, types):
    assert api_of(answer) == types


def test_a_list_in_json_is_the_one_with_titles_and_keys_of_their_own():
    rows = [{"id": n, "descripcion": f"Ayuda {n}", "startDate": "2027-01-01"} for n in (1, 2)]
    (draft,) = read_as(
        Answer(
            json.dumps(
                {"years": [{"id": 1, "name": "a"}], "content": rows, "same": [{"id": 1, "title": "a"}] * 3}
            ).encode(),
            HOME,
        )
    )
    assert draft.found.startswith('JSON, a list of 2 objects under "content"')
    assert "opens_on" not in draft.code  # a start may be the project's
    assert read_as(Answer(b'{"content": [{"id": 1}]}', HOME)) == []


@pytest.mark.parametrize(
    "body",
    [
        '<nav><a href="/grants/a">A</a><a href="/grants/b">B</a></nav>',
        '<a href="/team/ana">Ana</a><a href="/team/eva">Eva</a>',
        '<a href="/grants/a.pdf">A</a><a href="/grants/b.pdf">B</a>',
        '<a href="https://other.example.org/grants/a">A</a>',
        "",
        "<a href='/grants/a\"b'>A</a><a href='http://[::1/x'>B</a>",
    ],
)
def test_links_that_are_no_calls_are_no_listing(body):
    assert read_as(page(body)) == []


def test_nothing_that_a_site_says_becomes_code():
    evil = '"""\nimport os; os.abort()\n"""\\'
    told = {"data" + evil: [{"id": n, "title": "a b", "url" + evil: "x", evil: 1} for n in (1, 2)]}
    for answer in (
        Answer(json.dumps(told).encode(), HOME),
        page(f"<title>{evil}</title>" + "".join(f"<a href='/grants/{evil}{n}'>A</a>" for n in (1, 2))),
        Answer(FEED.replace(b"Rio", evil.encode()), f"{HOME}feed"),
        page("<a href='/grants/({a/1'>A</a><a href='/grants/({a/2'>B</a>"),
    ):
        for draft in read_as(answer):
            tree = ast.parse(file_of(draft, "rio", site(answer), "documented (a test)", 0))
            assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import) and node.names[0].name == "os"]
            assert not [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "abort"]
