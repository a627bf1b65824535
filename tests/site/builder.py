"""Catalogues in memory whose every text from outside is as given, for the pages of a site.

Belongs here: invented rows of every table. Does not belong: what a page must make of them.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from warehouse.site.reading import SiteCatalogue

DAY = date(2026, 11, 16)
CALL = "00000000-0000-5000-8000-000000000001"


def catalogue(
    said: str = "Agua potable rural", url: str = "https://ejemplo.invalid/1", calls: int = 1
) -> SiteCatalogue:
    """A catalogue whose every text from outside is `said`, its addresses `url`."""
    ids = [CALL[:-2] + f"{n:02}" for n in range(1, calls + 1)]
    one = {
        "fund_id": "fondo", "title": said, "language": "fr", "summary": said, "line_es": said, "funder_id": said, "funder": said,
        "programme": said, "edition": said, "call_references": [said], "call_type": "grant", "published_on": DAY, "opens_on": DAY,
        "closes_on": date(2026, 12, 1), "closes_at": None, "deadline_kind": "fixed", "stated_status": "open", "stated_on": DAY,
        "amount_min": None, "amount_max": 5000, "amount_total": None, "currency": said[:3], "amount_max_usd": None, "amount_max_clp": None,
        "rate_on": None, "cofunding_percent": None, "applicant_types": ["ngo"], "places": [said], "min_population": None, "max_population": None,
        "url": url, "source_count": 1, "first_seen_on": DAY, "last_seen_on": DAY, "changed_on": None, "withdrawn_on": None,
        "status": "open", "next_deadline_on": date(2026, 12, 1), "days_left": 15, "working_days_left": 11,
    }  # fmt: skip
    verdict = {"applicant": "municipality", "outcome": "unclear", "role": None, "rule": said, "quote": said, "ask": said, "min_population": 10, "max_population": None}  # fmt: skip
    per_call = {
        "deadlines": {"position": 1, "closes_on": date(2026, 12, 1), "closes_at": datetime(2026, 12, 1, 20, tzinfo=UTC), "timezone": said, "stage": None, "quote": said},
        "key_dates": {"kind": said, "on_date": DAY, "quote": said},
        "documents": {"kind": said, "title": said, "url": url},
        "matches": {"priority_id": "water", "score": 0.9, "grade": 2, "terms": [said], "quote": said},
        "eligibility": verdict,
        "evidence": {"field": said, "value": said, "quote": said, "method": "model", "certainty": 0.9, "source_id": said, "landing": said},
        "doubts": {"field": said, "value": said, "other_value": said, "quote": said},
        "changes": {"changed_on": DAY, "field": "closes_on", "old_value": said, "new_value": said, "cause": "source", "matters": True},
        "records": {"source_id": said, "source_name": said, "record_key": said, "url": url, "title": said, "first_seen_on": DAY, "last_seen_on": DAY, "landing": said},
        "texts": {"text": said},
    }  # fmt: skip
    source = {"source_id": said, "name": said, "family": "agency", "state": "live", "verdict": "ok", "records": 1, "line_es": said, "last_good_on": DAY}  # fmt: skip
    return SiteCatalogue(
        day=DAY,
        frozen=True,
        published_at=datetime(2026, 11, 16, 12, tzinfo=UTC),
        calls={call_id: one | {"call_id": call_id} for call_id in ids},
        **{name: {i: [row | {"call_id": i}] for i in ids} for name, row in per_call.items()},
        funds={"fondo": {"fund_id": "fondo", "name": said, "funder_id": said, "next_opening_from": DAY, "next_opening_to": DAY}},
        funders={said: {"funder_id": said, "name": said, "kind": said, "country": said, "homepage": url, "contact_page": url, "before_applying": said}},
        priorities={"water": {"priority_id": "water", "name_es": said, "name_en": said, "description_es": said, "description_en": said, "keywords": json.dumps({"es": [said]})}},
        applicants=[{"applicant_id": "municipality:13501", "applicant": "municipality", "name": said, "province": said, "population": 100, "population_year": 2017, "lead_working_days": 20}],
        sources=[source],
        publications=[{"publication": 1, "publication_id": "x", "content_hash": "y", "as_of": DAY, "published_at": datetime(2026, 11, 16, 12, tzinfo=UTC), "calls": 1, "open_calls": 1, "records": 1, "sources_ok": 1, "sources_total": 1, "commit": said}],
        aliases=[],
        quality=[{"check_name": said, "table_name": said, "column_name": said, "outcome": "failed", "note": said}],
        tables=[{"table_name": "calls", "comment": said}],
        holidays=frozenset(),
    )  # fmt: skip


def merged(sites: list[SiteCatalogue]) -> SiteCatalogue:
    """One catalogue of many, each call's id its place."""
    first = sites[0]
    for number, site in enumerate(sites[1:], 2):
        call_id, fund_id = CALL[:-2] + f"{number:02}", f"fondo {number}"
        first.calls[call_id] = site.calls[CALL] | {"call_id": call_id, "fund_id": fund_id}
        first.funds[fund_id] = site.funds["fondo"] | {"fund_id": fund_id}
        first.funders.update(site.funders)
        first.priorities[f"priority {number}"] = site.priorities["water"] | {"priority_id": f"priority {number}"}
        for name in PER_CALL:
            getattr(first, name)[call_id] = getattr(site, name)[CALL]
        for name in ("applicants", "sources", "publications", "quality", "tables"):
            getattr(first, name).extend(getattr(site, name))
    return first


PER_CALL = (
    "deadlines",
    "key_dates",
    "documents",
    "matches",
    "eligibility",
    "evidence",
    "doubts",
    "changes",
    "records",
    "texts",
)
