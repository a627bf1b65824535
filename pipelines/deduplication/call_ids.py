"""The lasting id of every call, whatever its clusters do from day to day.

Belongs here: minting, keeping, merging and splitting of call ids. Does not belong: which records are one call
(`clusters`).
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd

NAMESPACE = uuid.UUID("6b1c5c52-8b0e-5c0e-9a55-2f6f0c1a7d31")
"""Never changes: every published id hangs on it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """`ids`: record_id, call_id. `aliases`: old_call_id, call_id; every old id leads to a live one in one step."""

    ids: pd.DataFrame
    aliases: pd.DataFrame


@dataclass(frozen=True, slots=True, order=True)
class _Member:
    first_seen_on: str
    source_id: str
    record_key: str
    record_id: str

    @property
    def minted(self) -> str:
        return mint(self.source_id, self.record_key)


def mint(source_id: str, record_key: str) -> str:
    """The id that a call gets from its oldest record."""
    return str(uuid.uuid5(NAMESPACE, f"{source_id}\n{record_key}"))


def assign_ids(clusters: pd.DataFrame, previous: pd.DataFrame, aliases: pd.DataFrame | None = None) -> Identity:
    """Lasting ids for provisional clusters.

    `clusters`: record_id, call_id (provisional), source_id, record_key, first_seen_on. `previous`: record_id, call_id,
    published_on (the day on which that id was first published); records that are gone from `clusters` keep their rows.
    `aliases`: old_call_id, call_id of the days before. Run again with its own output, nothing changes.
    """
    before = {str(row.record_id): str(row.call_id) for row in previous.itertuples()}
    published: dict[str, str] = {}
    for row in previous.itertuples():
        published[str(row.call_id)] = min(str(row.published_on), published.get(str(row.call_id), "9999"))
    groups = _groups(clusters)
    now = {member.record_id for members in groups for member in members}
    gone = {record: call for record, call in before.items() if record not in now}
    old_aliases = {} if aliases is None else {str(row.old_call_id): str(row.call_id) for row in aliases.itertuples()}

    claims = [Counter(before[m.record_id] for m in members if m.record_id in before) for members in groups]
    claimed = _keepers(groups, claims, published)
    kept: list[str | None] = [None] * len(groups)
    for place, calls in enumerate(claimed):
        if calls:
            kept[place] = min(calls, key=lambda call: (published[call], call))
    taken = {call for call in kept if call} | set(published) | set(old_aliases)
    fresh = sorted((members[0], place) for place, members in enumerate(groups) if kept[place] is None)
    for _, place in fresh:
        kept[place] = _minted(groups[place], taken)
        taken.add(str(kept[place]))

    live = {member.record_id: str(kept[place]) for place, members in enumerate(groups) for member in members}
    leads = {call: str(kept[place]) for place, calls in enumerate(claimed) for call in calls if call != kept[place]}
    ids = live | {record: _follow(leads, call) for record, call in gone.items()}
    leads = {old: _follow(old_aliases | leads, old) for old in {**old_aliases, **leads}}
    standing = set(ids.values())
    return Identity(
        _frame(["record_id", "call_id"], sorted(ids.items())),
        _frame(["old_call_id", "call_id"], sorted((old, new) for old, new in leads.items() if old not in standing)),
    )


def _groups(clusters: pd.DataFrame) -> list[list[_Member]]:
    by_call: defaultdict[str, list[_Member]] = defaultdict(list)
    for row in clusters.itertuples():
        by_call[str(row.call_id)].append(
            _Member(str(row.first_seen_on)[:10], str(row.source_id), str(row.record_key), str(row.record_id))
        )
    return sorted(sorted(members) for members in by_call.values())


def _keepers(groups: list[list[_Member]], claims: list[Counter[str]], published: dict[str, str]) -> list[list[str]]:
    """For each cluster the published ids that are its own: of an id that several clusters claim, one keeps it.

    That is the part with the record that minted it, else the part with most of its records, else the one with the
    oldest.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for call in claim:
            holders[call].append(place)
    own: list[list[str]] = [[] for _ in groups]
    for call, places in holders.items():
        keeper = min(places, key=lambda p: (all(m.minted != call for m in groups[p]), -claims[p][call], groups[p][0]))
        own[keeper].append(call)
    return own


def _minted(members: list[_Member], taken: set[str]) -> str:
    """The id of the oldest record; where another call lives under it, of the next; at last of the oldest and a
    count.
    """
    for member in members:
        if member.minted not in taken:
            return member.minted
    count = 2
    while (call := mint(members[0].source_id, f"{members[0].record_key}\n{count}")) in taken:
        count += 1
    return call


def _follow(leads: dict[str, str], call: str) -> str:
    seen = {call}
    while call in leads and leads[call] not in seen:
        call = leads[call]
        seen.add(call)
    return call


def _frame(columns: list[str], rows: list[tuple[str, str]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([row[n] for row in rows], dtype="str") for n, name in enumerate(columns)})
