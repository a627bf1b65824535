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
