"""The index of the search as script files: a page opened from a folder may load these, and no other kind of file.

Belongs here: how the index is cut into files and written down. Does not belong: what is in it (`pipelines/search`), who
reads it (`static/search.js`).

`search/calls.js` has a column a facet, `search/t/<n>.js` the titles of `CHUNK` calls, `search/i/<xy>.js` the roots that
begin alike with their calls, `search/roots.js` all roots, which only a misprint asks for, `search/concepts.js` the words
of concepts. A root's calls are one text: the steps between their places in base 36, each followed by a capital, the
level ("A" the least).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.language.messages import Language
from pipelines.place import in_use
from pipelines.search.concepts import names
from pipelines.search.fields import searched
from pipelines.search.inverted import inverted, weights
from pipelines.vocabulary import APPLICANTS
from warehouse.site.cards import OPEN, closing, file_name, safe, sums
from warehouse.site.reading import Row, SiteCatalogue

CHUNK = 64
OUTCOMES = {"ineligible": 0, "unclear": 1, "eligible": 2}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def levels_of(site: SiteCatalogue, call: Row) -> Mapping[str, int]:
    """The words of a call with their level: the catalogue's, or made now where it has none."""
    call_id = call["call_id"]
    if call_id in site.levels:
        return site.levels[call_id]
    fund = site.funds.get(call["fund_id"] or "") or {}
    return weights(
        searched(
            call,
            fund=fund.get("name"),
            priorities=[p for m in site.matches[call_id] if (p := site.priorities.get(m["priority_id"]))],
            sources=[r["source_name"] or "" for r in site.records[call_id]],
            texts=[t["text"] or "" for t in site.texts[call_id]],
            own_language=in_use().language,
        )
    )


def ordered(site: SiteCatalogue) -> list[Row]:
    """The calls by the places that an index gives them: those that are open first, the next to close first."""
    return sorted(
        site.calls.values(),
        key=lambda c: (c["status"] not in OPEN, iso_day(c["next_deadline_on"]) or 10**6, c["call_id"]),
    )


def index_files(site: SiteCatalogue, calls: Sequence[Row], levels: Sequence[Mapping[str, int]]) -> dict[str, bytes]:
    """Every file of the index that no language changes, by its name."""
    files: dict[str, bytes] = {}
    shards: dict[str, dict[str, str]] = defaultdict(dict)
    index = inverted(levels)
    for name in sorted(index):
        shards[shard(name)][name] = postings(index[name])
    for name, held in shards.items():
        files[f"search/i/{name}.js"] = script("i", name, held)
    files["search/roots.js"] = script("roots", "", " ".join(n for n in sorted(index) if not n.startswith("~")))
    phrases = {" ".join(key): [n[1:] for n in found] for key, found in names().items()}
    files["search/concepts.js"] = script("concepts", "", phrases)
    files["search/calls.js"] = script("calls", "", facets(site, calls))
    return files


def title_files(site: SiteCatalogue, calls: Sequence[Row], language: Language) -> dict[str, bytes]:
    """What a list of results shows of each call, in a language; `CHUNK` calls a file."""
    files = {}
    for n in range(0, len(calls), CHUNK):
        rows = [
            [
                file_name(c["call_id"]),
                safe(c["title"], 200),
                c["language"] or "",
                safe(c["funder"], 100),
                closing(c, language),
                sums(c, language),
            ]
            for c in calls[n : n + CHUNK]
        ]
        files[f"search/t/{language}-{n // CHUNK}.js"] = script("t", f"{language}-{n // CHUNK}", rows)
    return files


def facets(site: SiteCatalogue, calls: Sequence[Row]) -> dict[str, Any]:
    """A column a facet: places in a list of values, or the values."""
    columns: dict[str, Any] = {"count": len(calls)}
    columns["status"], columns["statuses"] = coded([c["status"] for c in calls])
    columns["type"], columns["types"] = coded([c["call_type"] or "" for c in calls])
    columns["language"], columns["languages"] = coded([c["language"] or "" for c in calls])
    columns["funder"], columns["funders"] = coded([safe(c["funder"], 100) for c in calls])
    country = [(site.funders.get(c["funder_id"] or "") or {}).get("country") or "" for c in calls]
    columns["country"], columns["countries"] = coded(country)
    known = sorted(site.priorities)
    place = {name: n for n, name in enumerate(known)}
    columns["priorities"] = known
    columns["priority"] = [
        [place[m["priority_id"]] for m in site.matches[c["call_id"]] if m["priority_id"] in place] for c in calls
    ]
    sources = sorted({r["source_id"] for rows in site.records.values() for r in rows})
    at = {name: n for n, name in enumerate(sources)}
    named = {s["source_id"]: safe(s["name"], 80) for s in site.sources}
    columns["sources"] = [named.get(s, s) for s in sources]
    columns["source"] = [sorted({at[r["source_id"]] for r in site.records[c["call_id"]]}) for c in calls]
    columns["closes"] = [iso_day(c["next_deadline_on"]) for c in calls]
    columns["seen"] = [iso_day(c["first_seen_on"]) for c in calls]
    own = in_use().amount_column
    columns["amount"] = [int(c[own]) if c.get(own) is not None else 0 for c in calls]
    columns["who"] = ["".join(_verdicts(site, c)) for c in calls]
    columns["people"] = {
        str(n): [row["min_population"] or 0, row["max_population"] or 0]
        for n, c in enumerate(calls)
        for row in site.eligibility[c["call_id"]]
        if row["applicant"] == "municipality" and (row["min_population"] or row["max_population"])
    }
    columns["inhabitants"] = {
        a["applicant_id"].rpartition(":")[2]: a["population"] or 0
        for a in site.applicants
        if a["applicant"] == "municipality"
    }
    return columns


def _verdicts(site: SiteCatalogue, call: Row) -> list[str]:
    found = {row["applicant"]: row["outcome"] for row in site.eligibility[call["call_id"]]}
    return [str(OUTCOMES.get(found.get(kind, ""), 0)) for kind in APPLICANTS]


def coded(values: Sequence[str]) -> tuple[list[int], list[str]]:
    """Values as places in the list of those that there are."""
    known = sorted(set(values))
    place = {value: n for n, value in enumerate(known)}
    return [place[value] for value in values], known


def shard(name: str) -> str:
    """The file of a root: its first two letters, of a concept the mark's word and one; "_" for what is no plain
    letter."""
    start = ("0" + name[1:2]) if name.startswith("~") else name[:2]
    return "".join(c if c in _DIGITS else "_" for c in start)


def postings(found: Sequence[tuple[int, int]]) -> str:
    """Places and levels of a root as one text."""
    out, last = [], 0
    for place, level in found:
        out.append(base36(place - last) + chr(64 + level))
        last = place
    return "".join(out)


def base36(value: int) -> str:
    if value < 36:
        return _DIGITS[value]
    return base36(value // 36) + _DIGITS[value % 36]


def iso_day(day: Any) -> int:
    """A day as a number, 0 for none: days since 2000-01-01 in the order of the calendar."""
    return day.toordinal() - 730_120 if day else 0


def script(kind: str, name: str, value: Any) -> bytes:
    """A file that hands a value over to `search.js`."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'CATASTRO.take("{kind}","{name}",{one_line_only(written)});\n'.encode("utf-8", "replace")


def one_line_only(written: str) -> str:
    return written.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
