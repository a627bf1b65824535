"""The question to put to the funder where a call's text leaves eligibility open, in Spanish or English.

Belongs here: one question a rule. Does not belong: deciding what is unclear (`assessment`).
"""

from __future__ import annotations

from typing import Literal

Language = Literal["es", "en"]
NAMES: dict[str, dict[str, str]] = {
    "es": {
        "regional_government": "un gobierno regional",
        "municipality": "una municipalidad",
        "university": "una universidad",
        "ngo": "una organización sin fines de lucro",
        "sme": "una pyme",
        "individual": "una persona natural",
    },
    "en": {
        "regional_government": "a regional government",
        "municipality": "a municipality",
        "university": "a university",
        "ngo": "a non-profit organisation",
        "sme": "a small or medium-sized firm",
        "individual": "an individual",
    },
}
QUESTIONS: dict[str, tuple[str, str]] = {
    "country_not_stated": (
        "¿Pueden postular y recibir fondos entidades con sede en Chile, en particular {who}?",
        "May bodies based in Chile apply and be funded, in particular {who}?",
    ),
    "countries_not_listed": (
        "¿Figura Chile entre los países admitidos, para que postule {who}?",
        "Is Chile among the countries admitted, so that {who} may apply?",
    ),
    "countries_disagree": (
        "El texto admite y excluye países a la vez: ¿puede postular {who} con sede en Chile?",
        "The text both admits and excludes countries: may {who} based in Chile apply?",
    ),
    "national_scope": (
        "¿De qué país es la convocatoria? ¿Puede postular {who} de Chile?",
        "Of what country is the call? May {who} of Chile apply?",
    ),
    "kind_not_stated": (
        "¿Qué tipos de entidad pueden postular? ¿Puede hacerlo {who} de Chile?",
        "What kinds of body may apply? May {who} of Chile?",
    ),
    "kind_not_named": (
        "El texto no nombra a todos los postulantes: ¿puede postular también {who} de Chile?",
        "The text does not name all applicants: may {who} of Chile apply too?",
    ),
    "kind_perhaps": (
        "¿Cuenta {who} entre los postulantes que nombra la convocatoria?",
        "Does {who} count among the applicants that the call names?",
    ),
    "in_doubt": (
        "El texto pone condiciones o no es claro: ¿puede postular y recibir fondos {who} con sede en Chile?",
        "The text sets conditions or is not plain: may {who} based in Chile apply and be funded?",
    ),
    "kinds_disagree": (
        "El texto admite y excluye al mismo tipo de postulante: ¿puede postular {who} de Chile?",
        "The text both admits and excludes this kind of applicant: may {who} of Chile apply?",
    ),
    "partner_only": (
        "¿Puede {who} de Chile participar como entidad asociada y recibir parte de los fondos?",
        "May {who} of Chile take part as a partner and receive part of the funds?",
    ),
    "accreditation": (
        "La convocatoria pide acreditación: ¿puede postular {who} de Chile por medio de una entidad acreditada, y cuál?",
        "The call asks for accreditation: may {who} of Chile apply through an accredited body, and which?",
    ),
    "membership": (
        "La convocatoria es para miembros de una red: ¿puede {who} de Chile postular si no es miembro, o hacerse miembro a tiempo?",
        "The call is for members of a network: may {who} of Chile apply without being one, or join in time?",
    ),
    "previous_grantees": (
        "La convocatoria es para quienes ya recibieron fondos del programa: ¿puede postular {who} de Chile que no los recibió?",
        "The call is for those whom the programme has funded before: may {who} of Chile apply that it has not?",
    ),
    "national_chapter": (
        "Se postula por medio de una entidad nacional (sección, ministerio o punto focal): ¿cuál es en Chile, y puede postular {who}?",
        "One applies through a national body (chapter, ministry or focal point): which is it in Chile, and may {who} apply?",
    ),
    "place_of_work": (
        "El proyecto debe hacerse en otros países: ¿puede {who} de Chile postular y recibir fondos para hacerlo allá?",
        "The project must take place in other countries: may {who} of Chile apply and be funded for work there?",
    ),
    "invitation": (
        "La convocatoria es por invitación: ¿cómo se consigue que inviten a {who} de Chile?",
        "The call is by invitation: how can {who} of Chile be invited?",
    ),
    "reference": (
        "La lista de admitidos está en otro documento: ¿incluye a {who} de Chile?",
        "The list of those admitted is in another document: does it include {who} of Chile?",
    ),
    "regional_reach": (
        "El alcance es regional o comunal: ¿incluye a la Región Metropolitana, y puede postular {who}?",
        "Its reach is regional or communal: does it take in the Santiago Metropolitan Region, and may {who} apply?",
    ),
    "other_region": (
        "La convocatoria nombra otra región o comuna de Chile: ¿puede postular {who} de la Región Metropolitana?",
        "The call names another region or comuna of Chile: may {who} of the Santiago Metropolitan Region apply?",
    ),
}


def question(rule: str, applicant: str, quote: str, language: Language = "es") -> str:
    """What to ask the funder, with the words that leave it open."""
    spanish, english = QUESTIONS[rule]
    asked = (spanish if language == "es" else english).format(who=NAMES[language][applicant])
    if not quote:
        return asked
    return f"{asked} (El texto dice: «{quote}»)" if language == "es" else f"{asked} (The text says: “{quote}”)"
