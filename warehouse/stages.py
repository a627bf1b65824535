"""The pure stages run over what was landed: records cleaned, made into calls, matched and compared with the last
publication.

Belongs here: reading their inputs from tables, calling them, caching what they gave. Does not belong: their rules
(`pipelines`), the tables of the catalogue (`dbt_like_sql`), or the order of a day (`day.py`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipelines.call_fields import IN_CALL
from pipelines.cleaning.order import in_order
from pipelines.deduplication.merging import Report, Standing, merge
from pipelines.funders import Funders, StandingRule
from pipelines.records import Record
from pipelines.vocabulary import APPLICANTS
from warehouse.cache import cached, digest, files_digest
from warehouse.code_version import code_version
from warehouse.frames import rows_of_frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from pipelines.country_groups import Groups
    from pipelines.territory import Judgement, Territory
    from warehouse.inputs import SourceCard


@dataclass(frozen=True, slots=True)
class Landed:
    """One record as it stands: cleaned, with where and when it was seen."""

    source_id: str
    record_key: str
    content_hash: str
    landing: str
    first_seen_on: date
    last_seen_on: date
    gone_on: date | None
    changed_on: date
    record: Record
    stated_kinds: tuple[str, ...] = ()  # of applicants: what the source's own field says, before its prose is read

    @property
    def record_id(self) -> str:
        return f"{self.source_id}:{self.record_key}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call and the records that report it, oldest first."""

    call_id: str
    record: Record
    landed: tuple[Landed, ...]

    @property
    def text(self) -> str:
        """What rules read: the title, then the prose."""
        return f"{self.record.title}\n{self.record.text or self.record.summary or ''}"


def clean(con: duckdb.DuckDBPyConnection, sources: Iterable[SourceCard]) -> list[Landed]:
    """Every landed record, its prose read into facts; those read before under the same rules come from the cache.

    A "$" that a text does not explain is what it is in the country of its source.
    """
    from pipelines.admission import admit, named
    from pipelines.cleaning import complete

    rows = con.execute("""
        SELECT r.source_id, r.record_key, r.content_hash, r.landing, r.first_seen_on, r.last_seen_on, r.gone_on, v.as_of, v.content
        FROM landed.records AS r JOIN landed.versions AS v USING (source_id, record_key, content_hash)
        ORDER BY r.first_seen_on, r.source_id, r.record_key""").fetchall()
    countries = {source.source_id: source.country for source in sources}
    keys = [digest(row[2], str(row[4]), countries.get(row[0], "")) for row in rows]
    inputs = {key: (row[8], row[4], countries.get(row[0])) for key, row in zip(keys, rows, strict=True)}

    def compute(missing: dict[str, Any]) -> dict[str, Any]:
        def facts(content: str, first_seen_on: date, country: str | None) -> dict[str, Any]:
            record = named(
                admit(Record.from_json(json.loads(content)))
            )  # what landed before there was a door comes through it now
            return complete(record, published_on=record.published_on or first_seen_on, country=country).to_json()

        return {key: facts(*value) for key, value in missing.items()}

    facts = cached(con, "clean", code_version("pipelines.cleaning.completion", "pipelines.admission"), inputs, compute)
    return [
        Landed(
            source,
            record,
            version,
            landing,
            first,
            last,
            gone,
            changed,
            Record.from_json(facts[key]),
            _stated_kinds(content),
        )
        for key, (source, record, version, landing, first, last, gone, changed, content) in zip(keys, rows, strict=True)
    ]


def _stated_kinds(content: str) -> tuple[str, ...]:
    """The kinds of applicant that a landed record states in a field; none where some of its words could not be read."""
    if '"applicant_types"' not in content:
        return ()
    record = Record.from_json(json.loads(content))
    return () if any(doubt.field == "applicant_types" for doubt in record.doubts) else tuple(record.applicant_types)


def deduplicate(
    con: duckdb.DuckDBPyConnection,
    landed: Sequence[Landed],
    *,
    on: date,
    territory: Territory,
    lists_once: frozenset[str],
    say: Callable[[str], None] = lambda _: None,
) -> pd.DataFrame:
    """Provisional clusters: record_id, call_id, and what the lasting ids are made from."""
    import pandas as pd

    from pipelines.language import sentence_vectors
    from warehouse import linkage_store

    funders, by_id = Funders(territory.funders), {record.record_id: record for record in landed}
    versions = [
        (record_id, digest(r.content_hash, str(r.first_seen_on), str(_listed_until(r))))
        for record_id, r in by_id.items()
    ]
    clusters = linkage_store.clusters(
        con,
        pd.DataFrame(versions, columns=["record_id", "version"], dtype="str"),
        lambda wanted: comparable([by_id[record_id] for record_id in wanted], funders),
        rules=digest(
            code_version("pipelines.deduplication", "pipelines.funders", "pipelines.records"),
            sentence_vectors.version() or "",
            repr(territory.funders),
            *sorted(lists_once),
            repr(territory.judgements),
        ),
        monday=on - timedelta(days=on.weekday()),
        lists_once=lists_once,
        judgements=judged(territory.judgements),
        say=say,
    )
    first_seen = [(r.record_id, r.source_id, r.record_key, r.first_seen_on) for r in landed]
    return clusters.merge(
        pd.DataFrame(first_seen, columns=["record_id", "source_id", "record_key", "first_seen_on"]), on="record_id"
    )


def comparable(landed: Sequence[Landed], funders: Funders) -> pd.DataFrame:
    """Records in the columns that deduplication compares."""
    import pandas as pd

    from pipelines.deduplication.resolve_all import FIELDS

    payers = {r.record_id: funders.resolve(r.record.funder) for r in landed}
    stated = [name for name in FIELDS if name in IN_CALL]
    return pd.DataFrame(
        [
            {name: getattr(r.record, name) for name in stated}
            | {
                "record_id": r.record_id,
                "source_id": r.source_id,
                "record_key": r.record_key,
                "first_seen_on": r.first_seen_on,
                "last_seen_on": _listed_until(r),
                "funder": payer.name if (payer := payers[r.record_id]) else None,
                "funder_id": payer.funder_id if payer and funders.knows(payer) else None,
                "reference": r.record.references,
                "deadline": [d.closes_on for d in r.record.deadlines],
            }
            for r in landed
        ]
    )


def _listed_until(landed: Landed) -> date | None:
    """When a record that its source no longer lists was last seen; of others every day would be another."""
    return landed.last_seen_on if landed.gone_on else None


def judged(judgements: Sequence[Judgement]) -> pd.DataFrame:
    """People's judgements as deduplication takes them."""
    import pandas as pd

    return pd.DataFrame(
        [asdict(j) for j in judgements], columns=["record_a", "record_b", "judgement", "who", "on", "why"]
    )


def merge_calls(
    landed: Sequence[Landed], ids: Mapping[str, str], sources: Mapping[str, SourceCard], funders: Funders
) -> list[Call]:
    """One call a lasting id, its fields merged from its records."""

    def standing(record: Landed) -> Standing:
        card, payer = sources.get(record.source_id), funders.resolve(record.record.funder)
        if card and card.family == "aggregator":
            return Standing.AGGREGATOR
        own = card and payer and payer == funders.resolve(card.funder)
        return Standing.FUNDER if own else Standing.OFFICE

    groups: dict[str, list[Landed]] = defaultdict(list)
    for record in landed:
        groups[ids[record.record_id]].append(record)
    return [
        Call(
            call_id,
            in_order(
                merge(
                    [
                        Report(r.source_id, r.record, r.first_seen_on, r.last_seen_on, standing(r), r.changed_on)
                        for r in group
                    ]
                )
            ),
            tuple(group),
        )
        for call_id, group in sorted(groups.items())
    ]


def match(
    con: duckdb.DuckDBPyConnection, calls: Sequence[Call], territory: Territory
) -> dict[str, list[dict[str, Any]]]:
    """Matches of each call with the territory's priorities: priority_id, score, grade, terms, quote.

    With sentence vectors where their package is installed; those matched without it are matched anew once it is. The
    vectors of calls are kept: where a priority is new or edited, only its own words are embedded.
    """
    import pandas as pd

    from pipelines.language import sentence_vectors
    from pipelines.matching import Matcher
    from warehouse.vectors import KeptVectors

    def key(call: Call) -> str:
        r = call.record
        return digest(r.title, r.summary or "", r.language or "", r.text or "")

    def compute(missing: dict[str, Any]) -> dict[str, Any]:
        frame = pd.DataFrame(
            [
                {
                    "call_id": k,
                    "title": c.record.title,
                    "summary": c.record.summary,
                    "language": c.record.language,
                    "text": c.record.text,
                }
                for k, c in missing.items()
            ]
        )
        found: dict[str, list[dict[str, Any]]] = {k: [] for k in missing}
        memories: list[KeptVectors] = []

        def remembering(encoder: sentence_vectors.Encoder) -> sentence_vectors.Encoder:
            memories.append(KeptVectors(con, encoder, sentence_vectors.version() or ""))
            return memories[-1]

        for row in rows_of_frame(Matcher.load(priorities, remembering=remembering).score(frame)):
            found[row.pop("call_id")].append(row | {"terms": list(row["terms"])})
        for memory in memories:
            memory.keep(only_used=len(missing) == len(set(keys.values())))
        return found

    priorities = territory.priorities_path
    keys = {call.call_id: key(call) for call in calls}
    examples = [path for path in [priorities.with_name("examples.csv")] if path.exists()]
    code = code_version("pipelines.matching.priorities.matcher")
    rules = digest(code, files_digest([priorities, *examples]), sentence_vectors.version() or "")
    results = cached(con, "match", rules, {keys[call.call_id]: call for call in calls}, compute)
    return {call_id: results[k] for call_id, k in keys.items()}


def assess_calls(
    con: duckdb.DuckDBPyConnection,
    calls: Sequence[Call],
    *,
    on: date,
    territory: Territory,
    sources: Mapping[str, SourceCard],
) -> dict[str, list[dict[str, Any]]]:
    """Eligibility of each kind of applicant for each call, by the country groups as they stood on a day."""
    from pipelines.matching.eligibility import assess

    def compute(missing: dict[str, Any]) -> dict[str, Any]:
        return {
            k: [
                {"applicant": kind}
                | asdict(
                    assess(
                        text,
                        applicant=kind,
                        country=place.country,
                        on=on,
                        groups=territory.groups,
                        whole_call=True,
                        publisher=publisher,
                        stated=stated,
                        standing=always,
                    )
                )
                for kind in APPLICANTS
            ]
            for k, (text, publisher, stated, always) in missing.items()
        }

    funders, place = Funders(territory.funders), territory.place

    def standing(call: Call) -> tuple[StandingRule, ...]:
        payer = funders.resolve(call.record.funder)
        rules = payer.rules_for(call.record.programme, call.record.title) if payer else ()
        return tuple(rule for rule in rules if any(rule.speaks_of(kind, on) for kind in APPLICANTS))

    def admits(call: Call) -> tuple[str, str] | None:
        cards = (sources.get(r.source_id) for r in call.landed)
        return next((card.admits for card in cards if card and card.admits), None)

    def stated(call: Call) -> tuple[str, ...]:
        return tuple(dict.fromkeys(kind for r in call.landed for kind in r.stated_kinds))

    inputs = {call.call_id: (call.text, admits(call), stated(call), standing(call)) for call in calls}
    keys = {
        call_id: digest(text, *(publisher or ("", "")), *kinds, *map(repr, always))
        for call_id, (text, publisher, kinds, always) in inputs.items()
    }
    code = code_version("pipelines.matching.eligibility")
    rules = digest(code, files_digest([place.file("group_names.yaml"), place.path]), *_members(territory.groups, on))
    results = cached(con, "eligibility", rules, {key: inputs[call_id] for call_id, key in keys.items()}, compute)
    return {call_id: results[k] for call_id, k in keys.items()}


def _members(groups: Groups, on: date) -> list[str]:
    """Who was in which group on a day: what a verdict rests on besides its text."""
    return sorted(
        f"{group} {country}" for group, listed in groups.members.items() for country, a, z in listed if a <= on <= z
    )


def withdrawn_on(call: Call) -> date | None:
    """The day a call was withdrawn: by a funder's word, or when all who listed it have stopped before it closed.

    A record that is gone after the last deadline is of a call that closed, not of one withdrawn.
    """
    if call.record.stated_status == "withdrawn":
        return call.record.stated_on or max(r.changed_on for r in call.landed)
    gone = [r.gone_on for r in call.landed if r.gone_on]
    if not gone:
        return None
    day = max(gone)
    still_listed = any(r.gone_on is None and r.last_seen_on >= day for r in call.landed)
    closed_before = any(call.record.deadlines) and max(d.closes_on for d in call.record.deadlines) < day
    return None if still_listed or closed_before else day
