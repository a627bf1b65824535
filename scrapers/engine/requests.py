"""An `Ask` as an HTTP request: its body in bytes, its headers, and when two are the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from scrapy.http import Request

from scrapers.source import Ask


def to_request(ask: Ask, role: str, accept: str, languages: tuple[str, ...], trace: list[str]) -> Request:
    """The Scrapy request. `trace` collects the statuses of its tries. Raises ValueError for an address that is none."""
    body, content_type = body_of(ask)
    headers = {"Accept": accept, "Accept-Language": ",".join(languages)} | (
        {"Content-Type": content_type} if content_type else {}
    )
    return Request(
        ask.url, method=ask.method, body=body, headers=headers | dict(ask.headers), meta={"role": role, "trace": trace}
    )


def same_request(ask: Ask) -> tuple[str, str, bytes]:
    """What two asks share when they are the same request."""
    return ask.method, ask.url, body_of(ask)[0]


def body_of(ask: Ask) -> tuple[bytes, str | None]:
    """The body and its content type; the same bytes for the same ask, so that a replay can match them."""
    if ask.parts is not None:
        return _multipart(ask.parts)
    if ask.json is not None:
        return json.dumps(ask.json, ensure_ascii=False).encode(), "application/json"
    return b"", None


def _multipart(parts: Mapping[str, Any]) -> tuple[bytes, str]:
    """Each part as a JSON file named blob, as browsers send them; the boundary is a hash of the parts."""
    texts = {name: json.dumps(value, ensure_ascii=False) for name, value in parts.items()}
    boundary = "catastro-" + hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:32]
    lines = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="blob"\r\n'
        f"Content-Type: application/json\r\n\r\n{text}\r\n"
        for name, text in texts.items()
    ]
    return ("".join(lines) + f"--{boundary}--\r\n").encode(), f"multipart/form-data; boundary={boundary}"
