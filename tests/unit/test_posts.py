"""Posts of WordPress, by its API or its feed: a post is named as its author named it."""

import json

import pytest

from scrapers.readers import posts, wordpress_posts
from scrapers.readers.answer import Answer


@pytest.mark.parametrize(
    ("post", "title"),
    [
        (
            {"title": {"rendered": "Protegido: Fondo de riberas"}, "content": {"protected": True, "rendered": ""}},
            "Fondo de riberas",
        ),
        (
            {"title": {"rendered": "Protected: River fund"}, "excerpt": {"protected": True, "rendered": ""}},
            "River fund",
        ),
        ({"title": {"rendered": "Protégé\xa0: Fonds"}, "content": {"protected": True, "rendered": ""}}, "Fonds"),
        (
            {"title": {"rendered": "Protegido: Fondo de riberas"}, "content": {"protected": False, "rendered": ""}},
            "Protegido: Fondo de riberas",
        ),
        ({"title": {"rendered": "Agua: fondo"}, "content": {"protected": True, "rendered": ""}}, "Agua: fondo"),
    ],
)
def test_a_post_that_asks_for_a_password_keeps_its_own_title(post, title):
    answer = Answer(
        json.dumps([post | {"id": 5, "link": "https://ejemplo.invalid/5/"}]).encode(), content_type="application/json"
    )
    (record,) = wordpress_posts.read(answer, lambda post: posts.record(post, "es")).records
    assert record.title == title


def test_so_does_one_of_a_feed():
    item = "<item><guid>https://e.invalid/?p=5</guid><title>Protegido: Fondo</title><link>https://e.invalid/5/</link>{}</item>"
    told = item.format("<description>No hay extracto porque es una entrada protegida.</description>")
    for given, title in (
        (told, "Fondo"),
        (item.format("<description>Zonas protegidas</description>"), "Protegido: Fondo"),
    ):
        answer = Answer(
            f'<rss version="2.0"><channel>{given}</channel></rss>'.encode(), content_type="application/rss+xml"
        )
        (record,) = posts.read(answer, lambda post: posts.record(post, "es")).records
        assert record.title == title


def read_feed(*items: str, head: str = "", url: str = "https://e.invalid/feed/") -> list:
    body = f'<rss version="2.0"><channel><link>https://e.invalid/</link>{head}{"".join(items)}</channel></rss>'
    return posts.read(Answer(body.encode(), url), lambda post: posts.record(post, "es")).records


def test_entries_with_one_link_are_told_apart_by_their_guids():
    items = [
        f"<item><title>Fondo {n}</title><link>https://e.invalid/todos</link><guid>g-{n}</guid></item>" for n in range(3)
    ]
    assert [record.record_key for record in read_feed(*items)] == ["g-0", "g-1", "g-2"]
    assert [record.record_key for record in read_feed(items[0])] == ["https://e.invalid/todos"]


def test_a_number_is_its_sites_own():
    item = "<item><title>Fondo</title><link>https://{0}/7</link><guid>https://{0}/?p=7</guid></item>"
    read = read_feed(item.format("www.e.invalid"), item.format("otro.example.org"))
    assert [record.record_key for record in read] == ["7", "otro.example.org?p=7"]


def test_links_are_read_from_where_the_feed_stands():
    (record,) = read_feed("<item><title>Fondo</title><link>/llamados/1</link></item>")
    assert record.record_key == record.url == "https://e.invalid/llamados/1"


def test_a_change_is_no_publication_and_dublin_cores_day_is_one():
    atom = '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>F</a:title>{}</a:entry></a:feed>'
    for day, read in (
        ("<a:updated>2026-11-29T09:30:00Z</a:updated>", None),
        ("<a:published>2026-11-05T09:30:00Z</a:published>", "2026-11-05"),
    ):
        answer = Answer(atom.format(day).encode(), "https://e.invalid/f")
        assert posts.is_feed(answer)
        (record,) = posts.read(answer, lambda post: posts.record(post, "es")).records
        assert (record.published_on and record.published_on.isoformat()) == read
    (record,) = read_feed(
        '<item xmlns:dc="http://purl.org/dc/elements/1.1/"><title>F</title><dc:date>2026-11-02</dc:date></item>'
    )
    assert record.published_on.isoformat() == "2026-11-02"
