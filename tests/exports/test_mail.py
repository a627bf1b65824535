"""Mail over a real SMTP server on loopback: whom it reaches, that nobody gets it twice, and what a break in the
middle leaves.
"""

from __future__ import annotations

import email
import email.policy
import json
import socketserver
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from warehouse.exports.folders import WRITERS, Exported, Written
from warehouse.exports.mail import ATTACHED, CannotSend, send

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


class Postbox(socketserver.ThreadingTCPServer):
    """An SMTP server that keeps what it takes. `refuses`: addresses that it does not take; `breaks`: hang up after
    that many messages.
    """

    allow_reuse_address, daemon_threads = True, True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken, self.refuses, self.breaks = [], set(), None

    @property
    def port(self):
        return self.server_address[1]


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 loopback")
        to = ""
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(" ")[0].split(":")[0]
            if word == "EHLO":
                self.wfile.write(b"250-loopback\r\n250 8BITMIME\r\n")
            elif word == "RCPT":
                to = line.split("<")[1].rstrip(">")
                self.say("550 no such box" if to in self.server.refuses else "250 ok")
            elif word == "DATA":
                self.say("354 go on")
                body = b""
                while (data := self.rfile.readline()) != b".\r\n":
                    body += data
                self.server.taken.append((to, body))
                if self.server.breaks == len(self.server.taken):
                    return  # taken, and no word of it
                self.say("250 taken")
            else:
                self.say("221 bye" if word == "QUIT" else "250 ok")

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


@pytest.fixture
def postbox(monkeypatch):
    with Postbox() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name in ("SMTP_USER", "SMTP_PASSWORD"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("SMTP_PORT", str(server.port))
        monkeypatch.setenv("SMTP_FROM", "catastro@ejemplo.invalid")
        yield server
        server.shutdown()


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def recipients(tmp_path, monkeypatch):
    """Write the file of recipients."""

    def write(*lines):
        (tmp_path / "recipients.csv").write_text("\n".join(["profile,address", *lines]) + "\n", encoding="utf-8")
        monkeypatch.setenv("CATASTRO_RECIPIENTS", str(tmp_path / "recipients.csv"))

    write("ngo,a@ejemplo.invalid", "ngo,b@ejemplo.invalid", "university,c@ejemplo.invalid")
    return write


@pytest.fixture
def exported(builder, tmp_path):
    """A week's folder of two profiles."""

    def make(week="2026-W47", preview=False, name="Organización Ñandú"):
        written = []
        for profile_id in ("ngo", "university"):
            folder = tmp_path / "exports" / week / profile_id
            folder.mkdir(parents=True, exist_ok=True)
            for file in ("boletin.html", "boletin.txt", *ATTACHED):
                WRITERS[file](builder.edition(), folder / file)
            written.append(Written(profile_id, name, folder, 3, 1))
        return Exported(week, tmp_path / "exports" / week, preview, date(2026, 11, 16), tuple(written))

    return make


def outcomes(sent):
    return sorted((one.address[0], one.outcome) for one in sent)


def test_each_recipient_gets_text_page_spreadsheet_and_calendar(postbox, home, recipients, exported):
    assert outcomes(send(home, exported(), now=NOW)) == [("a", "sent"), ("b", "sent"), ("c", "sent")]
    assert [to for to, _ in postbox.taken] == ["a@ejemplo.invalid", "b@ejemplo.invalid", "c@ejemplo.invalid"]
    mail = email.message_from_bytes(postbox.taken[0][1], policy=email.policy.default)
    assert (mail["Subject"], mail["To"]) == (
        "Boletín de oportunidades 2026-W47: Organización Ñandú",
        "a@ejemplo.invalid",
    )
    assert mail["From"] == "catastro@ejemplo.invalid"
    assert "Fondo inventado de agua 1" in mail.get_body(("plain",)).get_content()
    assert "<table" in mail.get_body(("html",)).get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == ["oportunidades.xlsx", "plazos.ics"]


def test_nobody_gets_a_week_twice_and_everybody_the_next(postbox, home, recipients, exported):
    list(send(home, exported(), now=NOW))
    recipients("ngo,A@ejemplo.invalid", "university,c@ejemplo.invalid", "university,d@ejemplo.invalid")
    assert outcomes(send(home, exported(), now=NOW)) == [("A", "already sent"), ("c", "already sent"), ("d", "sent")]
    assert outcomes(send(home, exported("2026-W48"), now=NOW)) == [("A", "sent"), ("c", "sent"), ("d", "sent")]
    assert len(postbox.taken) == 7


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(home, recipients, exported, monkeypatch):
    monkeypatch.setenv("SMTP_PORT", "1")  # nobody listens
    assert outcomes(send(home, exported(), now=NOW, dry_run=True)) == [(name, "would be sent") for name in "abc"]
    assert (home / "sent.jsonl").read_text(encoding="utf-8") == ""


def test_a_refused_address_does_not_stop_the_others_and_is_tried_again(postbox, home, recipients, exported):
    postbox.refuses = {"a@ejemplo.invalid"}
    assert outcomes(send(home, exported(), now=NOW)) == [("a", "failed"), ("b", "sent"), ("c", "sent")]
    postbox.refuses = set()
    assert outcomes(send(home, exported(), now=NOW)) == [("a", "sent"), ("b", "already sent"), ("c", "already sent")]


def test_a_connection_that_breaks_after_a_message_leaves_it_unknown_and_never_sent_again(
    postbox, home, recipients, exported
):
    postbox.breaks = 2
    assert outcomes(send(home, exported(), now=NOW)) == [("a", "sent"), ("b", "unknown")]
    assert outcomes(send(home, exported(), now=NOW)) == [("a", "already sent"), ("b", "unknown"), ("c", "sent")]
    assert [to[0] for to, _ in postbox.taken] == ["a", "b", "c"]


KILLED = """
import os, smtplib, sys, pickle
from datetime import datetime, UTC
from pathlib import Path
from warehouse.exports import mail
real = smtplib.SMTP.send_message
def send_message(self, message):
    real(self, message)
    os._exit(9)  # the server has it, and nothing was noted
smtplib.SMTP.send_message = send_message
exported = pickle.loads(Path(sys.argv[2]).read_bytes())
list(mail.send(Path(sys.argv[1]), exported, now=datetime(2026, 11, 16, tzinfo=UTC)))
"""


def test_a_kill_between_sending_and_noting_it_sends_no_second_mail(postbox, home, recipients, exported, tmp_path):
    import pickle

    (tmp_path / "exported").write_bytes(pickle.dumps(exported()))
    command = [sys.executable, "-c", KILLED, str(home), str(tmp_path / "exported")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    assert [json.loads(line)["outcome"] for line in (home / "sent.jsonl").read_text(encoding="utf-8").splitlines()] == [
        "intent"
    ]
    assert outcomes(send(home, exported(), now=NOW)) == [("a", "unknown"), ("b", "sent"), ("c", "sent")]
    assert [to[0] for to, _ in postbox.taken] == ["a", "b", "c"]


def test_a_hostile_name_adds_no_header(postbox, home, recipients, exported):
    list(send(home, exported(name="Nombre\r\nBcc: otra@ejemplo.invalid"), now=NOW))
    mail = email.message_from_bytes(postbox.taken[0][1], policy=email.policy.default)
    assert mail["Bcc"] is None
    assert mail["Subject"].endswith("Nombre Bcc: otra@ejemplo.invalid")


@pytest.mark.parametrize(
    ("lines", "mend"),
    [
        (["ngo"], "line 2: needs a profile's id and one address"),
        (["ngo,a@b, c@d"], "line 2"),
        (["ngo,no"], "line 2"),
        ([",a@b.cl"], "line 2"),
        (['ngo,"a@b.cl\nBcc: c@d.cl"'], "line"),
    ],
)
def test_a_bad_line_of_recipients_is_named(home, recipients, exported, lines, mend):
    recipients(*lines)
    with pytest.raises(CannotSend, match=mend):
        list(send(home, exported(), now=NOW))


def test_what_cannot_be_sent_says_why(home, recipients, exported, monkeypatch):
    with pytest.raises(CannotSend, match="a preview is not mailed"):
        list(send(home, exported(preview=True), now=NOW))
    monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("SMTP_PORT", "1")
    with pytest.raises(CannotSend, match="the mail server cannot be reached"):
        list(send(home, exported(), now=NOW))
    assert (home / "sent.jsonl").read_text(encoding="utf-8") == "", "no intent before there is a server"
    (home / "sent.jsonl").write_text('{"week": "2026-W47"', encoding="utf-8")
    with pytest.raises(CannotSend, match=r"sent\.jsonl, line 1: is no entry"):
        list(send(home, exported(), now=NOW))
    monkeypatch.delenv("CATASTRO_RECIPIENTS")
    with pytest.raises(CannotSend, match="CATASTRO_RECIPIENTS is not set"):
        list(send(home, exported(), now=NOW))
