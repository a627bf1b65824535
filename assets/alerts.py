"""What an operator is told of a run without asking: a blocked publication, a broken source.

Belongs here: reading a finished run's events into a message of one line a cause, and sending it, never twice. Does not
belong: when (`sensors.py` for every run, `instance.py` for the command line's own).

Sources in use are told of whenever they are not well; those on trial once a week each, for nobody relies on them yet.

The environment names where: `CATASTRO_WEBHOOK` (a POST of JSON whose `text` is the message, as chat services take it),
and `CATASTRO_MAIL_TO` with the server of `warehouse/smtp.py`. None set: the log alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from assets.crawls import CHECK
from assets.days import TAG
from assets.jobs import CANARY, WEEKLY
from assets.run_context import WRONG_USAGE
from pipelines.language.messages import own, text
from scrapers.registry import registry
from warehouse import smtp
from warehouse.status import by_cause

if TYPE_CHECKING:
    from dagster import AssetCheckEvaluation

TIMEOUT_SECONDS = 20
BESIDE_THE_DAY = {WEEKLY: "alert.week_failed", CANARY: "alert.canary_failed"}
"""Jobs that publish nothing, and the message that says what it means that one failed."""
ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]


NAMED = 4
"""Sources of one cause that a line names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What went wrong in a run: a line for the subject, a line for each cause.

    `trial`: why each source on trial is not well; `only_trial`: nothing else is to be told.
    """

    run_id: str
    day: str
    subject: str
    lines: tuple[str, ...]
    trial: dict[str, str] = field(default_factory=dict)
    only_trial: bool = False

    @property
    def text(self) -> str:
        return "\n".join([self.subject, *(f"- {line}" for line in self.lines), _say("alert.run", run=self.run_id)])

    @property
    def digest(self) -> str:
        """What is told, whichever run tells it: the same is not told twice a day."""
        return hashlib.sha256("\n".join([self.day, self.subject, *self.lines]).encode()).hexdigest()[:16]


def alert(instance: dg.DagsterInstance, run: dg.DagsterRun) -> Alert | None:
    """What is to be told of a finished run, and of its sources on trial; None where all is well, or where somebody
    mistyped.
    """
    if WRONG_USAGE in run.tags:
        return None
    checks = [
        entry.dagster_event.asset_check_evaluation_data
        for entry in instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
        if entry.dagster_event
    ]
    states = {i: s.state for i, s in registry().items()}
    failed = [c for c in checks if not c.passed]
    unwell = {c.asset_key.path[-1]: _words(c) for c in failed if c.check_name == CHECK}
    sources = grouped({i: words for i, words in unwell.items() if states.get(i) == "live"})
    trial = {i: words for i, words in unwell.items() if states.get(i) == "trial"}
    tables = _tables([c for c in failed if c.check_name != CHECK])
    day = run.tags.get(TAG) or _say("alert.no_day")
    if run.status != dg.DagsterRunStatus.SUCCESS and run.job_name in BESIDE_THE_DAY:
        return Alert(run.run_id, day, _say(BESIDE_THE_DAY[run.job_name], day=day), tuple(_errors(instance, run.run_id)))
    if run.status != dg.DagsterRunStatus.SUCCESS:
        blocked = any(c.severity == dg.AssetCheckSeverity.ERROR for c in failed if c.check_name != CHECK)
        cancelled = run.status == dg.DagsterRunStatus.CANCELED
        why = _say("alert.check_failed" if blocked else "alert.cancelled" if cancelled else "alert.step_failed")
        errors = [] if blocked else _errors(instance, run.run_id)
        subject = _say("alert.not_published", day=day, why=why)
        return Alert(run.run_id, day, subject, (*tables, *errors, *sources), trial)
    if sources or tables or trial:
        told = len(sources) + len(tables)
        subject = _say("alert.published", count=told, day=day) if told else _say("alert.published_with_trials", day=day)
        return Alert(run.run_id, day, subject, (*tables, *sources), trial, only_trial=not told)
    return None


def grouped(unwell: dict[str, str]) -> list[str]:
    """One line a cause, with the sources that share it."""
    lines = []
    for ids, words in by_cause(unwell):
        named, more = ", ".join(ids[:NAMED]), len(ids) - NAMED
        lines.append(
            _say("alert.sources_and_more", sources=named, number=more, words=words)
            if more > 0
            else _say("alert.sources", count=len(ids), sources=named, words=words)
        )
    return lines


def _say(name: str, count: int | None = None, **values: object) -> str:
    return text(name, os.environ.get("CATASTRO_LANGUAGE") or own(), count, **values)


def _tables(failed: Sequence[AssetCheckEvaluation]) -> list[str]:
    """A line for each row that is wrong, however many checks of a table found it."""
    found: dict[tuple[str, str], list[AssetCheckEvaluation]] = defaultdict(list)
    for check in failed:
        table = check.asset_key.to_user_string()
        rows = check.metadata.get("findings")
        columns = (
            {str(record.data["column"]) for record in rows.records}
            if isinstance(rows, dg.TableMetadataValue)
            else set()
        )
        # A query names no column, and its row begins with the key of what it found.
        same = next((k for k in found if k[0] == table and (k[1] in columns or not columns - {""} or not k[1])), None)
        found[same or (table, next(iter(sorted(columns)), ""))].append(check)
    return [
        f"{table}, {', '.join(c.check_name for c in checks)}: {_words(checks[0])}"
        for (table, _), checks in found.items()
    ]


def report(instance: dg.DagsterInstance, run: dg.DagsterRun, log: Callable[[str], None] | None = None) -> bool:
    """Tell of a finished run wherever it was not told yet. Returns whether anything was sent. Raises OSError where
    that fails.
    """
    found = alert(instance, run)
    if found is None:
        return False
    ways: dict[str, Callable[[Alert], None]] = {"log": lambda a: log(a.text)} if log else {}
    if os.environ.get("CATASTRO_WEBHOOK"):
        ways["webhook"] = _post
    if os.environ.get("CATASTRO_MAIL_TO"):
        ways["mail"] = _mail
    claims = Path(instance.root_directory) / "reported"
    sent = [_tell(claims, name, found, send) for name, send in ways.items()]
    return any(sent)


def _tell(claims: Path, way: str, found: Alert, send: Callable[[Alert], None]) -> bool:
    """Send what this way was not told; the claims are made first, and taken back where sending fails, so that it is
    tried again.
    """
    claims.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    try:
        told = (
            ()
            if found.only_trial or not _claim(claims / f"{found.day}.{found.digest}.{way}", made)
            else (found.subject, *found.lines)
        )
        fresh = {i: words for i, words in found.trial.items() if _claim(claims / f"{_week(found.day)}.{i}.{way}", made)}
        if not told and not fresh:
            return False
        subject = found.subject if told or found.only_trial else _say("alert.trials", day=found.day)
        send(
            Alert(
                found.run_id,
                found.day,
                subject,
                (*told[1:], *(_say("alert.on_trial", line=line) for line in grouped(fresh))),
            )
        )
    except BaseException:
        for claim in made:
            claim.unlink()
        raise
    return True


def _claim(path: Path, made: list[Path]) -> bool:
    """Whether this is the first to claim it."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    made.append(path)
    return True


def _week(day: str) -> str:
    try:
        year, week, _ = date.fromisoformat(day).isocalendar()
    except ValueError:
        return day
    return f"{year}-W{week:02}"


def _post(found: Alert) -> None:
    body = {"text": found.text, "day": found.day, "run_id": found.run_id, "problems": list(found.lines)}
    request = urllib.request.Request(
        os.environ["CATASTRO_WEBHOOK"],
        json.dumps(body, ensure_ascii=False).encode(),
        {"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()


def _mail(found: Alert) -> None:
    message, to = EmailMessage(), os.environ["CATASTRO_MAIL_TO"]
    message["To"], message["From"], message["Subject"] = to, smtp.sender(to), found.subject
    message.set_content(found.text)
    with smtp.connect() as server:
        server.send_message(message)


def _words(check: AssetCheckEvaluation) -> str:
    return (check.description or _say("alert.failed")).replace("\n", "; ")


def _errors(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """What the failed steps said, or the run where none began."""
    for kind in (dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE):
        events = [entry.dagster_event for entry in instance.all_logs(run_id, of_type=kind) if entry.dagster_event]
        if events:
            return [f"{event.step_key or _say('alert.whole_run')}: {_cause(event)}" for event in events]
    return []


def _cause(event: dg.DagsterEvent) -> str:
    error = getattr(event.event_specific_data, "error", None)
    while error is not None and error.cause is not None:
        error = error.cause
    return " ".join(error.message.split())[:500] if error else event.message or ""
