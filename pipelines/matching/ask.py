"""The question to put to the funder where a call's text leaves eligibility open, in Spanish.

Belongs here: one question a rule. Does not belong: deciding what is unclear (`eligibility`).
"""

from __future__ import annotations

NAMES_ES = {
    "regional_government": "un gobierno regional",
    "municipality": "una municipalidad",
    "university": "una universidad",
    "ngo": "una organización sin fines de lucro",
    "sme": "una pyme",
    "individual": "una persona natural",
}
_QUESTIONS = {
    "country_not_stated": "¿Pueden postular y recibir fondos entidades con sede en Chile, en particular {who}?",
    "countries_not_listed": "¿Figura Chile entre los países admitidos, para que postule {who}?",
    "countries_disagree": "El texto admite y excluye países a la vez: ¿puede postular {who} con sede en Chile?",
    "national_scope": "¿De qué país es la convocatoria? ¿Puede postular {who} de Chile?",
    "kind_not_stated": "¿Qué tipos de entidad pueden postular? ¿Puede hacerlo {who} de Chile?",
    "kind_not_named": "El texto no nombra a todos los postulantes: ¿puede postular también {who} de Chile?",
    "kind_perhaps": "¿Cuenta {who} entre los postulantes que nombra la convocatoria?",
    "kinds_disagree": "El texto admite y excluye al mismo tipo de postulante: ¿puede postular {who} de Chile?",
    "partner_only": "¿Puede {who} de Chile participar como entidad asociada y recibir parte de los fondos?",
    "accreditation": "La convocatoria pide acreditación: ¿puede postular {who} de Chile por medio de una entidad acreditada, y cuál?",
    "membership": "La convocatoria es para miembros de una red: ¿puede {who} de Chile postular si no es miembro, o hacerse miembro a "
    "tiempo?",
    "invitation": "La convocatoria es por invitación: ¿cómo puede {who} de Chile ser invitada?",
    "reference": "La lista de admitidos está en otro documento: ¿incluye a {who} de Chile?",
    "other_region": "La convocatoria nombra otra región de Chile: ¿puede postular {who} de la Región Metropolitana?",
}


def question(rule: str, applicant: str, quote: str) -> str:
    """What to ask the funder, with the words that leave it open."""
    asked = _QUESTIONS[rule].format(who=NAMES_ES[applicant])
    return f"{asked} (El texto dice: «{quote}»)" if quote else asked
