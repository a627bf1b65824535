"""What an operator is told of a run without asking: a blocked publication, a broken source.

Belongs here: reading a finished run's events into a message, and sending it, never twice for one run. Does not belong: when
(`sensors.py` for every run, `instance.py` for the command line's own).

The environment names where: `CATASTRO_WEBHOOK` (a POST of JSON whose `text` is the message, as chat services take it), and
`CATASTRO_MAIL_TO` with the server of `warehouse/smtp.py`. None set: the log alone.
"""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from assets.crawls import CHECK
from assets.days import TAG
from assets.jobs import CANARY, WEEKLY
from scrapers.registry import registry
from warehouse import smtp

if TYPE_CHECKING:
    from dagster import AssetCheckEvaluation

TIMEOUT_SECONDS = 20
BESIDE_THE_DAY = {WEEKLY: "el informe de la semana no salió entero", CANARY: "hay fuentes que ya no se parecen a lo que se probó"}
"""Jobs that publish nothing, and what it means that one failed."""
ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]


@dataclass(frozen=True, slots=True)
class Alert:
    """What went wrong in a run: a line for the subject, a line for each thing."""

    run_id: str
    day: str
    subject: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join([self.subject, *(f"- {line}" for line in self.lines), f"Ejecución {self.run_id}"])


def alert(instance: dg.DagsterInstance, run: dg.DagsterRun) -> Alert | None:
    """What is to be told of a finished run; None where all is well."""
    checks = [entry.dagster_event.asset_check_evaluation_data for entry in instance.all_logs(
        run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION) if entry.dagster_event]
    live = {i for i, s in registry().items() if s.state == "live"}
    failed = [c for c in checks if not c.passed]
    sources = [f"fuente {c.asset_key.path[-1]}: {_words(c)}" for c in failed if c.check_name == CHECK and c.asset_key.path[-1] in live]
    tables = [f"{c.asset_key.to_user_string()}, {c.check_name}: {_words(c)}" for c in failed if c.check_name != CHECK]
    day = run.tags.get(TAG, "sin día")
    if run.status != dg.DagsterRunStatus.SUCCESS and run.job_name in BESIDE_THE_DAY:
        return Alert(run.run_id, day, f"Catastro {day}: {BESIDE_THE_DAY[run.job_name]}", tuple(_errors(instance, run.run_id)))
    if run.status != dg.DagsterRunStatus.SUCCESS:
        blocked = any(c.severity == dg.AssetCheckSeverity.ERROR for c in failed if c.check_name != CHECK)
        why = "una comprobación falló" if blocked else "se interrumpió" if run.status == dg.DagsterRunStatus.CANCELED else "falló un paso"
        errors = [] if blocked else _errors(instance, run.run_id)
        subject = f"Catastro {day}: no se publicó ({why}); el último catastro sigue en pie"
        return Alert(run.run_id, day, subject, (*tables, *errors, *sources))
    if sources or tables:
        return Alert(run.run_id, day, f"Catastro {day}: publicado, con {len(sources) + len(tables)} aviso(s)", (*tables, *sources))
    return None


def report(instance: dg.DagsterInstance, run: dg.DagsterRun, log: Callable[[str], None] | None = None) -> bool:
    """Tell of a finished run wherever it was not told yet. Returns whether anything was sent. Raises OSError where that fails."""
    found = alert(instance, run)
    if found is None:
        return False
    ways: dict[str, Callable[[Alert], None]] = {"log": lambda a: log(a.text)} if log else {}
    if os.environ.get("CATASTRO_WEBHOOK"):
        ways["webhook"] = _post
    if os.environ.get("CATASTRO_MAIL_TO"):
        ways["mail"] = _mail
    claims = Path(instance.root_directory) / "reported"
    sent = [_once(claims / f"{run.run_id}.{name}", found, send) for name, send in ways.items()]
    return any(sent)


def _once(claim: Path, found: Alert, send: Callable[[Alert], None]) -> bool:
    """Send unless someone has; the claim is made first, and taken back where sending fails, so that it is tried again."""
    claim.parent.mkdir(parents=True, exist_ok=True)
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        return False
    try:
        send(found)
    except BaseException:
        claim.unlink()
        raise
    return True


def _post(found: Alert) -> None:
    body = {"text": found.text, "day": found.day, "run_id": found.run_id, "problems": list(found.lines)}
    request = urllib.request.Request(
        os.environ["CATASTRO_WEBHOOK"], json.dumps(body, ensure_ascii=False).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()


def _mail(found: Alert) -> None:
    message, to = EmailMessage(), os.environ["CATASTRO_MAIL_TO"]
    message["To"], message["From"], message["Subject"] = to, smtp.sender(to), found.subject
    message.set_content(found.text)
    with smtp.connect() as server:
        server.send_message(message)


def _words(check: AssetCheckEvaluation) -> str:
    return (check.description or "falló").replace("\n", "; ")


def _errors(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """What the failed steps said, or the run where none began."""
    for kind in (dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE):
        events = [entry.dagster_event for entry in instance.all_logs(run_id, of_type=kind) if entry.dagster_event]
        if events:
            return [f"{event.step_key or 'ejecución'}: {_cause(event)}" for event in events]
    return []


def _cause(event: dg.DagsterEvent) -> str:
    error = getattr(event.event_specific_data, "error", None)
    while error is not None and error.cause is not None:
        error = error.cause
    return " ".join(error.message.split())[:500] if error else event.message or ""
