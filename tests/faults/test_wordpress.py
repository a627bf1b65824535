"""WordPress over real HTTP: the API first, the feed where the API is refused or is none, totals by its headers."""

import json
from datetime import date

import pytest

from scrapers.engine.crawl import crawl_all

CODE = """
from scrapers.readers import posts, wordpress_posts

def ask(page):
    return wordpress_posts.ask(HERE, "posts", feed=HERE + "/feed/", page=page)

def read_listing(answer):
    return wordpress_posts.read(answer, lambda post: posts.record(post, "es") if "Llamado" in post.title else None, following=ask)

OPTIONS |= dict(kind="wordpress", asks=(ask(1),), sentinel=None)
"""
JSON = {"Content-Type": "application/json; charset=UTF-8"}
HTML = {"Content-Type": "text/html; charset=UTF-8"}
FEED = (
    200,
    {"Content-Type": "application/rss+xml; charset=UTF-8"},
    (
        b'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Canal</title>'
        b"<item><guid>https://example.org/?p=11</guid><title>Llamado a ciudades</title><link>https://example.org/llamado/</link>"
        b"<pubDate>Mon, 02 Mar 2026 12:00:00 +0000</pubDate><description>Hasta abril.</description></item>"
        b"<item><guid>https://example.org/?p=12</guid><title>Visita</title><link>https://example.org/visita/</link></item></channel></rss>"
    ),
)


def posts(*titles, first=11, **headers):
    rows = [
        {
            "id": first + place,
            "date": "2026-03-02T09:00:00",
            "link": f"https://example.org/{first + place}/",
            "title": {"rendered": title},
        }
        for place, title in enumerate(titles)
    ]
    return (
        200,
        JSON | {name.replace("_", "-"): str(value) for name, value in headers.items()},
        json.dumps(rows).encode(),
    )


def paged(path, times):
    return (
        posts("Llamado &#8220;tres&#8221;", first=13, X_WP_Total=3, X_WP_TotalPages=2)
        if "&page=2&" in path
        else (posts("Llamado uno", "Visita", X_WP_Total=3, X_WP_TotalPages=2))
    )


def full_then_rest(path, times):
    return posts("Llamado final", first=300) if "&page=2&" in path else posts(*["Llamado"] * 100)


def exactly_full(path, times):
    """As WordPress answers for a page that it does not have, where a proxy has dropped the totals."""
    no_page = (400, JSON, b'{"code": "rest_post_invalid_page_number", "message": "...", "data": {"status": 400}}')
    return no_page if "&page=2&" in path else posts(*["Llamado"] * 100)


def bad_request(path, times):
    return (400, JSON, b'{"code": "rest_invalid_param"}') if "&page=2&" in path else posts(*["Llamado"] * 100)


API = {
    "exactly_full": exactly_full,
    "bad_request": bad_request,
    "no_first_page": (400, JSON, b'{"code": "rest_post_invalid_page_number"}'),
    "paged": paged,
    "no_totals": full_then_rest,
    "short_of_total": posts("Llamado uno", "Visita", X_WP_Total=5, X_WP_TotalPages=1),
    "short_of_pages": lambda path, times: (
        posts("Llamado dos", first=12) if "&page=2&" in path else posts("Llamado uno", X_WP_TotalPages=3)
    ),
    "says_none": posts(X_WP_Total=0, X_WP_TotalPages=0),
    "only_news": posts("Visita", "Otra visita", X_WP_Total=2, X_WP_TotalPages=1),
    "refused_401": (401, JSON, b'{"code": "rest_not_logged_in"}'),
    "refused_403": (403, HTML, b"Forbidden"),
    "refused_404": (404, JSON, b'{"code": "rest_no_route"}'),
    "captcha": (200, HTML, b"<html><body>Are you human?</body></html>"),
    "error_as_200": (200, JSON, b'{"code": "rest_disabled", "message": "off"}'),
    "empty": (200, JSON, b""),
    "robots": posts("Llamado que nadie puede pedir"),
    "whole_list": (403, HTML, b"Forbidden"),
    "both_refused": (403, HTML, b"Forbidden"),
    "feed_is_a_page": (403, HTML, b"Forbidden"),
    "broken": (500, HTML, b"Fatal error"),
}
FROM_FEED = [name for name in API if name.startswith("refused")] + ["captcha", "error_as_200", "empty", "robots"]
FEEDS = {"both_refused": (404, HTML, b""), "feed_is_a_page": (200, HTML, b"<html><body>Portada</body></html>")}


@pytest.fixture(scope="module")
def crawled(server, write_source, tmp_path_factory):
    """Each source's manifest and records."""
    folder, landing = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("landing")
    server.routes["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /robots/wp-json/")
    for source_id, answer in API.items():
        server.routes[f"/{source_id}/wp-json/wp/v2/posts"] = answer
        server.routes[f"/{source_id}/feed/"] = FEEDS.get(source_id, FEED)
        write_source(folder, source_id, server.base, CODE)
        if source_id != "whole_list":
            path = folder / f"{source_id}.py"
            path.write_text(
                path.read_text(encoding="utf-8").replace("lists_all=True", "lists_all=False"), encoding="utf-8"
            )
    manifests = crawl_all(
        list(API),
        landing=landing,
        run_id="one",
        as_of=date(2026, 3, 2),
        allow=server.allow,
        folder=folder,
        delay_seconds=0,
        parallel=3,
    )
    lines = {
        i: [json.loads(line) for line in (landing / i / "one" / "records.jsonl").read_text().splitlines()] for i in API
    }
    return {m["source_id"]: (m, [line["listing"] for line in lines[m["source_id"]]]) for m in manifests}


@pytest.mark.parametrize("source_id", FROM_FEED)
def test_a_refused_api_is_replaced_by_the_feed(crawled, source_id):
    manifest, records = crawled[source_id]
    assert manifest["verdict"] == "ok", manifest["note"]
    assert "/feed/ en lugar del listado principal (" in manifest["note"]
    assert manifest["counts"]["skipped"] == 1
    assert [(r["record_key"], r["title"], r["published_on"]) for r in records] == [
        ("11", "Llamado a ciudades", "2026-03-02")
    ]


@pytest.mark.parametrize(
    ("source_id", "verdict", "says", "keys"),
    [
        ("paged", "ok", "2 registros en 2 páginas", ["11", "13"]),
        ("short_of_total", "incomplete", "anuncia 5 y su listado trajo 2", ["11"]),
        ("short_of_pages", "incomplete", "anuncia 3 páginas y el listado terminó en la 2", ["11", "12"]),
        ("says_none", "empty_confirmed", "anuncia 0", []),
        ("only_news", "incomplete", "0 registros, menos que los 1", []),
        ("whole_list", "incomplete", "/feed/ en lugar del listado principal (HTTP 403)", ["11"]),
        ("both_refused", "failed", "HTTP 404, HTTP 403 en el listado principal", []),
        ("feed_is_a_page", "malformed", "HTTP 403 en el listado principal", []),
        ("broken", "failed", "HTTP 500", []),
        ("exactly_full", "ok", "100 registros en 1 página", [str(key) for key in range(11, 111)]),
        (
            "bad_request",
            "incomplete",
            "una página del listado no llegó: HTTP 400",
            [str(key) for key in range(11, 111)],
        ),
        ("no_first_page", "failed", "HTTP 400", []),
    ],
)
def test_verdict(crawled, source_id, verdict, says, keys):
    manifest, records = crawled[source_id]
    assert manifest["verdict"] == verdict, manifest["note"]
    assert says.casefold() in manifest["note"].casefold()
    assert sorted(record["record_key"] for record in records) == sorted(keys)


def test_totals_come_from_the_headers_and_entities_are_resolved(crawled):
    manifest, records = crawled["paged"]
    assert (manifest["counts"]["announced"], manifest["counts"]["skipped"]) == (3, 1)
    assert (manifest["counts"]["pages_announced"], manifest["counts"]["pages"]) == (2, 2)
    assert records[1]["title"] == "Llamado “tres”"


def test_without_totals_a_full_page_has_a_next_one(crawled):
    manifest, records = crawled["no_totals"]
    assert (manifest["verdict"], manifest["counts"]["announced"], manifest["counts"]["pages"], len(records)) == (
        "ok",
        None,
        2,
        101,
    )


def test_the_feed_is_asked_only_where_the_api_is_refused(crawled, server):
    asked = {path.split("/")[1] for path in server.hits if path.endswith("/feed/")}
    assert asked == {*FROM_FEED, "whole_list", "both_refused", "feed_is_a_page"}
    assert not any(path.startswith("/robots/wp-json") for path in server.hits)
