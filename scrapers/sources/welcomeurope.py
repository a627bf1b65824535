"""Welcomeurope: calls of the European Union told in French by a consultancy.

Publisher: Welcomeurope, an aggregator. The funder's own record (EU Funding & Tenders) outranks it; it adds French, external-action calls
by country, and the kinds of beneficiary that the consultancy reads out of the rules.
Caveats: the address was given to one public body on request: ask for leave before it goes live (so it is on trial). Titles end in the
year. Entities stand inside values. Up to four deadlines and five openings; one of each is the rule, the first opening is taken.
`dates_statut` is "0" on all that is on record and not read. Sums are French prose with slips ("400 00"): left to the reading of
prose. Contacts are not read. Several references are parted by commas, semicolons or lines. Beneficiaries are kinds, of the
countries that the text names. "Taux de cofinancement" is the share that the Union pays: `cofunding_percent` is what is left of its
upper end.
Format: JSON, one list of objects; dates as YYYYMMDD, lists parted by ";".
Proof: recorded (two calls of 2022, August 2026); paging was not seen.
"""

from __future__ import annotations

import html
import re
from decimal import Decimal
from typing import Any

from pipelines.cleaning import source_fields
from pipelines.cleaning.markup import plain_line, plain_text
from pipelines.records import ApplicantType, CallType, Doubt, Record
from scrapers.readers.answer import Answer
from scrapers.source import Ask, Page, Source

PROJECTS = "https://www.welcomeurope.com/wp-json/api/projects"
DEADLINES = ("deadline1", "dates_deadline-2", "dates_deadline-3", "dates_deadline-4")
RATE = re.compile(r"(?i)taux de cofinancement[^:<]{0,40}:([^<]*)")
LINKS = re.compile(r"""(?is)(?<![^<>])([^<>]*+)<a\b[^<>]*?href=["']([^"'<>]+)["']""")
TYPES: list[tuple[str, CallType]] = [
    (r"appels? à (?:propositions?|projets?|candidatures?|manifestation)", "grant"),
    (r"appels? d.offres?", "tender"),
    (r"\bprix\b|concours", "prize"),
    (r"bourse", "fellowship"),
    (r"\bprêt", "loan"),
]
BENEFICIARIES: list[tuple[str, tuple[ApplicantType, ...]]] = [
    (r"collectivité", ("local_government", "regional_government")),
    (r"association|\bong\b", ("ngo",)),
    (r"administration", ("national_government",)),
    (r"pme|start-?up", ("sme",)),
    (r"grande entreprise", ("company",)),
    (r"centre de recherche (?:&|et) université", ("research", "university")),
    (r"centre de recherche", ("research",)),
    (r"université", ("university",)),
    (r"organisation (?:ue|internationale)", ("international_org",)),
    (r"particulier|personne physique", ("individual",)),
]


def read_listing(answer: Answer) -> Page:
    rows = answer.json()
    if not isinstance(rows, list):
        raise ValueError("la respuesta no es una lista de convocatorias: capturarla y revisar read_listing")
    return Page([_record(str(row.get("ID") or ""), row) for row in rows if isinstance(row, dict)])


def _record(key: str, row: dict[str, Any]) -> Record:
    record = Record(key, language="fr")
    source_fields.title(record, _words(row, "post_title"))
    source_fields.address(record, _words(row, "permalink"))
    record.summary = plain_line(_words(row, "banner_chapeau")) or None
    record.funder = plain_line(_words(row, "info_responsible")) or None
    record.programme = plain_line(_words(row, "relations_programmes")) or None
    record.references = [
        part for words in re.split(r"[,;\n]", plain_text(_words(row, "info_references"))) if (part := words.strip())
    ]
    source_fields.day(record, "published_on", _words(row, "dates_publication"), "%Y%m%d")
    source_fields.day(record, "opens_on", _words(row, "dates_open-1"), "%Y%m%d")
    for field in DEADLINES:
        source_fields.deadline(record, _words(row, field), "%Y%m%d")
    record.deadlines.sort(key=lambda deadline: deadline.closes_on)
    _kind(record, plain_line(_words(row, "info_categorie")))
    for words in html.unescape(_words(row, "filtres_beneficiaries")).split(";"):
        _beneficiary(record, plain_line(words))
    if shares := [
        Decimal(share)
        for words in RATE.findall(_words(row, "info_amount"))
        for share in re.findall(r"(\d{1,3}) ?%", words)
    ]:
        record.cofunding_percent = max(Decimal(0), 100 - max(shares))
    source_fields.prose(
        record,
        _words(row, "banner_chapeau"),
        _words(row, "info_priories"),
        headed={
            "Budget total de l'appel": _words(row, "banner_budget"),
            "Montants": _words(row, "info_amount"),
            "Régions": _words(row, "info_info-regions"),
        },
    )
    for label, address in LINKS.findall(_words(row, "info_utile")):
        source_fields.document(record, re.sub(r"(?i)^\W*cliquez ici\W*", "", plain_line(label)), html.unescape(address))
    return record


def _words(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return (
        value.strip()
        if isinstance(value, str)
        else str(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else ""
    )


def _kind(record: Record, words: str) -> None:
    record.call_type = next((kind for known, kind in TYPES if re.search(known, words.lower())), None)
    if words and record.call_type is None:
        record.doubts.append(Doubt("call_type", quote=words))


def _beneficiary(record: Record, words: str) -> None:
    kinds = next((kinds for known, kinds in BENEFICIARIES if re.search(known, words.lower())), None)
    if kinds:
        record.applicant_types += [kind for kind in kinds if kind not in record.applicant_types]
    elif words:
        record.doubts.append(Doubt("applicant_types", quote=words))


SOURCE = Source(
    id="welcomeurope",
    name="Welcomeurope: appels à projets",
    funder="European Commission",
    family="aggregator",
    kind="json_api",
    homepage="https://www.welcomeurope.com/en/the-list-of-our-calls-projects/",
    asks=(Ask(PROJECTS),),
    read_listing=read_listing,
    languages=("fr",),
    country="FR",
    cadence="daily",
    licence="by permission of Welcomeurope only",
    state="trial",
    proof="recorded",
    # Hundreds live, by the importer that reads it. The recorded day has 2, so that 1 is the least that says anything.
    expected=(1, 3000),
    lists_all=False,
    lists_once=True,
    sentinel="post_title",
)
