"""What a funder always rules, as `actors.yaml` writes it.

Belongs here: the form of `standing_rules`. Does not belong: the rest of an actor (`actor_file.py`), what a rule means
(`pipelines.funders`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipelines.edited_files import TerritoryError, in_order, known_fields, stated_day, stated_text
from pipelines.funders import StandingRule
from pipelines.vocabulary import APPLICANTS, CODES


def read_standing_rules(path: Path, funder: str, item: dict[str, Any]) -> tuple[StandingRule, ...]:
    """The standing rules of an entry. Raises TerritoryError."""
    listed = item.get("standing_rules") or []
    if not isinstance(listed, list) or not all(isinstance(rule, dict) for rule in listed):
        raise TerritoryError(
            path, f"{funder}, standing_rules", "must be a list of entries: outcome, quote, source, checked_on, …"
        )
    rules = []
    for number, rule in enumerate(listed, 1):
        where = f"{funder}, standing_rules, number {number}"
        known_fields(
            path,
            where,
            rule,
            ("outcome", "role", "applicants", "programme", "valid_from", "valid_to", "quote", "source", "checked_on"),
        )
        if rule.get("outcome") not in ("eligible", "ineligible"):
            raise TerritoryError(path, f"{where}, outcome", f"is {rule.get('outcome')!r}: use eligible or ineligible")
        if rule.get("role") not in (None, *CODES["role"]) or (rule.get("role") and rule["outcome"] != "eligible"):
            raise TerritoryError(
                path, f"{where}, role", "is lead or partner of an eligible applicant: mend it or leave it out"
            )
        applicants = rule.get("applicants") or []
        if not isinstance(applicants, list) or not set(applicants) <= set(APPLICANTS):
            raise TerritoryError(
                path, f"{where}, applicants", f"must be a list of {', '.join(APPLICANTS)}; leave it out for all of them"
            )
        if rule["outcome"] == "eligible" and not applicants:
            raise TerritoryError(
                path, f"{where}, applicants", f"is missing: whom does it let in? Use {', '.join(APPLICANTS)}"
            )
        first, last, checked = (
            stated_day(path, f"{where}, {name}", rule.get(name)) for name in ("valid_from", "valid_to", "checked_on")
        )
        in_order(path, where, first, last)
        if checked is None:
            raise TerritoryError(
                path, f"{where}, checked_on", "is missing: write the day on which somebody looked, as 2026-02-26"
            )
        programme = stated_text(path, where, rule, "programme") if "programme" in rule else None
        rules.append(
            StandingRule(
                rule["outcome"],
                stated_text(path, where, rule, "quote"),
                stated_text(path, where, rule, "source"),
                checked,
                tuple(applicants),
                rule.get("role"),
                programme,
                first,
                last,
            )
        )
    return tuple(rules)
