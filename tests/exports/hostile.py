"""Fifty texts that a hostile or broken portal could publish as a title, a name, a quote or an address.

Belongs here: the texts, and putting one into every text field of an edition. Does not belong: what a format must make
of them.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

PAYLOADS = (
    # scripts and markup
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script src=//x.invalid/a.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    '<iframe src="javascript:alert(1)"></iframe>',
    '<a href="javascript:alert(1)">Bases</a>',
    "<body onload=alert(1)>",
    '<base href="https://x.invalid/">',
    '<meta http-equiv="refresh" content="0;url=https://x.invalid/">',
    '<form action="https://x.invalid"><input type=submit></form>',
    "<!-- --><script>alert(1)</script><!-- -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "]]><script>alert(1)</script>",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:' + '///etc/passwd">]><x>&e;</x>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7*7}} {% include '/etc/passwd' %} ${7*7} #{7*7}",
    # addresses
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "file:" + "///etc/passwd",
    "//x.invalid/sin-esquema",
    'https://ejemplo.invalid/"><script>alert(1)</script>',
    "https://ejemplo.invalid/?a=1\r\nSet-Cookie: a=1",
    "https://usuario:clave@ejemplo.invalid/",
    # formulas
    "=1+1",
    '=HYPERLINK("https://x.invalid","Bases")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '"=1+1"; =2+2, =3+3',
    "{=1+1}",
    # lines, headers, properties
    "Título\r\nBcc: otra@ejemplo.invalid",
    "Título\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM",
    'coma, punto; barra \\ comillas " y fin\n',
    "línea\u2028separada\u2029y otra\x85más",
    # letters that no format likes
    "nulo \x00 campana \x07 escape \x1b[31m borrar \x7f",
    "a la derecha \u202egpj.exe\u202c y aislado \u2066x\u2069",
    "medio par \ud83d y no carácter \uffff\ufffe",
    "muy largo " + "á" * 40_000,
)

_LEFT_ALONE = frozenset(
    {
        "week",
        "language",
        "call_id",
        "profile_id",
        "applicant",
        "applicant_id",
        "status",
        "outcome",
        "role",
        "call_type",
        "deadline_kind",
        "stated_status",
        "choice",
        "new_in",
        "left_out",
        "source_id",
        "currency",
    }
)
"""Ids and words of closed vocabularies, which are ours."""


def poisoned(thing: Any, payload: str) -> Any:
    """The same frozen shape with the payload as every text that comes from outside, addresses included."""
    if isinstance(thing, str):
        return payload
    if isinstance(thing, tuple):
        return tuple(poisoned(entry, payload) for entry in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        values = {f.name: getattr(thing, f.name) for f in fields(thing) if f.name not in _LEFT_ALONE}
        return replace(thing, **{name: poisoned(value, payload) for name, value in values.items()})
    return thing
