"""`funders.yaml`: who pays, what they are called, and what they always rule.

Belongs here: the form of the file. Does not belong: finding a funder by a name in a call (`pipelines.funders`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale

from pipelines.edited_files import TerritoryError, address, day, in_order, known_fields, read_entries, read_yaml
from pipelines.funders import Funder, Funders, StandingRule
from pipelines.vocabulary import APPLICANTS, CODES

RULES_FOR = "standing_rules_for"
FUNDER_KINDS = (
    "multilateral",
    "government",
    "foundation",
    "bilateral_agency",
    "agency",
    "city_network",
    "development_bank",
)


def load_funders(path: Path, country: str) -> list[Funder]:
    """The funders of a file. What they always rule is known for one country, which the file names, and holds for no
    other. Raises TerritoryError.
    """
    rules_hold = read_yaml(path, ("funders", RULES_FOR)).get(RULES_FOR, country) == country
    funders: list[Funder] = []
    seen: set[str] = set()
    for position, item in enumerate(read_entries(path, "funders", others=(RULES_FOR,)), 1):
        funder_id = named_text(path, f"funders, number {position}", item, "funder_id")
        if funder_id in seen:
            raise TerritoryError(path, f"funder {funder_id}", "stands twice: keep one")
        seen.add(funder_id)
        where = f"funder {funder_id}"
        known_fields(
            path,
            where,
            item,
            (
                "funder_id",
                "name",
                "names",
                "acronyms",
                "kind",
                "country",
                "homepage",
                "contact_page",
                "before_applying",
                "standing_rules",
            ),
        )
        names, acronyms = item.get("names") or {}, item.get("acronyms") or []
        if not isinstance(names, dict) or not isinstance(acronyms, list):
            raise TerritoryError(path, where, "needs names by language ({es: …, en: …}) and a list of acronyms")
        for language in names:
            if language not in Locale("en").languages:
                raise TerritoryError(
                    path, f"{where}, names, {language}", "is no language: write its two small letters, such as es"
                )
        if item.get("kind") not in FUNDER_KINDS:
            raise TerritoryError(
                path, f"{where}, kind", f"is {item.get('kind')!r}: use one of {', '.join(FUNDER_KINDS)}"
            )
        others = [form for value in names.values() for form in (value if isinstance(value, list) else [value])]
        funders.append(
            Funder(
                funder_id,
                named_text(path, where, item, "name"),
                item["kind"],
                item.get("country"),
                address(path, f"{where}, homepage", item.get("homepage"), schemes=("https", "http")),
                tuple(str(name) for name in [*others, *acronyms] if name),
                address(path, f"{where}, contact_page", item.get("contact_page")),
                item.get("before_applying"),
                _first(names.get("es")),
                _standing_rules(path, where, item) if rules_hold else (),
            )
        )
    try:
        Funders(funders)
    except ValueError as clash:
        raise TerritoryError(path, "name", str(clash)) from None
    return funders


def _standing_rules(path: Path, funder: str, item: dict[str, Any]) -> tuple[StandingRule, ...]:
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
            _day(path, f"{where}, {name}", rule.get(name)) for name in ("valid_from", "valid_to", "checked_on")
        )
        in_order(path, where, first, last)
        if checked is None:
            raise TerritoryError(
                path, f"{where}, checked_on", "is missing: write the day on which somebody looked, as 2026-02-26"
            )
        programme = named_text(path, where, rule, "programme") if "programme" in rule else None
        rules.append(
            StandingRule(
                rule["outcome"],
                named_text(path, where, rule, "quote"),
                named_text(path, where, rule, "source"),
                checked,
                tuple(applicants),
                rule.get("role"),
                programme,
                first,
                last,
            )
        )
    return tuple(rules)


def _day(path: Path, where: str, value: object) -> date | None:
    """A day that YAML has read as a day, or as words."""
    return value if isinstance(value, date) else day(path, where, str(value or ""))


def _first(names: object) -> str | None:
    return str(names[0]) if isinstance(names, list) and names else names if isinstance(names, str) and names else None


def named_text(path: Path, where: str, item: dict[str, Any], field: str) -> str:
    """A field that must be words. Raises TerritoryError."""
    value = item.get(field)
    if not isinstance(value, str) or not value.strip():
        raise TerritoryError(path, f"{where}, {field}", "is missing: write it as text")
    return value.strip()
