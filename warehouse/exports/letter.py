"""The bulletin before it has a format: its sections, cards and lines as short texts.

Belongs here: what the bulletin says of a call and how much of each section it shows. Does not belong: tags, colours or the width of a line
(`bulletin.py`, `templates/`), which calls there are (`pipelines/selection.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from babel.dates import format_date

from pipelines.letters import one_line
from pipelines.week import Awaited, Change, Edition, Item
from warehouse.exports.safe import link
from warehouse.exports.words import change_text, day_text, hour_text, money_text, word

SHOWN_CARDS = 12
SHOWN_LINES = 15
MILLION = 1_000_000
LONGEST_TITLE, LONGEST_QUOTE = 200, 240
Tone = Literal["good", "ask", "bad", "plain"]

WORDS: dict[str, tuple[str, str]] = {
    "bulletin": ("Boletín de oportunidades", "Funding bulletin"), "monday": ("Edición {week}, lunes {day}", "Edition {week}, {day}"),
    "followed": ("Seguidas", "Followed"), "new": ("Nuevas", "New"), "changed": ("Cambiaron", "Changed"),
    "closing": ("Cierran en 14 días", "Closing within 14 days"), "unclear": ("Por confirmar", "To be confirmed"),
    "opening": ("Próximas a abrir", "Opening soon"), "awaited": ("Esperadas y no vistas", "Expected and not seen"),
    "troubles": ("Fuentes con problemas", "Sources in trouble"),
    "about_unclear": ("El texto no deja claro si puede postular: esto es lo que hay que preguntar al financiador.",
                      "The text leaves open whether you may apply: this is what to ask the funder."),
    "about_awaited": ("Fondos conocidos que debieran estar por abrir y que ninguna fuente muestra aún.",
                      "Known funds that should be about to open and that no source shows yet."),
    "about_troubles": ("De estas fuentes puede faltar algo: conviene mirarlas directamente.",
                       "Something may be missing from these sources: have a look at them yourself."),
    "no_new": ("Ninguna convocatoria nueva esta semana.", "No new calls this week."),
    "more_new": ("Otras nuevas", "More new calls"),
    "more": ("… y {count} más en la planilla oportunidades.xlsx.", "… and {count} more in the spreadsheet oportunidades.xlsx."),
    "closes": ("Cierre", "Deadline"), "amount": ("Monto", "Amount"), "who": ("Quién postula", "Who may apply"),
    "fits": ("Calza con", "Fits"),
    "ask": ("Preguntar", "Ask"), "doubt": ("En duda", "In doubt"),
    "decision": ("Seguimiento", "Follow-up"),
    "lead": ("Puede postular como líder.", "May apply as the lead."),
    "partner": ("Puede postular como entidad asociada.", "May apply as a partner."), "may": ("Puede postular.", "May apply."),
    "not": ("Ya no puede postular.", "No longer open to you."), "unsaid": ("Por confirmar.", "To be confirmed."),
    "today": ("cierra hoy", "closes today"), "one_day": ("queda 1 día", "1 day left"),
    "days": ("quedan {days} días", "{days} days left"), "working": ("{days} hábiles", "{days} working"),
    "one_working": ("1 hábil", "1 working"),
    "late": ("necesita {days} días hábiles para prepararla", "you need {days} working days to prepare it"),
    "rolling": ("Permanente", "Rolling"), "no_deadline": ("Sin plazo publicado", "No deadline published"),
    "opens": ("Abre el {day}", "Opens on {day}"), "closed": ("Cerró", "Closed"), "withdrawn": ("Retirada", "Withdrawn"),
    "cutoffs": ("{count} cortes; el último, {day}", "{count} cut-offs, the last on {day}"),
    "two_stage": ("dos etapas", "two stages"), "up_to": ("hasta", "up to"), "from": ("desde", "from"),
    "range": ("de {low} a {high}", "from {low} to {high}"),
    "total": ("en total", "in total"), "about": ("aprox.", "about"),
    "rate": ("cambio del {day}", "rate of {day}"), "in_language": ("en {language}", "in {language}"),
    "between": ("entre {first} y {last}", "between {first} and {last}"), "expected": ("Se espera", "Expected"),
    "known": ("{count} ediciones conocidas", "{count} known editions"), "no_months": ("sin mes fijo", "no fixed month"),
    "dismissed": ("La había descartado, y cambió", "You had dismissed it, and it changed"), "nothing": ("no decía", "not stated"),
    "sheet": ("Todos los campos, los enlaces y sus decisiones están en la planilla oportunidades.xlsx; los plazos, en plazos.ics.",
              "All fields, links and your decisions are in the spreadsheet oportunidades.xlsx; the deadlines in plazos.ics."),
    "origin": ("Hecho con lo publicado el {day}. Lo que ninguna fuente dijo está vacío: confirme siempre en las bases.",
               "Made from what was published on {day}. What no source stated is empty: always confirm in the call's own rules."),
    "count_new_1": ("nueva", "new"), "count_followed_1": ("seguida", "followed"),
    "count_closing_1": ("cierra en 14 días", "closing within 14 days"),
    "count_eligible_1": ("a la que puede postular", "open to you"), "seen": ("visto el {day}", "seen on {day}"),
    "count_new": ("nuevas", "new"), "count_followed": ("seguidas", "followed"), "count_changed": ("con cambios", "changed"),
    "count_closing": ("cierran en 14 días", "closing within 14 days"), "count_eligible": ("a las que puede postular", "open to you"),
    "count_unclear": ("por confirmar", "to be confirmed"), "millions": ("${sum} millones", "CLP {sum} million"),
}
LANGUAGES = {"es": ("español", "Spanish"), "en": ("inglés", "English"), "fr": ("francés", "French"), "pt": ("portugués", "Portuguese"),
             "de": ("alemán", "German"), "it": ("italiano", "Italian")}


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled line of a card; `old` is struck out before the text."""

    label: str
    text: str
    tone: Tone = "plain"
    old: str | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One call in full. `url` is fit to be followed, or None."""

    title: str
    url: str | None
    badge: str
    tone: Tone
    meta: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One call, fund or source in short: what stands before the title, and under it."""

    lead: str
    title: str
    url: str | None = None
    meta: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what stands under it; `more` says how many were not shown."""

    heading: str
    about: str = ""
    cards: tuple[Card, ...] = ()
    lines_heading: str = ""
    lines: tuple[Line, ...] = ()
    more: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole bulletin; `counts` are (figure, what of)."""

    language: str
    title: str
    name: str
    edition: str
    counts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]


def letter(edition: Edition) -> Letter:
    """The bulletin of an edition."""
    return _Writer(edition).letter()


class _Writer:
    """The words of one edition, in its language."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.language = edition, edition.language

    def letter(self) -> Letter:
        e = self.edition
        shown = {"new": e.new, "followed": e.followed, "changed": e.changed, "closing": e.closing,
                 "eligible": [item for item in e.items if item.outcome == "eligible"], "unclear": e.unclear}
        counts = tuple(self._count(name, len(items)) for name, items in shown.items() if items or name == "new")
        # a call in full once: as followed, else as new
        followed = {item.call_id for item in e.followed}
        new = [item for item in e.new if item.call_id not in followed]
        carded = followed | {item.call_id for item in new[:SHOWN_CARDS]}
        sections = [
            self._cards("followed", e.followed, len(e.followed)),
            self._cards("new", new, SHOWN_CARDS, empty="" if e.new else self.say("no_new")),
            self._lines("changed", [self._changed(i) for i in e.changed if i.call_id not in followed]),
            self._lines("closing", [self._due(i) for i in e.closing]),
            self._lines("unclear", [self._asked(i) for i in e.unclear if i.call_id not in carded]),
            self._lines("opening", [*(self._forecast(i) for i in e.forecast), *(self._fund(a) for a in e.opening)]),
            self._lines("awaited", [self._fund(a) for a in e.awaited]),
            self._lines("troubles", [Line("", self._title(t.name), None, self._short(t.line, LONGEST_QUOTE)) for t in e.troubles])]
        closing = (e.left_out_line, self.say("sheet"), self.say("origin", day=day_text(e.published_on)))
        return Letter(
            self.language, self.say("bulletin"), self._title(e.profile.name), self.say("monday", week=e.week, day=self._long_day(e.as_of)),
            counts, tuple(map(one_line, e.notices)), tuple(s for s in sections if s.cards or s.lines or s.empty),
            tuple(one_line(text) for text in closing if text))

    def say(self, name: str, **values: object) -> str:
        return WORDS[name][self.language == "en"].format(**values)

    def _count(self, name: str, count: int) -> tuple[str, str]:
        one = f"count_{name}_1"
        return self._number(count), self.say(one if count == 1 and one in WORDS else f"count_{name}")

    def _cards(self, name: str, items: Sequence[Item], shown: int, empty: str = "") -> Section:
        rest = items[shown:]
        return Section(
            self.say(name), "", tuple(map(self._card, items[:shown])), self.say("more_new") if rest else "",
            tuple(map(self._due, rest[:SHOWN_LINES])), self._more(len(rest) - SHOWN_LINES), "" if items else empty)

    def _lines(self, name: str, lines: Sequence[Line]) -> Section:
        about = self.say(f"about_{name}") if f"about_{name}" in WORDS else ""
        return Section(self.say(name), about, lines=tuple(lines[:SHOWN_LINES]), more=self._more(len(lines) - SHOWN_LINES))

    def _more(self, count: int) -> str:
        return self.say("more", count=self._number(count)) if count > 0 else ""

    def _card(self, item: Item) -> Card:
        badge, tone = self._badge(item)
        facts = [self._closes(item), *self._amount(item), self._who(item), *self._fits(item)]
        facts += self._changes(item)
        facts += [Fact(self.say("doubt"), self._short(text, LONGEST_QUOTE), "ask") for text in item.doubts[:2]]
        return Card(self._title(item.title), link(item.url), badge, tone, self._meta(item), (*facts, *self._decision(item)))

    def _badge(self, item: Item) -> tuple[str, Tone]:
        if item.status in ("closed", "withdrawn"):
            return self._word("status", item.status), "bad"
        tones: dict[str, Tone] = {"eligible": "good", "unclear": "ask"}
        return self._word("outcome", item.outcome), tones.get(item.outcome, "bad")

    def _meta(self, item: Item) -> str:
        funder = self._short(item.funder, 80) if item.funder else ""
        language = LANGUAGES.get(item.language or "", ("", ""))[self.language == "en"] if item.language != self.language else ""
        kind = self._word("call_type", item.call_type) if item.call_type else ""
        return " · ".join(part for part in (funder, kind, self.say("in_language", language=language) if language else "") if part)

    def _closes(self, item: Item) -> Fact:
        label, day = self.say("closes"), item.next_deadline_on
        if item.status in ("closed", "withdrawn"):
            gone = item.withdrawn_on or item.closes_on
            return Fact(label, f"{self.say(item.status)} {day_text(gone) if gone else ''}".strip(), "bad")
        if day is None:
            opens = item.opens_on if item.status == "forecast" else None
            otherwise = "rolling" if item.deadline_kind == "rolling" else "no_deadline"
            return Fact(label, self.say("opens", day=day_text(opens)) if opens else self.say(otherwise))
        parts = [day_text(day)]
        at = next((d for d in item.deadlines if d.closes_on == day and d.closes_at), None)
        if at and at.closes_at:
            parts.append(one_line(hour_text(at, self.language) or ""))
        parts.append(self._left(item))
        if item.too_late:
            parts.append(self.say("late", days=self.edition.profile.lead_working_days))
        if item.deadline_kind == "two_stage":
            parts.append(self.say("two_stage"))
        elif len(item.deadlines) > 1:
            parts.append(self.say("cutoffs", count=len(item.deadlines), day=day_text(item.deadlines[-1].closes_on)))
        return Fact(label, " · ".join(part for part in parts if part), "bad" if item.too_late or item.status == "closing_soon" else "plain")

    def _left(self, item: Item) -> str:
        if not item.days_left:
            return "" if item.days_left is None else self.say("today")
        left = self.say("one_day") if item.days_left == 1 else self.say("days", days=item.days_left)
        if item.working_days_left is None:
            return left
        return f"{left} ({self.say('one_working' if item.working_days_left == 1 else 'working', days=item.working_days_left)})"

    def _amount(self, item: Item) -> Iterable[Fact]:
        low, high, total = (self._money(a, item.currency) for a in (item.amount_min, item.amount_max, item.amount_total))
        parts = []
        if high is not None:
            parts.append(high if low == high else self.say("range", low=low, high=high) if low else f"{self.say('up_to')} {high}")
        elif low is not None:
            parts.append(f"{self.say('from')} {low}")
        if high is not None and item.amount_max_clp is not None and item.currency != "CLP":
            day = f", {self.say('rate', day=day_text(item.rate_on))}" if item.rate_on else ""
            parts[0] += f" ({self.say('about')} {self._pesos(item.amount_max_clp)}{day})"
        if total is not None:
            parts.append(f"{total} {self.say('total')}")
        if parts:
            yield Fact(self.say("amount"), " · ".join(parts))

    def _money(self, amount: Decimal | None, currency: str | None) -> str | None:
        return None if amount is None else one_line(money_text(amount, currency, self.language)).replace(" ", "\N{NO-BREAK SPACE}")

    def _pesos(self, amount: Decimal) -> str:
        """A converted sum, no finer than it is true."""
        if amount < MILLION:
            return self._money(amount, "CLP") or ""
        return self.say("millions", sum=self._number(round(amount / MILLION))).replace(" ", "\N{NO-BREAK SPACE}")

    def _who(self, item: Item) -> Fact:
        quote = self._short(item.eligibility_quote.replace(" | ", " … "), LONGEST_QUOTE) if item.eligibility_quote else ""
        match item.outcome:
            case "eligible":
                known = item.role if item.role in ("lead", "partner") else "may"
                return Fact(self.say("who"), self.say(known), "good", quote=quote)
            case "unclear":
                # the question itself quotes the text
                return Fact(self.say("ask"), self._short(item.ask, 420) if item.ask else self.say("unsaid"), "ask")
        return Fact(self.say("who"), self.say("not"), "bad", quote=quote)

    def _fits(self, item: Item) -> Iterable[Fact]:
        if item.matches:
            shown = [(self._short(m.name, 80), self._short(", ".join(m.terms[:3]), 80)) for m in item.matches[:2]]
            named = (f"{name} ({terms})" if terms else name for name, terms in shown)
            yield Fact(self.say("fits"), "; ".join(named))

    def _changes(self, item: Item) -> list[Fact]:
        """What changed, without the last deadline where all deadlines say the same."""
        days = {change.changed_on for change in item.changes if change.field == "deadlines"}
        return [self._change(c) for c in item.changes if c.field != "closes_on" or c.changed_on not in days]

    def _change(self, change: Change) -> Fact:
        old, new = (self._short(change_text(change.field, v, self.language) or self.say("nothing"), LONGEST_QUOTE)
                    for v in (change.old_value, change.new_value))
        return Fact(self._word("field", change.field), f"{new}, {self.say('seen', day=day_text(change.changed_on))}", "ask", old=old)

    def _decision(self, item: Item) -> Iterable[Fact]:
        d = item.decision
        if d and d.choice == "dismiss":
            yield Fact(self.say("decision"), f"{self.say('dismissed')} ({day_text(d.decided_on)})", "ask")
        elif d and (d.responsible or d.state):
            state = self._word("state", d.state) if d.state else ""
            yield Fact(self.say("decision"), " · ".join(part for part in (state, self._short(d.responsible or "", 80)) if part))

    def _due(self, item: Item) -> Line:
        facts = [fact.text for fact in self._amount(item)]
        unclear = self._word("outcome", item.outcome) if item.outcome == "unclear" else ""
        lead = day_text(item.next_deadline_on) if item.next_deadline_on else self._closes(item).text
        return Line(lead, self._title(item.title), link(item.url),
                    " · ".join(part for part in (self._left(item), self._meta(item), *facts, unclear) if part))

    def _changed(self, item: Item) -> Line:
        outcome = () if item.outcome != "ineligible" else (self._who(item),)
        gone = (self._closes(item),) if item.status in ("closed", "withdrawn") else ()
        return Line("", self._title(item.title), link(item.url), self._meta(item),
                    (*self._changes(item), *gone, *outcome, *(self._decision(item) if item.decision else ())))

    def _asked(self, item: Item) -> Line:
        until = day_text(item.next_deadline_on) if item.next_deadline_on else ""
        return Line(until, self._title(item.title), link(item.url), self._meta(item), (self._who(item),))

    def _forecast(self, item: Item) -> Line:
        return Line(day_text(item.opens_on) if item.opens_on else "", self._title(item.title), link(item.url), self._meta(item))

    def _fund(self, fund: Awaited) -> Line:
        when = self.say("no_months")
        if fund.opens_from:
            when = self.say("between", first=day_text(fund.opens_from), last=day_text(fund.opens_to or fund.opens_from))
        known = self.say("known", count=fund.call_count) if fund.call_count > 1 else ""
        note = self._short(fund.note, LONGEST_QUOTE) if fund.note else ""
        funder = self._short(fund.funder, 80) if fund.funder else ""
        return Line("", self._title(fund.name), None, " · ".join(p for p in (funder, f"{self.say('expected')} {when}", known, note) if p))

    def _word(self, kind: str, code: str | None) -> str:
        return one_line(word(kind, code, self.language) or "")

    def _title(self, text: str) -> str:
        return self._short(text, LONGEST_TITLE)

    def _short(self, text: str, longest: int) -> str:
        flat = one_line(text)
        return flat if len(flat) <= longest else flat[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"

    def _long_day(self, day: date) -> str:
        return format_date(day, "d 'de' MMMM 'de' y", "es") if self.language == "es" else format_date(day, "EEEE d MMMM y", "en_GB")

    def _number(self, value: int) -> str:
        return f"{value:,}".replace(",", ".") if self.language == "es" else f"{value:,}"
