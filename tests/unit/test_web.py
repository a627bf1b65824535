"""Who is let in to the web UI: this machine by its names, JSON by POST, and no other site's page."""

import asyncio

import pytest

from assets.web import Door, refusal

OWN = {"host": ["127.0.0.1:3000"]}
JSON = {"content-type": ["application/json"]}
PAGE = OWN | {"origin": ["http://127.0.0.1:3000"], "sec-fetch-site": ["same-origin"], "sec-fetch-mode": ["cors"]}


@pytest.mark.parametrize(
    ("method", "path", "query", "headers"),
    [
        ("GET", "/", "", OWN),
        ("GET", "/", "", {"host": ["localhost:3000"]}),
        ("GET", "/", "", {"host": ["[::1]:3000"]}),
        ("GET", "/", "", {"host": ["127.0.0.1"]}),
        ("GET", "/", "", {"host": ["LocalHost:8080"]}),
        ("GET", "/assets/x", "view=checks", OWN),
        ("HEAD", "/server_info", "", OWN),
        ("POST", "/graphql", "", OWN | JSON),
        ("POST", "/graphql", "op=Assets", PAGE | JSON),
        ("GET", "/graphql", "", OWN),
        ("POST", "/graphql", "", PAGE | {"content-type": ["application/json; charset=utf-8"]}),
        (
            "GET",
            "/runs/1",
            "",
            OWN | {"sec-fetch-site": ["cross-site"], "sec-fetch-mode": ["navigate"]},
        ),  # a link in a mail
        ("GET", "/", "", OWN | {"sec-fetch-site": ["none"], "sec-fetch-mode": ["navigate"]}),
        ("GET", "/graphql", "", PAGE),
    ],
)
def test_one_s_own_requests_are_let_in(method, path, query, headers):
    assert refusal(method, path, query, headers) is None


@pytest.mark.parametrize(
    ("method", "path", "query", "headers", "status"),
    [
        ("GET", "/", "", {}, 403),
        ("GET", "/", "", {"host": ["evil.example"]}, 403),
        ("GET", "/", "", {"host": ["127.0.0.1.evil.example:3000"]}, 403),
        ("GET", "/", "", {"host": ["127.0.0.1@evil.example"]}, 403),
        ("GET", "/", "", {"host": ["localhost.evil.example"]}, 403),
        ("GET", "/", "", {"host": ["192.168.1.7:3000"]}, 403),
        ("GET", "/", "", {"host": ["0.0.0.0:3000"]}, 403),
        ("GET", "/", "", {"host": ["[::]:3000"]}, 403),
        ("GET", "/", "", {"host": ["127.0.0.1:3000", "evil.example"]}, 403),
        ("GET", "/", "", {"host": [""]}, 403),
        ("GET", "/", "", {"host": ["127.0.0.1:evil"]}, 403),
        ("POST", "/graphql", "", OWN | JSON | {"origin": ["https://evil.example"]}, 403),
        ("POST", "/graphql", "", OWN | JSON | {"origin": ["null"]}, 403),
        ("POST", "/graphql", "", OWN | JSON | {"origin": ["http://127.0.0.1:8000"]}, 403),
        ("POST", "/graphql", "", OWN | JSON | {"origin": ["http://localhost:3000"]}, 403),
        ("POST", "/graphql", "", OWN | JSON | {"origin": ["https://127.0.0.1:3000"]}, 403),
        ("POST", "/graphql", "", OWN | JSON | {"sec-fetch-site": ["cross-site"]}, 403),
        ("POST", "/graphql", "", OWN | JSON | {"sec-fetch-site": ["same-site"]}, 403),
        ("GET", "/graphql", "query=mutation{x}", OWN, 405),
        ("GET", "/graphql/", "query=mutation{x}", OWN, 405),
        ("HEAD", "/graphql", "query={x}", OWN, 405),
        (
            "GET",
            "/graphql",
            "query=mutation{x}",
            OWN | {"sec-fetch-site": ["cross-site"], "sec-fetch-mode": ["navigate"]},
            403,
        ),
        ("GET", "/server_info", "", OWN | {"sec-fetch-site": ["cross-site"], "sec-fetch-mode": ["no-cors"]}, 403),
        ("GET", "/graphql", "", OWN | {"origin": ["https://evil.example"]}, 403),  # a socket
        ("POST", "/graphql", "query=mutation{x}", OWN, 415),
        ("POST", "/graphql", "", OWN | {"content-type": ["text/plain"]}, 415),
        ("POST", "/graphql", "", OWN | {"content-type": ["application/x-www-form-urlencoded"]}, 415),
        ("POST", "/report_asset_materialization/x", "", OWN | {"content-type": ["text/plain; application/json"]}, 415),
        ("PUT", "/graphql", "", OWN | JSON, 405),
        ("OPTIONS", "/graphql", "", OWN, 405),
        ("DELETE", "/", "", OWN, 405),
    ],
)
def test_the_rest_is_refused(method, path, query, headers, status):
    assert refusal(method, path, query, headers)[0] == status


def asked(scope):
    """What a request comes to: what was sent, and whether the application saw it."""
    sent, seen = [], []

    async def app(scope, receive, send):
        seen.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"y")]})

    async def send(message):
        sent.append(message)

    asyncio.run(Door(app)(scope, None, send))
    return sent, seen


def test_what_is_refused_never_reaches_the_application_and_no_answer_can_be_framed():
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"Host", b"127.0.0.1:3000")],
    }
    (start,), seen = asked(scope)
    assert seen
    assert (b"x", b"y") in start["headers"]
    assert (b"x-frame-options", b"DENY") in start["headers"]
    (start, body), seen = asked(scope | {"headers": [(b"host", b"evil.example")]})
    assert (start["status"], seen) == (403, [])
    assert b"this machine alone" in body["body"]
    socket = {
        "type": "websocket",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:3000"), (b"origin", b"http://evil.example")],
    }
    assert asked(socket) == ([{"type": "websocket.close", "code": 1008}], [])
    assert asked({"type": "lifespan"})[1]
