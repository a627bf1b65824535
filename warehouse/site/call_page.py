"""The page of one call: what it pays, who may apply and why, until when, and where each of its facts comes from.

Belongs here: the page's parts as plain values. Does not belong: markup (`templates/call.html.j2`), deciding anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from pipelines.language.figures import day_text, money, number
from pipelines.language.messages import Language, family, text
from pipelines.vocabulary import APPLICANTS
from warehouse.exports.words import change_text, word
from warehouse.site.cards import (
    HOPE,
    address,
    card,
    closing,
    currency,
    file_name,
    foreign,
    hour,
    iso,
    own_sum,
    paragraphs,
    rule_text,
    safe,
)
from warehouse.site.reading import Row, SiteCatalogue

QUOTE = 500
EDITIONS = 12
EVIDENCE = 60


def call_page(
    site: SiteCatalogue, call: Row, names: dict[str, str], language: Language, days_off: frozenset[date]
) -> Row:
    """Everything that the page of a call shows. `names`: of the priorities, in the page's language."""
    call_id = call["call_id"]
    lang = foreign(call["language"], language)
    return {
        **card(call, site.matches[call_id], names, language),
        "call_id": call_id,
        "line": safe(call["line_es"], 400),
        "line_lang": foreign("es", language),
        "language_word": word("language", call["language"], language),
        "link": address(call["url"]),
        "own_sum": own_sum(call, language),
        "total": _total(call, language),
        "cofunding": _percent(call["cofunding_percent"], language),
        "opens": day_text(call["opens_on"]) if call["opens_on"] else "",
        "published": day_text(call["published_on"]) if call["published_on"] else "",
        "edition": safe(call["edition"], 60),
        "programme": safe(call["programme"], 200),
        "references": [safe(r, 80) for r in (call["call_references"] or [])[:12]],
        "places": [safe(p, 80) for p in (call["places"] or [])[:30]],
        "summary": paragraphs(call["summary"], 4000),
        "lang": lang,
        "verdicts": _verdicts(site, call, lang, language),
        "deadlines": _deadlines(site.deadlines[call_id], lang, language),
        "has_calendar": any(d["closes_on"] >= site.day for d in site.deadlines[call_id]),
        "key_dates": [
            {
                "what": word("key_date", k["kind"], language),
                "day": day_text(k["on_date"]),
                "iso": iso(k["on_date"]),
                "quote": safe(k["quote"], QUOTE),
            }
            for k in site.key_dates[call_id]
        ],
        "steps": _steps(site, call, language, days_off),
        "matches": [
            {
                "path": f"prioridad/{file_name(m['priority_id'])}.html",
                "name": names.get(m["priority_id"], m["priority_id"]),
                "grade": text("site.grade_full" if m["grade"] == 2 else "site.grade_part", language),
                "terms": [safe(t, 60) for t in (m["terms"] or [])[:6]],
                "quote": safe(m["quote"], QUOTE),
            }
            for m in site.matches[call_id]
        ],
        "evidence": _evidence(site.evidence[call_id], lang, language),
        "doubts": [
            {
                "field": word("site_field", d["field"], language),
                "value": _value(d["field"], d["value"], language),
                "other": _value(d["field"], d["other_value"], language),
                "quote": safe(d["quote"], QUOTE),
            }
            for d in site.doubts[call_id][:30]
        ],
        "history": _history(site, call, language),
        "records": [
            {
                "source": safe(r["source_name"] or r["source_id"], 120),
                "path": f"fuente/{file_name(r['source_id'])}.html",
                "link": address(r["url"]),
                "key": safe(r["record_key"], 120),
                "landing": safe(r["landing"], 160),
                "seen": text(
                    "site.seen", language, first=day_text(r["first_seen_on"]), last=day_text(r["last_seen_on"])
                ),
            }
            for r in site.records[call_id][:40]
        ],
        "documents": [
            {"title": safe(d["title"], 200) or safe(d["url"], 200), "link": link}
            for d in site.documents[call_id][:40]
            if (link := address(d["url"]))
        ],
        "fund": _fund(site, call, language),
        "funder_card": _funder(site, call, language),
    }


_OF_THE_DAY = frozenset({"days_left", "working_days_left"})  # pages do not say them: the reader's clock does
_PARTS = ("deadlines", "key_dates", "documents", "matches", "eligibility", "evidence", "doubts", "changes", "records")


def call_rows(site: SiteCatalogue, call: Row) -> list[object]:
    """All rows that the page of a call is made from: where they are the same, the page is."""
    call_id = call["call_id"]
    others = [(c["call_id"], c["title"], c["edition"], c["status"], closing_days(c)) for c in editions(site, call)]
    return [
        [(name, value) for name, value in call.items() if name not in _OF_THE_DAY],
        *(getattr(site, name)[call_id] for name in _PARTS),
        any(d["closes_on"] >= site.day for d in site.deadlines[call_id]),
        site.funds.get(call["fund_id"] or ""),
        others,
        {**site.funders.get(call["funder_id"] or "", {}), "call_count": None},
    ]


def closing_days(call: Row) -> tuple[object, ...]:
    return call["next_deadline_on"], call["closes_on"], call["deadline_kind"], call["language"]


def editions(site: SiteCatalogue, call: Row) -> list[Row]:
    """The other calls of a call's fund."""
    return [c for c in site.of_fund(call["fund_id"]) if c["call_id"] != call["call_id"]] if call["fund_id"] else []


def _verdicts(site: SiteCatalogue, call: Row, lang: str | None, language: Language) -> list[Row]:
    """A verdict for each kind of applicant; those that share verdict, reason and words are told together."""
    found = {row["applicant"]: row for row in site.eligibility[call["call_id"]]}
    kinds = family("site_kind", language)
    told: list[Row] = []
    for kind in (*APPLICANTS, *sorted(found.keys() - {*APPLICANTS})):
        if row := found.get(kind):
            verdict = _verdict(row, lang, language)
            same = next((one for one in told if {**one, "who": None} == verdict), None)
            if same:
                same["who"].append(kinds.get(kind, kind))
            else:
                told.append(verdict | {"who": [kinds.get(kind, kind)]})
    return sorted(told, key=lambda one: HOPE[one["outcome"]])


def _verdict(row: Row, lang: str | None, language: Language) -> Row:
    return {
        "who": None,
        "outcome": row["outcome"],
        "word": word("outcome", row["outcome"], language),
        "role": word("role", row["role"], language) if row["role"] else "",
        "why": rule_text(row["rule"] or "", row["outcome"], language),
        "quote": safe(row["quote"], QUOTE),
        "lang": lang,
        "ask": safe(row["ask"], QUOTE) if row["outcome"] == "unclear" else "",
        "people": _people(row, language),
        "partners": _partners(row, language),
    }


def _people(row: Row, language: Language) -> str:
    low, high = row["min_population"], row["max_population"]
    if low is not None and high is not None:
        return text("explain.between", language, low=number(low, language), high=number(high, language)).strip(" ,")
    if low is not None:
        return text("explain.at_least", language, low=number(low, language)).strip(" ,")
    return text("explain.at_most", language, high=number(high, language)).strip(" ,") if high is not None else ""


def _partners(row: Row, language: Language) -> str:
    said = []
    if row.get("min_members"):
        said.append(text("site.members", language, members=row["min_members"]))
    if row.get("min_countries"):
        said.append(text("site.countries", language, countries=row["min_countries"]))
    return "; ".join(said)


def _deadlines(rows: Sequence[Row], lang: str | None, language: Language) -> list[Row]:
    return [
        {
            "day": day_text(d["closes_on"]),
            "iso": iso(d["closes_on"]),
            "hour": text("hour.here", language, hour=hour(d["closes_at"])) if d["closes_at"] else "",
            "zone": safe(d["timezone"], 60),
            "stage": text("deadline.stage", language, stage=d["stage"]) if d["stage"] is not None else "",
            "quote": safe(d["quote"], QUOTE),
            "lang": lang,
        }
        for d in rows[:40]
    ]


def _steps(site: SiteCatalogue, call: Row, language: Language, days_off: frozenset[date]) -> list[Row]:
    """When each kind of applicant that may apply should begin, counted back from the next deadline in working days."""
    closes = call["next_deadline_on"]
    if closes is None:
        return []
    may = {r["applicant"] for r in site.eligibility[call["call_id"]] if r["outcome"] != "ineligible"}
    kinds = family("site_kind", language)
    leads = {a["applicant"]: a["lead_working_days"] for a in site.applicants if a["lead_working_days"]}
    return [
        {
            "who": kinds.get(kind, kind),
            "working_days": leads[kind],
            "day": day_text(begin),
            "iso": iso(begin),
        }
        for kind in APPLICANTS
        if kind in may and kind in leads
        for begin in [working_days_before(closes, leads[kind], days_off)]
    ]


def working_days_before(day: date, count: int, days_off: frozenset[date]) -> date:
    """The day that has `count` working days between it and a deadline."""
    while count > 0:
        day -= timedelta(days=1)
        if day.weekday() < 5 and day not in days_off:
            count -= 1
    return day


def _evidence(rows: Sequence[Row], lang: str | None, language: Language) -> list[Row]:
    return [
        {
            "field": word("site_field", e["field"], language),
            "value": _value(e["field"], e["value"], language),
            "quote": safe(e["quote"], QUOTE),
            "lang": lang,
            "method": word("site_method", e["method"], language),
            "certainty": _percent(Decimal(str(e["certainty"])) * 100, language) if e["certainty"] is not None else "",
            "source": safe(e["source_id"], 80),
        }
        for e in rows[:EVIDENCE]
    ]


def _value(field: str, value: str | None, language: Language) -> str:
    if value is None:
        return ""
    if field == "call_type":
        return word("call_type", value, language) or value
    return safe(change_text(field, value, language), 300)


def _history(site: SiteCatalogue, call: Row, language: Language) -> list[Row]:
    nothing = text("site.nothing", language)
    return [
        {
            "day": day_text(c["changed_on"]),
            "iso": iso(c["changed_on"]),
            "field": word("site_field", c["field"], language),
            "old": _value(c["field"], c["old_value"], language) or nothing,
            "new": _value(c["field"], c["new_value"], language) or nothing,
            "cause": word("site_cause", c["cause"], language),
        }
        for c in site.changes[call["call_id"]][:60]
    ] + [
        {
            "day": day_text(call["first_seen_on"]),
            "iso": iso(call["first_seen_on"]),
            "field": text("site.first_seen", language),
            "old": "",
            "new": "",
            "cause": "",
        }
    ]


def _fund(site: SiteCatalogue, call: Row, language: Language) -> Row | None:
    fund = site.funds.get(call["fund_id"] or "")
    if fund is None:
        return None
    others = [c for c in site.of_fund(fund["fund_id"]) if c["call_id"] != call["call_id"]]
    return {
        "path": f"fondo/{file_name(fund['fund_id'])}.html",
        "name": safe(fund["name"], 200),
        "next": window(fund, language),
        "others": [
            {
                "path": f"c/{file_name(c['call_id'])}.html",
                "title": safe(c["title"], 200),
                "lang": foreign(c["language"], language),
                "edition": safe(c["edition"], 40),
                "closing": closing(c, language),
                "status": word("status", c["status"], language),
            }
            for c in others[:EDITIONS]
        ],
    }


def window(fund: Row, language: Language) -> str:
    """When the next edition of a fund is expected, "" where nothing lets expect one."""
    begins, ends = fund["next_opening_from"], fund["next_opening_to"]
    if begins is None or ends is None:
        return ""
    return text("site.window", language, begins=day_text(begins), ends=day_text(ends))


def _funder(site: SiteCatalogue, call: Row, language: Language) -> Row | None:
    funder = site.funders.get(call["funder_id"] or "")
    if funder is None:
        return None
    return {
        "path": f"financiador/{file_name(funder['funder_id'])}.html",
        "name": safe(funder["name"], 200),
        "contact": address(funder["contact_page"]),
        "before": safe(funder["before_applying"], 500),
    }


def _percent(value: Decimal | None, language: Language) -> str:
    if value is None:
        return ""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", text("format.decimal", language)) + " %"


def _total(call: Row, language: Language) -> str:
    return money(Decimal(call["amount_total"]), currency(call), language) if call["amount_total"] is not None else ""
