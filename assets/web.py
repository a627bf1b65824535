"""Dagster's web server behind a door: whoever asks it is on this machine, and no other site's page asks through their
browser.

Belongs here: which requests are let in. Does not belong: starting and ending the server (`ui.py`), what its pages show.
Run as `python -m assets.web` with the options of `dagster-webserver`.

The server has no login, lets a GET launch a run, and never looks at the Host header (measured): any page that an
operator has open could start one. So: the host is loopback by name, which a name that turns to loopback (DNS rebinding)
is not; what changes something is a POST of JSON, which no foreign page can send unasked; and what a browser says of the
asking page is that it is one of ours.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from importlib import import_module
from typing import Any

Scope = MutableMapping[str, Any]
Messages = Callable[..., Awaitable[Any]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
READS = frozenset({"GET", "HEAD"})
HEADERS = (
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""On every answer: no other site shows it in a frame, as a picture or as a script."""


def refusal(method: str, path: str, query: str, headers: Mapping[str, list[str]]) -> tuple[int, str] | None:
    """Why a request is not let in, with its status; None where it is. `method`: GET for a socket; `headers` by name
    in lower case.
    """
    hosts, origins = headers.get("host", []), headers.get("origin", [])
    if len(hosts) != 1 or _name(hosts[0]) not in LOOPBACK:
        return (
            403,
            "This server answers for this machine alone: ask it as http://127.0.0.1, through a tunnel from elsewhere.",
        )
    if any(origin != f"http://{hosts[0]}" for origin in origins):
        return 403, "Another site's page asks; only this server's own may."
    site, graphql = headers.get("sec-fetch-site", ["none"])[-1], path.rstrip("/").endswith("/graphql")
    opened = method in READS and not graphql and headers.get("sec-fetch-mode", [""])[-1] == "navigate"
    if (
        site not in ("same-origin", "none") and not opened
    ):  # a link that someone follows here is not the other page's asking
        return 403, "Another site's page asks; only this server's own may."
    if method not in READS and method != "POST":
        return 405, f"{method} is not used here."
    if graphql and method in READS and query:
        return 405, "What is asked or changed by GraphQL is sent as a POST."
    if method == "POST" and not _is_json(headers.get("content-type", [""])[-1]):
        return 415, "A POST holds JSON here, and says so in its Content-Type."
    return None


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdecimal() else host).lower()


def _is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/json"


class Door:
    """An application that answers only whom `refusal` lets in."""

    def __init__(self, app: Messages) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Messages, send: Messages) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        method, query = scope.get("method", "GET"), scope["query_string"].decode("latin-1")
        refused = refusal(method, scope["path"], query, headers)
        if scope["type"] == "websocket":
            if refused:
                await send({"type": "websocket.close", "code": 1008})  # before it is accepted: an answer of 403
            else:
                await self._app(scope, receive, send)
        elif refused:
            await _say(send, refused[0], refused[1].encode() + b"\n")
        else:
            await self._app(scope, receive, _with_headers(send))


def _with_headers(send: Messages) -> Messages:
    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return sent


async def _say(send: Messages, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def main() -> None:
    """Dagster's own command, its application behind the door."""
    cli: Any = import_module("dagster_webserver.cli")  # its functions have no types, and their names are its own
    made = cli.create_app_from_workspace_process_context

    def behind_the_door(*arguments: Any, **options: Any) -> Door:
        return Door(made(*arguments, **options))

    cli.create_app_from_workspace_process_context = behind_the_door
    cli.main()


if __name__ == "__main__":
    main()
