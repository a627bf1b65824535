"""The columns of the spreadsheet: what each is called, what it holds, how wide it is and what it means, in Spanish and English.

Belongs here: every field of an `Item` as a person reads it. Does not belong: how a cell is written (`sheet.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from pipelines.digest.week import Item, ItemMatch
from pipelines.vocabulary import Language
from warehouse.exports.safe import link
from warehouse.exports.words import (
    SANTIAGO,
    change_text,
    deadline_text,
    document_text,
    key_date_text,
    word,
)

ADDRESS_LIMIT = 2_079  # characters of a link that Excel follows
Kind = Literal["text", "code", "id", "yes", "date", "moment", "integer", "score", "percent", "amount", "clp", "usd", "link"]


class Linked(NamedTuple):
    """A word that opens an address."""

    text: str
    url: str


Value = str | date | datetime | Decimal | float | int | bool | Linked | None
Read = Callable[[Item, Language], Value]


@dataclass(frozen=True, slots=True)
class Column:
    """`heading` and `about` are (Spanish, English); `width` is in characters; `key` is the field of `Item` that the column shows."""

    key: str
    heading: tuple[str, str]
    kind: Kind
    width: int
    about: tuple[str, str]
    read: Read


def opened(item: Item, language: Language) -> Linked | None:
    """The word that opens a call on its site, where its address is fit to be opened."""
    address = link(item.url)
    return Linked("Abrir" if language == "es" else "Open", address) if address and len(address) <= ADDRESS_LIMIT else None


def _field(name: str) -> Read:
    return lambda item, language: getattr(item, name)


def _word(name: str) -> Read:
    return lambda item, language: word(name, getattr(item, name), language)


def _lines(name: str, text: Callable[..., str]) -> Read:
    return lambda item, language: "\n".join(text(part, language) for part in getattr(item, name)) or None


def _quotes(name: str) -> Read:
    return lambda item, language: "\n".join(f"«{part.quote}»" for part in getattr(item, name) if part.quote) or None


def _list(name: str) -> Read:
    return lambda item, language: "; ".join(getattr(item, name)) or None


def _decided(name: str, kind: str | None = None) -> Read:
    def read(item: Item, language: Language) -> Value:
        value = getattr(item.decision, name, None)
        return word(kind, value, language) if kind else value
    return read


def _best(read: Callable[[ItemMatch], Value]) -> Read:
    return lambda item, language: read(item.matches[0]) if item.matches else None


def _changes(item: Item, language: Language) -> Value:
    nothing = "sin dato" if language == "es" else "not stated"
    return "\n".join(
        f"{word('field', c.field, language)}: {change_text(c.field, c.old_value, language) or nothing} → "
        f"{change_text(c.field, c.new_value, language) or nothing}" for c in item.changes) or None


def _applicants(item: Item, language: Language) -> Value:
    return "; ".join(word("applicant_types", kind, language) or kind for kind in item.applicant_types) or None


def _closes_at(item: Item, language: Language) -> Value:
    return item.closes_at.astimezone(SANTIAGO).replace(tzinfo=None) if item.closes_at else None


def _sources(item: Item, language: Language) -> Value:
    return "; ".join(dict.fromkeys(report.source for report in item.reports)) or None


def _source_urls(item: Item, language: Language) -> Value:
    return "\n".join(dict.fromkeys(report.url for report in item.reports if report.url)) or None


MAIN: tuple[Column, ...] = (
    Column("title", ("Título", "Title"), "text", 44, ("Título en el idioma en que se publicó", "Title as published"), _field("title")),
    Column("open", ("Abrir", "Open"), "link", 8, ("Abre la convocatoria en su sitio", "Opens the call on its site"),
           opened),
    Column("decision", ("Decisión", "Decision"), "code", 11, (
        "Se llena aquí: seguir o descartar. Una descartada vuelve solo si cambia algo que importa",
        "To be filled in: follow or dismiss. A dismissed call returns only after a change that matters"), _decided("choice", "choice")),
    Column("responsible", ("Responsable", "Responsible"), "text", 16, (
        "Se llena aquí: la unidad o el cargo a cargo de postular", "To be filled in: the unit or office that applies"),
        _decided("responsible")),
    Column("application_state", ("Estado de postulación", "Application state"), "code", 15, (
        "Se llena aquí: hasta dónde va la postulación", "To be filled in: how far the application is"), _decided("state", "state")),
    Column("is_new", ("Nueva", "New"), "yes", 7, (
        "Sí: aparece esta semana por primera vez para este perfil", "Yes: this week is its first for this profile"), _field("is_new")),
    Column("next_deadline_on", ("Próximo plazo", "Next deadline"), "date", 12, (
        "Próximo plazo para quien aún no postula, ese día incluido; rojo: 14 días o menos; amarillo: 30 o menos",
        "Next deadline for a new applicant, that day included; red: 14 days or fewer; yellow: 30 or fewer"), _field("next_deadline_on")),
    Column("days_left", ("Días", "Days left"), "integer", 7, (
        "Días corridos desde el lunes de esta semana hasta el próximo plazo", "Calendar days from this week's Monday to the next deadline"),
        _field("days_left")),
    Column("outcome", ("¿Puede postular?", "May it apply?"), "code", 15, (
        "Si este perfil puede postular, según lo que la fuente dice", "Whether this profile may apply, by what the source says"),
        _word("outcome")),
    Column("priority", ("Prioridad", "Priority"), "text", 24, (
        "La prioridad del territorio con que mejor calza", "The territory's priority that it fits best"),
        _best(lambda match: match.name)),
    Column("amount_max", ("Monto máximo", "Highest amount"), "amount", 14, (
        "Lo más que recibe un proyecto, en la moneda original", "The most that one project receives, in the original currency"),
        _field("amount_max")),
    Column("currency", ("Moneda", "Currency"), "code", 9, (
        "Moneda original de los montos (ISO 4217)", "Original currency of the amounts (ISO 4217)"), _field("currency")),
    Column("amount_max_clp", ("Monto máximo, CLP", "Highest amount, CLP"), "clp", 16, (
        "El monto máximo en pesos chilenos, para comparar", "The highest amount in Chilean pesos, to compare"),
        _field("amount_max_clp")),
    Column("funder", ("Financiador", "Funder"), "text", 24, ("Quien paga", "Who pays"), _field("funder")),
)
"""The columns that are printed, with those that people fill in."""

DETAIL: tuple[Column, ...] = (
    Column("status", ("Estado", "Status"), "code", 13, (
        "Estado al lunes de esta semana; «cierra pronto» es en 14 días o menos",
        "Status on this week's Monday; “closing soon” is within 14 days"), _word("status")),
    Column("working_days_left", ("Días hábiles", "Working days"), "integer", 9, (
        "Los mismos días, solo los hábiles en Chile", "The same days, only working days in Chile"), _field("working_days_left")),
    Column("too_late", ("Poco tiempo", "Short notice"), "yes", 8, (
        "Sí: quedan menos días hábiles que los que este perfil necesita para preparar una postulación",
        "Yes: fewer working days are left than this profile needs to prepare an application"), _field("too_late")),
    Column("ask", ("Qué preguntar", "What to ask"), "text", 30, (
        "Cuando no está claro si puede: la pregunta para el financiador", "Where that is unclear: the question for the funder"),
        _field("ask")),
    Column("changes", ("Cambios de la semana", "This week's changes"), "text", 26, (
        "Lo que la fuente cambió esta semana y le importa a quien postula: antes → ahora",
        "What the source changed this week that matters to an applicant: before → now"), _changes),
    Column("amount_max_usd", ("Monto máximo, USD", "Highest amount, USD"), "usd", 14, (
        "El monto máximo en dólares de Estados Unidos, para comparar", "The highest amount in US dollars, to compare"),
        _field("amount_max_usd")),
    Column("why", ("Por qué está aquí", "Why it is here"), "text", 50, (
        "Con qué calza y quién puede postular, con las palabras de la fuente",
        "What it fits and who may apply, in the source's words"), _list("why")),
    Column("line", ("En una línea", "In a line"), "text", 46, ("Tipo, materia, monto y fecha", "Type, subject, amount and date"),
           _field("line")),
    Column("call_type", ("Tipo", "Type"), "code", 18, ("Clase de apoyo", "Kind of support"), _word("call_type")),
    Column("matches", ("Todas las prioridades", "All priorities"), "text", 36, (
        "Las prioridades con que calza, con su grado: 2, trata de eso; 1, lo toca",
        "The priorities that it fits, with the grade: 2, it is about that; 1, it touches on it"),
        _lines("matches", lambda match, language: f"{match.name} ({match.grade})")),
    Column("grade", ("Grado", "Grade"), "integer", 8, (
        "Grado del mejor calce: 2, trata de eso; 1, lo toca", "Grade of the best fit: 2, it is about that; 1, it touches on it"),
        _best(lambda match: match.grade)),
    Column("score", ("Puntaje", "Score"), "score", 9, (
        "Puntaje del mejor calce, de 0 a 1", "Score of the best fit, 0 to 1"), _best(lambda match: match.score)),
    Column("terms", ("Términos hallados", "Terms found"), "text", 30, (
        "Las palabras que hicieron calzar la mejor prioridad", "The words that made the best priority fit"),
        _best(lambda match: "; ".join(match.terms) or None)),
    Column("match_quotes", ("Frases que calzan", "Sentences that fit"), "text", 40, (
        "Las frases de la fuente que más se acercan a cada prioridad", "The source's sentences nearest to each priority"),
        _quotes("matches")),
    Column("programme", ("Programa", "Programme"), "text", 24, ("Programa al que pertenece", "The programme that it belongs to"),
           _field("programme")),
    Column("fund", ("Fondo", "Fund"), "text", 28, ("Fondo del que es una edición", "The fund that it is an edition of"), _field("fund")),
    Column("edition", ("Edición", "Edition"), "code", 9, ("Edición, como se nombra", "Edition, as it is named"), _field("edition")),
    Column("references", ("Números oficiales", "Official references"), "text", 22, (
        "Números con que el financiador la publica", "The numbers under which the funder publishes it"), _list("references")),
    Column("amount_min", ("Monto mínimo", "Lowest amount"), "amount", 14, (
        "Lo menos que recibe un proyecto, en la moneda original", "The least that one project receives, in the original currency"),
        _field("amount_min")),
    Column("amount_total", ("Monto total", "Total amount"), "amount", 16, (
        "Lo que reparte la convocatoria entera, en la moneda original", "What the whole call gives, in the original currency"),
        _field("amount_total")),
    Column("rate_on", ("Tipo de cambio del", "Exchange rate of"), "date", 12, (
        "Día del tipo de cambio con que se pasó a CLP y USD", "Day of the exchange rate for CLP and USD"), _field("rate_on")),
    Column("cofunding_percent", ("Aporte propio", "Co-funding"), "percent", 12, (
        "Porcentaje que pone quien postula", "The share that the applicant pays"), _field("cofunding_percent")),
    Column("applicant_types", ("Quiénes pueden postular", "Who may apply"), "text", 30, (
        "Clases de postulante que la fuente nombra", "Kinds of applicant that the source names"), _applicants),
    Column("places", ("Lugares", "Places"), "text", 26, (
        "Países, regiones o grupos de países a los que se dirige", "Countries, regions or groups that it addresses"), _list("places")),
    Column("said", ("Palabras sobre los montos", "Words on the amounts"), "text", 36, (
        "Lo que la fuente dice de los montos y de la apertura", "What the source says on amounts and opening"), _quotes("said")),
    Column("before_applying", ("Antes de postular", "Before applying"), "text", 30, (
        "Qué pide este financiador antes de postular, hasta donde se sabe", "What this funder asks before an application, as far as known"),
        _field("before_applying")),
    Column("contact_page", ("Contacto del financiador", "Funder's contact"), "text", 28, (
        "Página oficial de contacto de quien paga", "Official contact page of who pays"), lambda item, language: link(item.contact_page)),
    Column("min_population", ("Población mínima", "Lowest population"), "integer", 11, (
        "Habitantes que debe tener al menos la comuna", "Inhabitants that the municipality must have at least"),
        _field("min_population")),
    Column("max_population", ("Población máxima", "Highest population"), "integer", 11, (
        "Habitantes que puede tener a lo más la comuna", "Inhabitants that the municipality may have at most"),
        _field("max_population")),
    Column("role", ("Papel", "Role"), "code", 15, ("Si postula como líder o como entidad asociada", "Whether it leads or is a partner"),
           _word("role")),
    Column("rule", ("Regla", "Rule"), "text", 28, ("La regla que decide si puede postular", "The rule that decides whether it may apply"),
           _field("rule")),
    Column("eligibility_quote", ("Palabras sobre quién postula", "Words on who may apply"), "text", 40, (
        "Lo que la fuente dice de quién puede postular", "What the source says on who may apply"), _field("eligibility_quote")),
    Column("opens_on", ("Abre el", "Opens on"), "date", 12, ("Día desde el que se postula", "First day to apply"), _field("opens_on")),
    Column("closes_on", ("Último plazo", "Last deadline"), "date", 12, ("El último de los plazos", "The last of the deadlines"),
           _field("closes_on")),
    Column("closes_at", ("Último plazo, hora de Chile", "Last deadline, time in Chile"), "moment", 16, (
        "Hora del último plazo en Santiago, solo si la fuente dice una hora",
        "Time of the last deadline in Santiago, only where the source states an hour"), _closes_at),
    Column("deadline_kind", ("Forma de los plazos", "Kind of deadline"), "code", 15, (
        "Uno, varios cortes, dos etapas, permanente o sin plazo", "One, several cut-offs, two stages, rolling or none"),
        _word("deadline_kind")),
    Column("deadlines", ("Todos los plazos", "All deadlines"), "text", 34, (
        "Cada plazo, con hora y etapa si las hay", "Each deadline, with hour and stage where stated"), _lines("deadlines", deadline_text)),
    Column("deadline_quotes", ("Palabras sobre los plazos", "Words on the deadlines"), "text", 36, (
        "Lo que la fuente dice de los plazos", "What the source says on deadlines"), _quotes("deadlines")),
    Column("deadline_changes", ("Cambios de plazo", "Deadline changes"), "integer", 10, (
        "Cuántas veces cambiaron sus plazos desde que se publicó aquí", "How often its deadlines changed since it was published here"),
        _field("deadline_changes")),
    Column("key_dates", ("Otras fechas", "Other dates"), "text", 30, (
        "Consultas, sesiones informativas, resultados, inicio", "Questions, information sessions, results, start"),
        _lines("key_dates", key_date_text)),
    Column("key_date_quotes", ("Palabras sobre otras fechas", "Words on other dates"), "text", 36, (
        "Lo que la fuente dice de esas fechas", "What the source says on those dates"), _quotes("key_dates")),
    Column("documents", ("Documentos", "Documents"), "text", 40, ("Documentos que nombra la convocatoria", "Documents that the call names"),
           _lines("documents", lambda document, language: document_text(document))),
    Column("published_on", ("Publicada el", "Published on"), "date", 12, ("Día en que la fuente la publicó", "Day the source published it"),
           _field("published_on")),
    Column("stated_status", ("Estado según la fuente", "Status by the source"), "code", 13, (
        "El estado que declara la fuente, como evidencia", "The status that the source states, as evidence"), _word("stated_status")),
    Column("language", ("Idioma", "Language"), "code", 8, ("Idioma del título y del resumen", "Language of title and summary"),
           _word("language")),
    Column("summary", ("Resumen", "Summary"), "text", 60, ("Resumen en el idioma en que se publicó", "Summary as published"),
           _field("summary")),
    Column("doubts", ("Lo que no quedó claro", "What is not clear"), "text", 36, (
        "Datos sobre los que las fuentes no coinciden o no son claras", "Data on which the sources disagree or are not clear"),
        _list("doubts")),
    Column("url", ("Dirección", "Address"), "text", 40, ("Dirección de la convocatoria", "Address of the call"),
           lambda item, language: link(item.url)),
    Column("sources", ("Fuentes", "Sources"), "text", 28, ("Los sitios que la publican", "The places that publish it"), _sources),
    Column("source_urls", ("Enlaces de las fuentes", "Links of the sources"), "text", 40, (
        "Dirección de la convocatoria en cada fuente", "Address of the call at each source"), _source_urls),
    Column("first_seen_on", ("Vista por primera vez", "First seen on"), "date", 12, (
        "Día en que el catastro la vio por primera vez", "Day the catalogue first saw it"), _field("first_seen_on")),
    Column("last_seen_on", ("Vista por última vez", "Last seen on"), "date", 12, (
        "Último día en que una fuente la mostraba", "Last day a source showed it"), _field("last_seen_on")),
    Column("changed_on", ("Cambió el", "Changed on"), "date", 12, ("Día de su último cambio", "Day of its last change"),
           _field("changed_on")),
    Column("withdrawn_on", ("Retirada el", "Withdrawn on"), "date", 12, ("Día en que se retiró", "Day it was withdrawn"),
           _field("withdrawn_on")),
    Column("new_in", ("Nueva en la semana", "New in week"), "code", 11, (
        "La única semana en que fue nueva para este perfil", "The one week in which it was new for this profile"), _field("new_in")),
    Column("decided_on", ("Decidida el", "Decided on"), "date", 12, ("Día de la decisión", "Day of the decision"), _decided("decided_on")),
    Column("call_id", ("Identificador", "Identifier"), "id", 12, (
        "Identificador de la convocatoria, para siempre: con él se leen de vuelta las decisiones; no se edita",
        "The call's identifier, for ever: decisions are read back by it; do not edit"), _field("call_id")),
)
"""The other columns."""

COLUMNS = MAIN + DETAIL
