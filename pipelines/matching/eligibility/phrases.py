"""The phrases of eligibility in five languages, as patterns over folded text (no case, no accents).

Belongs here: which patterns there are, and those that are grammar more than words. Does not belong: the words
(`lexicon/eligibility/*.yaml`), how these are weighed (`text_rules`, `assessment`). Every pattern is bounded: none can run
away on long text.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).resolve().parents[2] / "lexicon" / "eligibility"
# Legal persons of a sort ("de derecho privado", "que no …", "whose …") are not all legal persons.
_UNQUALIFIED = (
    r"(?!,? (?:de derecho privado|de direito privado|de droit prive\b(?! ou| et)|des privatrechts|of private law|"
    r"under private law|"
    r"privadas?\b(?! [oy])|privees?\b|sin |sem |sans |con personalidad|que |cuy[oa]s? |that |which |whose |qui |dont"
    r" |die |"
    r"deren ))"
)


def _read() -> dict[str, Any]:
    """Every list of words by its name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        found |= yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return found


_LISTS = _read()


def _words(name: str) -> str:
    """The alternatives of a list as one pattern."""
    return "|".join(_LISTS[name]["words"]).replace("{unqualified}", _UNQUALIFIED)


def _listed(name: str) -> str:
    """A list between what stands around all of it."""
    return f"{_LISTS[name]['before']}(?:{_words(name)}){_LISTS[name]['after']}"


# The kinds that a call names, in the order in which they are tried.
KINDS = (
    "some_municipality", "legal_entity", "local_association", "public_or_nonprofit", "national_government",
    "local_and_regional", "regional_government", "local_government", "municipality", "university", "research",
    "ngo", "nonprofit", "private_body", "some_legal_person", "sme", "company", "individual", "public_service",
    "other_body", "researcher", "public_body", "government", "any",
)  # fmt: skip
SOME_MUNICIPALITY = re.compile(rf"\b(?:{_words('kind_some_municipality')})\b")
KIND = re.compile(r"\b(?:" + "|".join(f"(?P<{kind}>{_words(f'kind_{kind}')})" for kind in KINDS) + r")\b")
BROAD = re.compile(_listed("broad"))
BODY = re.compile(_listed("body"))
OPEN_LIST = re.compile(_listed("open_list"))

# What applicants do, and the words that let them: whoever stands on either side of the two may apply.
MODAL_OPENS = re.compile(
    r"\b(?<!\bno )(?<!\bnao )(?<!\bne )"
    + f"(?:{_words('modal')})"
    + r"(?! not| nicht| pas)(?: (?!no\b|not\b|nicht\b|pas\b|para\b|"
    r"to\b)[a-z-]+){0,3}? "
    + f"(?:{_words('apply')})"
    + r"\b|\b(?:teilnehmen|bewerben|beantragen|einreichen) (?:konnen|durfen)\b"
)
# A call opens to those named after it ...
OPENS_AFTER = re.compile(f"{MODAL_OPENS.pattern}|{_listed('opens_after')}")
# ... or before it.
OPENS_BEFORE = re.compile(f"{MODAL_OPENS.pattern}|{_listed('opens_before')}")
CALL_FOR = re.compile(_listed("call_for"))
# ... and the words right before whoever proposes: "submitted by", "led by", "must come from".
PROPOSED_BY = re.compile(_listed("proposed_by"))
REFUSES = re.compile(_listed("refuses"))
# Who may not apply so may still take part otherwise.
DIRECTLY = re.compile(_listed("directly"))
EXCEPT = re.compile(_listed("except"))
ALTHOUGH = re.compile(_listed("although"))
SEAT = re.compile(_listed("seat"))
WORLDWIDE = re.compile(_listed("worldwide"))
# Countries that are told by what they did, not by name.
OPEN_COUNTRIES = re.compile(_listed("open_countries"))
MEMBERS = re.compile(_listed("members"))
CHAIN = re.compile(_listed("chain"))
AND_OR = re.compile(_listed("and_or"))
NON = re.compile(_listed("non"))
# A scheme says whom it is for by naming groups of countries as what it supports or where it works.
SCHEME_FOR = re.compile(
    r"(?:^|\b(?:the|this|el|la|este|esta|le|la|cette|ce|o|a|der|die|das))\s?(?:\w{1,30}"
    r" ){0,2}(?:fund|programme|program|"
    r"facility|call|scheme|"
    r"initiative|grants?|window|fondo|programa|convocatoria|ventanilla|facilidad|iniciativa|fonds|appel|guichet|dispositif|edital|"
    r"chamada|fundo|programm|aufruf|forderung|forderprogramm)s?\b(?: \w{1,30}){0,2}? "
    r"(?:supports?|funds?|finances?|serves?|covers?|targets?|is available"
    r" (?:to|in|for)|apoya|financia|beneficia|cubre|atiende|abarca|"
    r"soutient|finance|couvre|appuie|cible|apoia|abrange|contempla|unterstutzt|fordert|umfasst)(?:"
    r" (?:only|exclusively|a|unicamente|"
    r"projects in|proyectos en|projets (?:dans|en|aux?)|projetos (?:em|n[oa]s?)|projekte in|vorhaben in|"
    r"exclusivamente|solo|uniquement|exclusivement|les|los|las|os|as|the|all|nur|auss?chlies+lich|apenas|to|in|seulement|paises|pays|"
    r"countries|lander\w{0,30}))*\s+$"
)
NATIONAL = re.compile(r"\b(?:del pais|de todo el pais|a nivel nacional|territorio nacional|do pais)\b")

CO_APPLICANT = re.compile(
    r"\b(?:co-?applicants?|co-?solicitantes?|cosolicitantes?|co-?beneficiar\w{1,30}|socios? beneficiarios?|"
    r"co-?demandeurs?|codemandeurs?|coproponentes?|mitantragsteller\w{0,30}|"
    r"coejecutor\w{0,30}|co-?postulantes?)\b"
)
CO_APPLICANT = re.compile(_listed("co_applicant"))
# Those named after it are partners of those before it, ...
PAST = re.compile(_listed("past"))
WITH_PARTNERS = re.compile(_listed("with_partners"))
# ... or all whom the clause names are partners.
AS_PARTNERS = re.compile(_listed("as_partners"))
WITH = re.compile(r"\b(?:with|con|avec|com|mit)\b")  # "with a university as partner": those before it are none
ALLIANCE = re.compile(
    r"\b(?:(?<!pacific )alliances?(?! du pacifique)|allies|alianzas?(?! del pacifico)|parcerias?|parceir[oa]s|"
    r"partnerorganisation\w{0,30})\b"
)
ALLIANCE = re.compile(_listed("alliance"))
STOP = re.compile(_listed("stop"))
# Somebody whom applicants work with or for, and who is no applicant by that; projects are done somewhere, which is no
# seat.
OBJECT = re.compile(f"{_listed('object')}|{_listed('experience')}")
PLACE_OF_WORK = re.compile(_listed("place_of_work"))
NOT_ALL = re.compile(r"\b(?:not|no|pas|nem|nicht)\s$")
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|will|es|son|fue|fueron|sera|esta|estan|est|sont|foi|sao|ist|sind|wird|wurde)\b"
)
FINITE = re.compile(_listed("finite"))
PREFERENCE = re.compile(_listed("preference"))
UNFUNDED = re.compile(_listed("unfunded"))
ABROAD = re.compile(
    r"^\s*(?:(?:who |que )?(?:residentes?|living|viven)\s)?(?:en el (?:exterior|extranjero)|abroad|a l'etranger|"
    r"no exterior|im ausland)"
)
MEMBERSHIP = re.compile(_listed("membership"))
ACCREDITED = re.compile(_listed("accredited"))
PREVIOUS = re.compile(_listed("previous"))
CHAPTER = re.compile(_listed("chapter"))
ONLY = re.compile(_listed("only"))
THROUGH = re.compile(_listed("through"))
INVITED = re.compile(_listed("invited"))
BY_REFERENCE = re.compile(_listed("by_reference"))
US_ENTITIES = re.compile(_listed("us_entities"))
US_OTHERS = re.compile(r"\bothers? \(see text field|text field entitled \W*additional information on eligibility")
UNRESTRICTED = re.compile(r"^\s{0,3}(?:eligible applicants\s{0,3}:)?\s{0,3}unrestricted\b")
ORGANISATIONS = re.compile(
    r"(?:\b(?:from|by|to|any|all|and|or|eligible)|[,:])\s(?:organi[sz]ations|entities|institutions)\b"
)
UNRESTRICTED = re.compile(r"^\s{0,3}(?:eligible applicants\s{0,3}:)?\s{0,3}unrestricted\b")
ORGANISATIONS = re.compile(
    r"(?:\b(?:from|by|to|any|all|and|or|eligible)|[,:])\s(?:organi[sz]ations|entities|institutions)\b"
)
ORGANISATIONS = re.compile(
    r"(?:\b(?:from|by|to|any|all|and|or|eligible)|[,:])\s(?:organi[sz]ations|entities|institutions)\b"
)
# Words that point to a field or a section, up to its name; what may follow the name.
POINTER = re.compile(
    r"(?:\bothers? )?\(?(?:,? ?subject to any clarification in|\b(?:please )?(?:see|refer to|ver|vease|segun|voir|"
    r"veja|siehe)) (?:the |el |la |le |o |a |den |die )?(?:text field|field|section|heading|apartado|seccion|campo|"
    r"rubrique|"
    r"secao|abschnitt)(?: entitled| titulad[oa]| intitulee?)?\W{1,3}"
)
POINTER_END = re.compile(r"[\"'“”«»]?(?: for clarification)?\)?")
REFERS_ON = re.compile(
    r"\b(?:see|refer to|consult|described in|listed in|found in|outlined in)\b[^.;]{0,60}\b(?:announcement|nofo|notice|"
    r"solicitation|rfa|foa|guidelines?|instructions|section|description|full|link|documents?)\b"
)
REFERS_ON = re.compile(_listed("refers_on"))
FOREIGN = re.compile(
    r"\b(?:international (?:applicants?|entit(?:y|ies)|universities|students|researchers|individuals)|(?:foreign|"
    r"non-?u\.?s\.?|non-?domestic(?: \(non-?u\.?s\.?\))?|overseas)[ -](?:entit(?:y|ies)|"
    r"organi[sz]ations?|institutions?|public entit(?:y|ies)|applicants?|governments?|components? of foreign|"
    r"universities|non-?profits?|ngos?|companies|individuals|researchers))\b"
)
THIRD_COUNTRIES = re.compile(
    r"\b(?:third|other|non-associated|non-member) countries|(?:terceros|otros) paises|pays tiers|autres pays|"
    r"(?:paises terceiros|outros paises)|drittstaaten|drittlander\w{0,30}|anderen landern\b"
)
FROM_ABROAD = re.compile(_listed("from_abroad"))
# Applicants of a region, not a regional government that pays.
OF_REGION = re.compile(_listed("of_region"))
