"""The bulletins by mail, to each address at most once a week.

Belongs here: recipients, messages, the ledger of what was sent. Does not belong: the files (`folders.py`), the server
(`../smtp.py`).

`CATASTRO_RECIPIENTS` names a CSV file of two columns, profile and address, which is kept outside of the repository. The
ledger is `sent.jsonl` under home: a line `intent` before a message is handed over, a line `sent` or `failed` after.
Only what failed, which the server refused, is tried again. An intent without an outcome (a kill, a connection that
broke) may have been sent: it is never sent again by itself, and is named at each try until somebody has asked the
recipient and writes the outcome into the ledger.
"""

from __future__ import annotations

import csv
import fcntl
import json
import os
import smtplib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Literal

from pipelines.language.messages import FIRST, Language, text
from pipelines.language.safe_text import one_line
from warehouse import smtp
from warehouse.exports.folders import Exported, Written

Outcome = Literal["sent", "failed", "already sent", "unknown", "would be sent"]
RECIPIENTS = "CATASTRO_RECIPIENTS"
ATTACHED = {
    "oportunidades.xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "plazos.ics": ("text", "calendar"),
}
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


class CannotSend(RuntimeError):
    """Nothing was sent: says why and the mend."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one message, and why where it failed."""

    profile_id: str
    address: str
    outcome: Outcome
    why: str = ""


def send(
    home: Path, exported: Exported, *, now: datetime, language: Language = FIRST, dry_run: bool = False
) -> Iterator[Sent]:
    """Mail an export's bulletins to their recipients, one message each. `dry_run` opens no connection and writes
    nothing.

    Raises CannotSend where no message can be: no recipients, a week that is not over, no server.
    """
    if exported.preview:
        raise CannotSend(f"{exported.week}: its Monday has not come; a preview is not mailed")
    recipients = read_recipients({written.profile_id for written in exported.profiles})
    with _ledger(home / "sent.jsonl") as ledger:
        before = ledger.outcomes(exported.week)
        due = []
        for written in exported.profiles:
            for address in recipients.get(written.profile_id, ()):
                known = before.get((written.profile_id, address.casefold()))
                if known in ("sent", "intent"):
                    yield Sent(written.profile_id, address, "already sent" if known == "sent" else "unknown")
                elif dry_run:
                    yield Sent(written.profile_id, address, "would be sent")
                else:
                    due.append((written, address))
        if due:
            yield from _send(ledger, exported, due, now, language)


def read_recipients(profiles: set[str]) -> Mapping[str, Sequence[str]]:
    """Addresses by profile, of those profiles that are exported. Raises CannotSend."""
    name = os.environ.get(RECIPIENTS)
    if not name:
        raise CannotSend(f"{RECIPIENTS} is not set: let it name a CSV file with the columns profile,address")
    path = Path(name)
    found: dict[str, list[str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if reader.fieldnames != ["profile", "address"]:
                raise CannotSend(f"{path}, first line: must be profile,address")
            for number, row in enumerate(reader, 2):
                profile, address = (row.get("profile") or "").strip(), (row.get("address") or "").strip()
                if not profile or not _is_address(address) or None in row:
                    raise CannotSend(
                        f"{path}, line {number}: needs a profile's id and one address, such as ngo,oficina@ejemplo.cl"
                    )
                if profile in profiles and address not in found.setdefault(profile, []):
                    found[profile].append(address)
    except OSError as error:
        raise CannotSend(f"{path}: cannot be read ({error.strerror}); {RECIPIENTS} names it") from error
    return found


def message(exported: Exported, written: Written, address: str, now: datetime, language: Language) -> EmailMessage:
    """The bulletin for one address: text and HTML, with spreadsheet and calendar attached. Its id is the same
    however often it is made.
    """
    mail = EmailMessage()
    sender = smtp.sender(address)
    mail["From"], mail["To"] = sender, address
    mail["Subject"] = text("mail.subject", language, week=exported.week, name=one_line(written.name))
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = (
        f"<{_id(exported.week, written.profile_id, address)}@{sender.rpartition('@')[2] or 'localhost'}>"
    )
    mail.set_content((written.folder / "boletin.txt").read_text(encoding="utf-8"))
    mail.add_alternative((written.folder / "boletin.html").read_text(encoding="utf-8"), subtype="html")
    for name, (maintype, subtype) in ATTACHED.items():
        mail.add_attachment((written.folder / name).read_bytes(), maintype=maintype, subtype=subtype, filename=name)
    return mail


def _send(
    ledger: _Ledger,
    exported: Exported,
    due: Sequence[tuple[Written, str]],
    now: datetime,
    language: Language,
) -> Iterator[Sent]:
    try:
        server = smtp.connect()
    except (OSError, ValueError) as error:
        named = "SMTP_HOST, SMTP_PORT, SMTP_USER and SMTP_PASSWORD name it"
        raise CannotSend(f"the mail server cannot be reached ({error}); {named}") from error
    try:
        for written, address in due:
            mail = message(exported, written, address, now, language)
            ledger.note(exported.week, written.profile_id, address, "intent", now)
            try:
                server.send_message(mail)
            except REFUSALS as error:
                ledger.note(exported.week, written.profile_id, address, "failed", now)
                yield Sent(written.profile_id, address, "failed", str(error))
            except OSError as error:  # the connection broke: the rest has no intent yet and is due at the next try
                yield Sent(written.profile_id, address, "unknown", str(error))
                return
            else:
                ledger.note(exported.week, written.profile_id, address, "sent", now)
                yield Sent(written.profile_id, address, "sent")
    finally:
        server.close()


class _Ledger:
    """The lines of `sent.jsonl`, each on disk before the next step."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def outcomes(self, week: str) -> dict[tuple[str, str], str]:
        """The last word on each profile and address of a week."""
        self._file.seek(0)
        found = {}
        for number, line in enumerate(self._file, 1):
            try:
                entry = json.loads(line)
                if entry["week"] == week:
                    found[entry["profile"], entry["to"].casefold()] = entry["outcome"]
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CannotSend(
                    f"{self._file.name}, line {number}: is no entry of the ledger; mend or remove the line"
                ) from error
        return found

    def note(self, week: str, profile: str, address: str, outcome: str, now: datetime) -> None:
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        entry = {"at": at, "week": week, "profile": profile, "to": address, "outcome": outcome}
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


@contextmanager
def _ledger(path: Path) -> Iterator[_Ledger]:
    """The ledger, held by one sender at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotSend(f"{path}: another send is at work; wait for it") from None
        yield _Ledger(file)


def _is_address(given: str) -> bool:
    name, at, domain = given.rpartition("@")
    plain = given.isascii() and given.isprintable() and len(given) <= 254
    return bool(name and at and domain) and plain and not set(given) & set(' ,;<>"()')


def _id(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
