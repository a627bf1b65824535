"""The bulletin before it has a format: its sections, cards and lines as short texts.

Belongs here: what the bulletin says of a call and how much of each section it shows. Does not belong: the words
(`messages/`, `bulletin.…`), tags, colours or the width of a line (`bulletin.py`, `templates/`), which calls there are
(`pipelines/digest/selection.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipelines.digest.week import Awaited, Change, Edition, Item
from pipelines.digest.wording import CATALOGUE_TONGUE
from pipelines.language.figures import day_text, long_day, money, number
from pipelines.language.messages import family, languages, text
from pipelines.language.safe_text import one_line
from pipelines.matching.eligibility.question import asks, question
from pipelines.place import in_use
from warehouse.exports.bulletin_parts import BulletinLine, Card, Fact, Letter, Note, Section, Tone
from warehouse.exports.on_behalf import on_behalf
from warehouse.exports.safe import link
from warehouse.exports.words import change_text, hour_text, key_date_text, word

ABOVE_THE_FOLD = 12  # calls
SHOWN_QUESTIONS = 3  # of them at most, of the calls that have to be asked about
SHOWN_FOLLOWED = 4
SHOWN_LINES = 5  # of a section below the fold
MILLION = 1_000_000
LETTERS = "en"  # the language of a letter to a funder where the call's own has no messages
LONGEST_TITLE, LONGEST_QUOTE, LONGEST_NOTE = 200, 240, 200

_ABOUT = frozenset({"start", "still", "confirm", "late", "awaited"})  # sections with a line on what they hold


def letter(edition: Edition) -> Letter:
    """The bulletin of an edition."""
    return _Writer(edition).letter()


class _Writer:
    """The words of one edition, in its language."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.language = edition, edition.language
        self._standing = dict(zip((item.call_id for item in edition.items), edition.standings, strict=False))
        self._notes: dict[tuple[str, str], Note] = {}

    def letter(self) -> Letter:
        e = self.edition
        shown = {
            "start": e.start,
            "new": e.new,
            "followed": e.followed,
            "changed": e.changed,
            "eligible": [item for item in e.items if item.outcome == "eligible"],
            "unclear": e.unclear,
        }
        counts = tuple(self._count(name, len(items)) for name, items in shown.items() if items or name == "new")
        followed = {item.call_id for item in e.followed}
        room = ABOVE_THE_FOLD - min(len(e.followed), SHOWN_FOLLOWED) - len(e.start)
        asked = min(len(e.confirm), SHOWN_QUESTIONS, room)
        fresh = min(len(e.fresh), room - asked)
        still = min(len(e.still), room - asked - fresh)
        sections = [
            self._cards("followed", e.followed, SHOWN_FOLLOWED),
            self._cards("start", e.start, len(e.start)),
            self._cards("new", e.fresh, fresh, empty="" if e.new else self.say("no_new")),
            self._cards("still", e.still, still),
            self._lines("confirm", [self._asked(i) for i in e.confirm[:asked]], len(e.confirm) - asked),
            self._lines("late", [self._due(i) for i in e.late], below=True),
            self._lines("changed", [self._changed(i) for i in e.changed if i.call_id not in followed], below=True),
            self._lines(
                "opening", [*(self._forecast(i) for i in e.forecast), *(self._fund(a) for a in e.opening)], below=True
            ),
            self._lines("awaited", [self._fund(a) for a in e.awaited], below=True),
        ]
        closing = (e.left_out_line, self.say("sheet"), self.say("origin", day=day_text(e.published_on)))
        return Letter(
            self.language,
            self.say("bulletin"),
            self._title(e.profile.name),
            self.say("monday", week=e.week, day=long_day(e.as_of, self.language)),
            counts,
            tuple(map(one_line, e.notices)),
            tuple(s for s in sections if s.cards or s.lines or s.empty or s.more),
            self.say("notes"),
            self.say("about_notes"),
            tuple(self._notes.values()),
            self.say("open"),
            tuple(one_line(text) for text in closing if text),
        )

    def say(self, name: str, /, count: int | None = None, **values: object) -> str:
        return text(f"bulletin.{name}", self.language, count, **values)

    def _count(self, name: str, count: int) -> tuple[str, str]:
        return number(count, self.language), self.say(f"count_{name}", count=count)

    def _cards(self, name: str, items: Sequence[Item], shown: int, empty: str = "") -> Section:
        about = self.say(f"about_{name}") if name in _ABOUT and items else ""
        return Section(
            self.say(name),
            about,
            tuple(map(self._card, items[:shown])),
            more=self._more(len(items) - shown),
            empty="" if items else empty,
        )

    def _lines(self, name: str, lines: Sequence[BulletinLine], others: int = 0, *, below: bool = False) -> Section:
        about = self.say(f"about_{name}") if name in _ABOUT else ""
        shown, rest = tuple(lines[:SHOWN_LINES]), len(lines[SHOWN_LINES:]) + others
        return Section(self.say(name), about, lines=shown, more=self._more(rest), below=below)

    def _more(self, count: int) -> str:
        return self.say("more", number=number(count, self.language)) if count > 0 else ""

    def _card(self, item: Item) -> Card:
        badge, tone = self._badge(item)
        facts = [
            *self._funds(item),
            self._closes(item),
            *self._amount(item),
            *self._who(item),
            self._begin(item),
            *self._place(item),
        ]
        facts += self._changes(item)
        facts += [Fact(self.say("doubt"), self._short(text, LONGEST_QUOTE), "ask") for text in item.doubts[:2]]
        return Card(
            self._title(item.title),
            link(item.url),
            badge,
            tone,
            self._meta(item),
            (*facts, *self._decision(item)),
            self._of(item),
        )

    def _of(self, item: Item) -> str:
        """The language of a call's words, where it is not the bulletin's."""
        return item.language if item.language and item.language != self.language else ""

    def _note(self, quote: str | None, item: Item) -> int:
        """The number under which a source's words stand; 0 without words."""
        words = self._short((quote or "").replace(" | ", " … "), LONGEST_NOTE)
        if not words:
            return 0
        return self._notes.setdefault(
            (words, item.call_id),
            Note(len(self._notes) + 1, text("format.quoted", self.language, words=words), self._of(item)),
        ).number

    def _funds(self, item: Item) -> Iterable[Fact]:
        """What the call funds, in a sentence made of its facts."""
        if not item.matches:
            return
        plain = item.call_type in (None, "", "other")
        kind = text("kind.other", self.language) if plain else self._word("call_type", item.call_type)
        best, others = item.matches[0], [m for m in item.matches[1:3] if m.grade == item.matches[0].grade]
        said = self.say("about_it" if best.grade == 2 else "touches", kind=kind, name=self._short(best.name, 80))
        said += "".join(self.say("also", name=self._short(m.name, 80)) for m in others[:1])
        yield Fact(self.say("funds"), self.say("automatic", sentence=said), note=self._note(best.quote, item))

    def _begin(self, item: Item) -> Fact:
        """What to do first: what the funder wants beforehand, the rules, the last day for questions."""
        known = item.before_applying if self.language == CATALOGUE_TONGUE else None
        first = self._short(known, LONGEST_QUOTE).rstrip(".") if known else ""
        rules = next((d for d in item.documents if link(d.url)), None)
        asked = next(
            (d for d in item.key_dates if d.kind == "questions_until" and d.on_date >= self.edition.as_of), None
        )
        parts = [first or self.say("rules")]
        if asked:
            parts.append(one_line(key_date_text(asked, self.language)))
        return Fact(self.say("begin"), "; ".join(parts) + ".", url=link(rules.url) if rules else None)

    def _place(self, item: Item) -> Iterable[Fact]:
        if told := self._standing.get(item.call_id):
            yield Fact(self.say("place"), self._short(told, 420))

    def _badge(self, item: Item) -> tuple[str, Tone]:
        if item.status in ("closed", "withdrawn"):
            return self._word("status", item.status), "bad"
        tones: dict[str, Tone] = {"eligible": "good", "unclear": "ask"}
        return self._word("outcome", item.outcome), tones.get(item.outcome, "bad")

    def _meta(self, item: Item) -> str:
        funder = self._short(item.funder, 80) if item.funder else ""
        language = family("language", self.language).get(self._of(item), "")
        kind = self._word("call_type", item.call_type) if item.call_type else ""
        return " · ".join(
            part for part in (funder, kind, self.say("in_language", language=language) if language else "") if part
        )

    def _closes(self, item: Item) -> Fact:
        label, day = self.say("closes"), item.next_deadline_on
        if item.status in ("closed", "withdrawn"):
            gone = item.withdrawn_on or item.closes_on
            return Fact(label, self.say(item.status, day=day_text(gone) if gone else "").strip(), "bad")
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
            parts.append(self.say("needs", days=self.edition.profile.lead_working_days))
        if item.deadline_kind == "two_stage":
            parts.append(self.say("two_stage"))
        elif len(item.deadlines) > 1:
            parts.append(self.say("cutoffs", count=len(item.deadlines), day=day_text(item.deadlines[-1].closes_on)))
        said = next((d.quote for d in item.deadlines if d.closes_on == day), None)
        tone: Tone = "bad" if item.too_late or item.status == "closing_soon" else "plain"
        return Fact(label, " · ".join(part for part in parts if part), tone, note=self._note(said, item))

    def _left(self, item: Item) -> str:
        if not item.days_left:
            return "" if item.days_left is None else self.say("today")
        left = self.say("days_left", count=item.days_left)
        if item.working_days_left is None:
            return left
        return f"{left} ({self.say('working_days', count=item.working_days_left)})"

    def _amount(self, item: Item) -> Iterable[Fact]:
        low, high, total = (
            self._money(a, item.currency) for a in (item.amount_min, item.amount_max, item.amount_total)
        )
        parts = []
        if high is not None:
            parts.append(
                high if low == high else self.say("range", low=low, high=high) if low else self.say("up_to", sum=high)
            )
        elif low is not None:
            parts.append(self.say("from", sum=low))
        if high is not None and item.amount_max_own is not None and item.currency != in_use().currency:
            own = self._in_own_money(item.amount_max_own)
            parts[0] = (
                self.say("in_own_money_at", sum=parts[0], own=own, day=day_text(item.rate_on))
                if item.rate_on
                else self.say("in_own_money", sum=parts[0], own=own)
            )
        if total is not None:
            parts.append(self.say("total", sum=total))
        if parts:
            said = {said.field: said.quote for said in item.said}
            quote = next((said[name] for name in ("amount_max", "amount_min", "amount_total") if name in said), None)
            yield Fact(self.say("amount"), " · ".join(parts), note=self._note(quote, item), joined=True)

    def _money(self, amount: Decimal | None, currency: str | None) -> str | None:
        return (
            None
            if amount is None
            else one_line(money(amount, currency, self.language)).replace(" ", "\N{NO-BREAK SPACE}")
        )

    def _in_own_money(self, amount: Decimal) -> str:
        """A converted sum, no finer than it is true."""
        if amount < MILLION:
            return self._money(amount, in_use().currency) or ""
        return self.say("millions", sum=number(round(amount / MILLION), self.language)).replace(
            " ", "\N{NO-BREAK SPACE}"
        )

    def _who(self, item: Item) -> Iterable[Fact]:
        note = self._note(item.eligibility_quote, item)
        match item.outcome:
            case "eligible":
                known = item.role if item.role in ("lead", "partner") else "may"
                yield Fact(self.say("who"), self.say(known), "good", note=note, joined=True)
            case "unclear":
                # the question itself quotes the text
                yield Fact(self.say("ask"), self._short(item.ask, 420) if item.ask else self.say("unsaid"), "ask")
            case _:
                yield Fact(self.say("who"), self.say("not"), "bad", note=note)

    def _changes(self, item: Item) -> list[Fact]:
        """What changed, without the last deadline where all deadlines say the same."""
        days = {change.changed_on for change in item.changes if change.field == "deadlines"}
        return [self._change(c) for c in item.changes if c.field != "closes_on" or c.changed_on not in days]

    def _change(self, change: Change) -> Fact:
        old, new = (
            self._short(change_text(change.field, v, self.language) or self.say("nothing"), LONGEST_QUOTE)
            for v in (change.old_value, change.new_value)
        )
        return Fact(
            self._word("field", change.field),
            self.say("seen", value=new, day=day_text(change.changed_on)),
            "ask",
            old=old,
        )

    def _decision(self, item: Item) -> Iterable[Fact]:
        d = item.decision
        if d and d.choice == "dismiss":
            yield Fact(self.say("decision"), self.say("dismissed", day=day_text(d.decided_on)), "ask")
        elif d and (d.responsible or d.state):
            state = self._word("state", d.state) if d.state else ""
            yield Fact(
                self.say("decision"), " · ".join(part for part in (state, self._short(d.responsible or "", 80)) if part)
            )

    def _due(self, item: Item) -> BulletinLine:
        facts = [fact.text for fact in self._amount(item)]
        lead = day_text(item.next_deadline_on) if item.next_deadline_on else self._closes(item).text
        return BulletinLine(
            lead,
            self._title(item.title),
            link(item.url),
            " · ".join(part for part in (self._left(item), self._meta(item), *facts) if part),
            language=self._of(item),
        )

    def _changed(self, item: Item) -> BulletinLine:
        outcome = self._who(item) if item.outcome == "ineligible" else ()
        gone = (self._closes(item),) if item.status in ("closed", "withdrawn") else ()
        return BulletinLine(
            "",
            self._title(item.title),
            link(item.url),
            self._meta(item),
            (*self._changes(item), *gone, *outcome, *(self._decision(item) if item.decision else ())),
            self._of(item),
        )

    def _asked(self, item: Item) -> BulletinLine:
        until = day_text(item.next_deadline_on) if item.next_deadline_on else ""
        return BulletinLine(
            until,
            self._title(item.title),
            link(item.url),
            self._meta(item),
            (*self._funds(item), self._whom(item), self._words(item)),
            self._of(item),
        )

    def _whom(self, item: Item) -> Fact:
        contact, funder = (
            link(item.contact_page),
            self._short(item.funder, 80) if item.funder else self.say("the_funder"),
        )
        if contact and item.contact and item.contact != item.funder:
            return Fact(
                self.say("whom"),
                self.say("contact_office", office=self._short(item.contact, 120), funder=funder),
                url=contact,
            )
        return Fact(self.say("whom"), self.say("contact" if contact else "at_the_call", funder=funder), url=contact)

    def _words(self, item: Item) -> Fact:
        """A letter ready to be sent, in the call's language where there are messages in it, else in English."""
        written, asked, rule = item.language if item.language in languages() else LETTERS, item.ask or "", item.rule
        if not rule or not asks(rule):  # of an older catalogue: its own question
            written = CATALOGUE_TONGUE
        elif written != self.language:
            asked = question(rule, self.edition.profile.applicant, item.eligibility_quote or "", written)
        said = text(
            "bulletin.dear",
            written,
            sender=on_behalf(self._title(self.edition.profile.name), written),
            title=self._short(item.title, 120),
            ask=self._short(asked, 420),
        )
        return Fact(self.say("letter"), said, language=written if written != self.language else "")

    def _forecast(self, item: Item) -> BulletinLine:
        return BulletinLine(
            day_text(item.opens_on) if item.opens_on else "",
            self._title(item.title),
            link(item.url),
            self._meta(item),
            language=self._of(item),
        )

    def _fund(self, fund: Awaited) -> BulletinLine:
        when = self.say("no_months")
        if fund.opens_from:
            when = self.say("between", first=day_text(fund.opens_from), last=day_text(fund.opens_to or fund.opens_from))
        known = self.say("known", count=fund.call_count) if fund.call_count > 1 else ""
        note = self._short(fund.note, LONGEST_QUOTE) if fund.note else ""
        funder = self._short(fund.funder, 80) if fund.funder else ""
        parts = (funder, self.say("expected", when=when), known, note)
        return BulletinLine("", self._title(fund.name), None, " · ".join(part for part in parts if part))

    def _word(self, kind: str, code: str | None) -> str:
        return one_line(word(kind, code, self.language) or "")

    def _title(self, text: str) -> str:
        return self._short(text, LONGEST_TITLE)

    def _short(self, text: str, longest: int) -> str:
        flat = one_line(text)
        return flat if len(flat) <= longest else flat[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"
