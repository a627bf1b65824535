"""The rows of schema `stage`: what the stages gave, in the columns that the SQL models read.

Belongs here: turning calls, matches and sources into rows, and their hashes. Does not belong: deciding anything.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pipelines.call_fields import STATED
from pipelines.changes import FIELDS
from pipelines.cleaning import line_es
from pipelines.digest.applications import contradictions
from pipelines.funders import Funder, Funders
from pipelines.funds import link
from pipelines.language import sentence_vectors
from pipelines.language.safe_text import one_line
from pipelines.matching.eligibility.agreement import agreed_types
from pipelines.rates import per_usd
from pipelines.records import canonical
from pipelines.territory import FILES, PEOPLE_DECIDE
from pipelines.vocabulary import COMPLETE
from warehouse import history
from warehouse.actor_rows import actor_rows, cooperation_rows
from warehouse.cache import digest, files_digest
from warehouse.frames import rows_of_frame
from warehouse.landing import rates
from warehouse.stage_tables import part
from warehouse.stages import Call, withdrawn_on

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from pipelines.deduplication import Identity
    from pipelines.digest.decisions import DecisionEntry
    from pipelines.place import Place
    from pipelines.territory import Territory
    from warehouse.inputs import Day, SourceCard

Row = dict[str, Any]
_HOLIDAY_YEARS = range(-1, 4)
_HOUR_YEARS = 10


def rows(
    con: duckdb.DuckDBPyConnection,
    day: Day,
    calls: Sequence[Call],
    identity: Identity,
    matches: Mapping[str, list[Row]],
    eligibility: Mapping[str, list[Row]],
) -> dict[str, list[Row]]:
    """Rows of every table of `stage` but changes and publications, by table."""
    funders = Funders(day.territory.funders)
    paid_by = {call.call_id: funders.resolve(call.record.funder) for call in calls}
    funds, fund_of = _funds(calls, paid_by)
    territory = day.territory
    return {
        "calls": [
            _call(call, paid_by[call.call_id], fund_of[call.call_id], eligibility[call.call_id]) for call in calls
        ],
        "deadlines": [
            {"call_id": c.call_id, "position": n} | part(d) for c in calls for n, d in enumerate(c.record.deadlines, 1)
        ],
        "key_dates": [{"call_id": c.call_id} | part(k) for c in calls for k in c.record.key_dates],
        "documents": [{"call_id": c.call_id} | part(d) for c in calls for d in c.record.documents],
        "call_records": [
            {
                "call_id": c.call_id,
                "source_id": r.source_id,
                "record_key": r.record_key,
                "url": r.record.url,
                "title": r.record.title,
                "first_seen_on": r.first_seen_on,
                "last_seen_on": r.last_seen_on,
                "landing": r.landing,
            }
            for c in calls
            for r in c.landed
        ],
        "call_aliases": identity.aliases[["old_call_id", "call_id"]].to_dict("records"),
        "call_doubts": [{"call_id": c.call_id} | part(d) for c in calls for d in c.record.doubts],
        "evidence": [
            {"call_id": c.call_id, "source_id": r.source_id, "record_key": r.record_key, "landing": r.landing} | part(e)
            for c in calls
            for r in c.landed
            for e in r.record.evidence
        ],
        "funds": funds,
        "funders": [
            {
                "funder_id": f.funder_id,
                "name": f.name,
                "kind": f.kind,
                "country": f.country,
                "homepage": f.homepage,
                "contact_page": f.contact_page,
                "before_applying": f.before_applying,
            }
            for f in {f.funder_id: f for f in paid_by.values() if f}.values()
        ],
        "cooperation": cooperation_rows(
            {call.call_id: call.record for call in calls},
            {call_id: payer.funder_id for call_id, payer in paid_by.items() if payer},
            territory.actors,
        ),
        **actor_rows(territory, [funder for funder in paid_by.values() if funder]),
        "priorities": [_priority(p) for p in territory.priorities],
        "applicants": [
            {
                "applicant_id": a.applicant_id,
                "applicant": a.kind,
                "name": a.name,
                "province": a.province,
                "population": a.population,
                "population_year": a.census_year,
                "lead_working_days": a.lead_working_days,
            }
            for a in territory.applicants
        ],
        "matches": [{"call_id": call_id, **m} for call_id, found in matches.items() for m in found],
        "eligibility": [{"call_id": call_id, **e} for call_id, found in eligibility.items() for e in found],
        "sources": _sources(con, day.sources),
        "clock": [
            {
                "as_of": day.as_of if day.frozen else None,
                "first_on": min([day.as_of, *(p["as_of"] for p in history.publications(con))]),
            }
        ],
        "local_time": local_time(day.as_of, territory.place.zone),
        "decisions": _decisions(
            territory.decisions, day.as_of, dict(identity.aliases[["old_call_id", "call_id"]].to_numpy().tolist())
        ),
        "milestones": _milestones(territory),
        "profiles": [
            {"profile_id": p.profile_id, "name": p.name, "applicant_id": p.applicant_id, "applicant": p.applicant}
            for p in territory.profiles
        ],
        "holidays": _holidays(day.as_of, territory.place),
        "rates": _rates(con, territory, day.as_of),
    }


def values(row: Row, call: Call) -> Row:
    """A call's comparable values as text, with its members and the evidence that they rest on."""
    texts = {name: _text(row.get(name)) for name in FIELDS}
    texts["deadlines"] = _text(
        [f"{d.closes_on} ({d.stage})" if d.stage else str(d.closes_on) for d in call.record.deadlines]
    )
    texts["key_dates"] = _text(sorted(f"{k.kind} {k.on_date}" for k in call.record.key_dates))
    texts["documents"] = _text(sorted(d.url for d in call.record.documents))
    return {
        "call_id": row["call_id"],
        "members": "\n".join(sorted(r.record_id for r in call.landed)),
        "evidence": digest(*sorted(f"{r.record_id} {r.content_hash}" for r in call.landed)),
        "fields": canonical({name: texts.get(name) for name in FIELDS}),
    }


def values_frame(entries: Sequence[Row]) -> pd.DataFrame:
    """`values` rows, one text column a field."""
    import pandas as pd

    columns = ["call_id", "members", "evidence", *FIELDS]
    return pd.DataFrame(
        [{k: e[k] for k in ("call_id", "members", "evidence")} | json.loads(e["fields"]) for e in entries],
        columns=columns,
    )


def date_changes(calls: Sequence[Row], changes: Sequence[Row]) -> None:
    """Set each call's `changed_on` to the day of its last change."""
    last: dict[str, Any] = {}
    for change in changes:
        last[change["call_id"]] = max(last.get(change["call_id"], change["changed_on"]), change["changed_on"])
    for call in calls:
        call["changed_on"] = last.get(call["call_id"])


def hashes(day: Day, root: Path) -> Row:
    """What a rebuild must have the same of: the commit, the code (and what makes vectors), the territory's files,
    the judgements.
    """
    git = subprocess.run(["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    place = day.territory.place
    return {
        "commit": git.stdout.strip() or None,
        "code_hash": digest(
            files_digest([root / name for name in ("pipelines", "messages", "scrapers", "warehouse", "dbt_like_sql")]),
            sentence_vectors.version() or "",
        ),
        "territory_hash": files_digest([path for name in FILES if (path := place.file(name)).exists()]),
        "judgements_hash": files_digest([path for name in PEOPLE_DECIDE if (path := place.file(name)).exists()]),
    }


def content_hash(tables: Mapping[str, list[Row]]) -> str:
    """One hash of all that is published, whatever the order of rows."""
    return digest(*(name + "".join(sorted(map(_row_text, entries))) for name, entries in sorted(tables.items())))


def _row_text(row: Row) -> str:
    return canonical({name: _text(value) for name, value in row.items()})


def _call(call: Call, funder: Funder | None, fund_id: str, verdicts: Sequence[Row]) -> Row:
    r = call.record
    stated = {field.name: getattr(r, name) for name, field in STATED.items() if field.column}
    return stated | {
        "applicant_types": agreed_types(
            r.applicant_types, {v["applicant"]: (v["outcome"], v["rule"]) for v in verdicts}
        ),
        "call_id": call.call_id,
        "fund_id": fund_id,
        "line_es": line_es(r),
        "funder_id": funder.funder_id if funder else None,
        "funder": funder.name if funder else None,
        "min_population": max((v["min_population"] for v in verdicts if v["min_population"]), default=None),
        "max_population": min((v["max_population"] for v in verdicts if v["max_population"]), default=None),
        "first_seen_on": min(x.first_seen_on for x in call.landed),
        "last_seen_on": max(x.last_seen_on for x in call.landed),
        "withdrawn_on": withdrawn_on(call),
    }


def _funds(calls: Sequence[Call], paid_by: Mapping[str, Funder | None]) -> tuple[list[Row], dict[str, str]]:
    import pandas as pd

    def entry(call: Call) -> Row:
        r, funder = call.record, paid_by[call.call_id]
        return {
            "call_id": call.call_id,
            "title": r.title,
            "funder_id": funder.funder_id if funder else None,
            "programme": r.programme,
            "edition": r.edition,
            "opens_on": r.opens_on,
            "closes_on": max((d.closes_on for d in r.deadlines), default=None),
            "published_on": r.published_on,
            "first_seen_on": min(x.first_seen_on for x in call.landed),
        }

    linked = link(pd.DataFrame([entry(call) for call in calls]))
    return rows_of_frame(linked.funds), dict(zip(linked.calls["call_id"], linked.calls["fund_id"], strict=True))


def _priority(p: Any) -> Row:
    return {
        "priority_id": p.priority_id,
        "name_es": p.name["es"],
        "name_en": p.name["en"],
        "description_es": p.description["es"],
        "description_en": p.description["en"],
        "keywords": json.dumps(p.keywords, ensure_ascii=False),
        "sdgs": p.sdgs,
        "weight": p.weight,
    }


def _sources(con: duckdb.DuckDBPyConnection, cards: Sequence[SourceCard]) -> list[Row]:
    good = ", ".join(f"'{v}'" for v in sorted(COMPLETE))
    went = {
        row[0]: row[1:]
        for row in con.execute(f"""
        SELECT source_id, arg_max(verdict, (as_of, run_id)), max(finished_at), max(finished_at) FILTER (verdict IN ({good})),
               max(as_of) FILTER (verdict IN ({good})), arg_max(records, (as_of, run_id)), arg_max(note, (as_of, run_id))
        FROM landed.runs GROUP BY source_id""").fetchall()
    }
    return [
        {
            "source_id": card.source_id,
            "name": card.name,
            "family": card.family,
            "state": card.state,
            "verdict": verdict,
            "checked_at": checked_at,
            "last_good_at": last_good_at,
            "last_good_on": last_good_on,
            "records": records,
            "expected_min": card.expected_min,
            "expected_max": card.expected_max,
            "note": note and one_line(note),
        }
        for card in cards
        for verdict, checked_at, last_good_at, last_good_on, records, note in [went.get(card.source_id, (None,) * 6)]
    ]


def _rates(con: duckdb.DuckDBPyConnection, territory: Territory, day: date) -> list[Row]:
    """What people wrote and what sources published; of one currency and day a source's counts."""
    names = ("on_date", "currency", "per_usd", "source", "verified")
    written = [(r.on_date, r.currency, float(r.per_usd), r.source, r.verified) for r in territory.rates]
    published = [(r.on_date, r.currency, float(r.per_usd), r.source, True) for r in per_usd(rates(con), day)]
    found = {row[:2]: row for row in (*written, *published)}
    return [dict(zip(names, row, strict=True)) for row in found.values()]


def local_time(day: date, zone: ZoneInfo) -> list[Row]:
    """The minutes that a zone adds to UTC, from the year before a day on, a row a change of the hour."""
    hour = timedelta(hours=1)

    def minutes(moment: datetime) -> int:
        return int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds() // 60)

    moment, end = datetime(day.year - 1, 1, 1, tzinfo=UTC), datetime(day.year + _HOUR_YEARS, 1, 1, tzinfo=UTC)
    found = [{"from_utc": moment.replace(tzinfo=None), "minutes": minutes(moment)}]
    while moment < end:
        if minutes(moment + 24 * hour) != found[-1]["minutes"]:
            change = next(at for at in (moment + n * hour for n in range(1, 25)) if minutes(at) != found[-1]["minutes"])
            found.append({"from_utc": change.replace(tzinfo=None), "minutes": minutes(change)})
        moment += 24 * hour
    return found


def _decisions(entries: Sequence[DecisionEntry], day: date, aliases: Mapping[str, str]) -> list[Row]:
    disputed = {
        step.position: list(found.fields)
        for found in contradictions(entries, until=day, aliases=aliases)
        for step in found.steps
    }
    return [
        {
            "position": position,
            "profile_id": e.profile_id,
            "call_id": e.call_id,
            "decision": e.decision.choice,
            "state": e.decision.state,
            "responsible": e.decision.responsible,
            "decided_on": e.decision.decided_on,
            "seen_on": e.decision.seen_on,
            "amount": e.decision.amount,
            "partners": e.decision.partners,
            "who": e.decision.who,
            "why": e.decision.why,
            "road": e.road,
            "disputed": disputed.get(position - 1, []),
        }
        for position, e in enumerate(entries, 1)
        if e.decision.decided_on <= day
    ]


def _milestones(territory: Territory) -> list[Row]:
    return [
        {
            "position": position,
            "milestone_id": m.milestone_id,
            "name_es": m.name["es"],
            "name_en": m.name["en"],
            "planned_on": m.planned_on,
            "done_on": m.done_on,
            "evidence": m.evidence,
            "measure": m.measure,
            "target": m.target,
        }
        for position, m in enumerate(territory.milestones, 1)
    ]


def _holidays(day: date, place: Place) -> list[Row]:
    years = [day.year + n for n in _HOLIDAY_YEARS]
    return [{"on_date": on, "name": name} for on, name in place.holidays.of_years(years, place.language)]


def _text(value: Any) -> str | None:
    match value:
        case None | []:
            return None
        case list():
            return "; ".join(map(str, value))
        case Decimal():
            return format(value.normalize(), "f")
        case _:
            return str(value)
