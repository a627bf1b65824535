"""Hostile texts on a real terminal: whatever stands in the catalogue, a note or a title, nothing of it is obeyed,
linked or turned round.

Each goes through all that the command line shows, in a child whose output is a terminal; what arrives there is looked
at byte by byte.
"""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
FOR_TERMINALS = (
    "[red]rojo[/red]",
    "[/x]",
    "[/]",
    "[link=https://x.invalid]Bases[/link]",
    "[bold red on white]!",
    ":bomb: [blink]",
    "\x1b[31mrojo\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1b]0;otro título\x07",
    "\x1b]8;;https://x.invalid\x1b\\Bases\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJmIH4=\x07",
    "\x1bP+q544e\x1b\\",
    "\x1b[6n\x1b[c",
    "\x9b31mrojo\x9d0;x\x9c",
    "\x1bc",
    "\x1b[?1049h",
    "encima\x08\x08\x08\x08\x08\x08debajo",
    "uno\rdos",
    "\x0e\x0f\x11\x13\x7f",
    "fin\x00al",
    "gnp.exe\u202efdp",
    "\u2067a\u2069\u200f\u061c",
    "medio \ud83d par",
    "\u2028línea\u2029",
    "\x1b]1337;File=inline=1:AAAA\x07",
    "\x85\x84\x90",
)
SHOW = """
import json, sys
from dataclasses import make_dataclass
from datetime import date
import terminal
from warehouse.status import Health, Status
for text in json.loads(sys.stdin.read()):
    terminal.say(text)
    terminal.as_json({text: text})
    terminal.table([text, "b"], [[text, [text]]], in_json=False)
    terminal.table([text], [[text]], in_json=True)
    row = {"what": text, "who": text, "url": text}
    answer = make_dataclass("Answer", ["applicant", "day", "eligible", "unclear", "too_late", "lead_working_days", "without_priority"])(
        text, date(2026, 11, 30), [row], [row], [], 20, 1)
    terminal.opportunities(answer, language="es", limit=0)
    side = dict.fromkeys(("record_id", "source_id", "title", "funder", "closes_on", "amount_max", "language", "url"), text)
    terminal.side_by_side({"a": side, "b": side, "chance": None, "joined": True, "speaks_for": [text], "speaks_against": [text]}, "1 de 1", "es")
    with terminal.crawls(terminal.say, quiet=False) as show:
        show({"event": "started", "source_id": "nsf"})
        show({"event": "finished", "source_id": "nsf", "manifest": {"verdict": "ok", "counts": {"records": 1}, "note": text}})
    ill = Health("nsf", "live", "daily", "malformed", text, date(2026, 11, 30), 0, None, date(2026, 11, 30))
    terminal.say(*terminal.causes([ill], "es"))
    last = {"ended_at": "2026-11-30T06:00:00-03:00", "day": "2026-11-30", "published": False, "why": text, "failures": [text], "warnings": []}
    terminal.status(Status("data", date(2026, 11, 30), False, None, text, last, [ill], ["nsf"], None, 1, 2, {text: 3}), "es")
    try:
        raise ValueError(text)
    except ValueError:
        terminal.say_trouble(*sys.exc_info())
    print("=" * 9)
"""
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[hl]|\r?\x1b\[2?K|\r?\x1b\[1A|\r(?=[\n⠀-⣿]|\x1b\[[0-9;]*m[⠀-⣿])")
"""What rich itself sends: colours, the cursor hidden and shown, a moving line wiped."""


def on_a_terminal(words: list[str], given: str = "") -> tuple[str, int]:
    """What a command writes to a terminal of 200 columns, and its exit code."""
    ours, its = pty.openpty()
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=its,
        stderr=its,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
    )
    os.close(its)
    process.stdin.write(given.encode())
    process.stdin.close()
    written = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        if not more:
            break
        written += more
    os.close(ours)
    return written.decode("utf-8"), process.wait(60)


def alive(written: str) -> list[str]:
    """What a terminal would obey, but for what rich sends."""
    rest = re.sub(
        r"(?<=\d:\d\d:\d\d)\r+", "", OURS.sub("", written)
    )  # back to the start of the moving line, which is then wiped
    return [
        f"{unicodedata.name(c, f'U+{ord(c):04X}')} in {rest[max(0, at - 30) : at + 30]!r}"
        for at, c in enumerate(rest)
        if c != "\n"
        and (
            unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
            or c in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
        )
    ]


@pytest.fixture
def payloads(hostile):
    return [*hostile.PAYLOADS[:-1], *FOR_TERMINALS]  # but for the long one


def test_nothing_that_is_shown_is_alive(payloads):
    written, code = on_a_terminal([sys.executable, "-c", SHOW], json.dumps(payloads))
    assert code == 0, written[-2000:]
    assert written.count("=" * 9) == len(payloads) > 66
    assert not alive(written), alive(written)[:5]
    for brackets in ("[red]rojo[/red]", "[/x]", "[link=https://x.invalid]Bases[/link]", ":bomb: [blink]"):
        assert written.count(brackets) > 5, "shown as it is, and no order to rich"
    assert "]8;;" not in re.sub(r"(?<!\x1b)\]8;;", "", written)


def test_the_commands_show_a_catalogue_of_such_titles(payloads, tmp_path):
    with duckdb.connect(tmp_path / "catalogue.duckdb") as con:
        con.execute("CREATE TABLE calls (title VARCHAR, more VARCHAR[])")
        kept = [text.encode("utf-8", "ignore").decode() for text in payloads]
        con.executemany("INSERT INTO calls VALUES (?, ?)", [(text, [text]) for text in kept])
    ask = [sys.executable, "-m", "catastro", "--home", str(tmp_path)]
    for words in (
        [*ask, "sql", "SELECT * FROM calls"],
        [*ask, "--json", "sql", "SELECT * FROM calls"],
        [*ask, "sql", 'SELECT 1 AS "[/x]"'],
        [*ask, "sql", "SELECT error(title) FROM calls WHERE contains(title, chr(27))"],
        [*ask, "status"],
    ):
        written, code = on_a_terminal(words)
        assert code == (1 if "error(" in words[-1] else 0), written[-1500:]
        assert not alive(written), (words, alive(written)[:5])
    piped = subprocess.run(
        [*ask, "--json", "sql", "SELECT title FROM calls"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [row["title"] for row in json.loads(piped)] == kept, "JSON spells what it may not show: nothing is lost"
