"""The days on which applications close, and the other days that a text states.

Belongs here: from mentioned days and their roles to deadlines, opening day, key dates and the kind of deadline.
Does not belong: how days are written (`dates.py`) or which words tell their role (`roles.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from pipelines.cleaning import roles
from pipelines.cleaning.clauses import Clauses
from pipelines.cleaning.cues import WordList
from pipelines.cleaning.dates import Day, find_days
from pipelines.cleaning.hours import read_moment
from pipelines.cleaning.rolling import left_open, rolling_words
from pipelines.cleaning.years import Calendar, calendar
from pipelines.records import Deadline, DeadlineKind, Doubt, KeyDate

_PLACEHOLDERS = frozenset({date(2035, 12, 31), date(2099, 12, 31), date(1970, 1, 1), date(1900, 1, 1)})
_EARLIEST = 1990
_BEFORE, _AFTER = 180, 110
_ARTICLES = (
    r"(?:\s*(?:el|o|le|la|un|una|segund[oa]|seconde?|deuxieme|otro|otra|zweite[rn]?|second|zum|the|dia|al?|den|dem|der|die|proximo|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo|\w{2,6}day|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\w{3,7}tag|mittwoch|\w{5,7}-feira)\b,?)*\s*"
)
_RANGE = re.compile(
    r"(?:\s*(?:\(?\d\d?[:h.]\d\d\)?|,|uhr|h))*\s*(?:al?|y(?: el)?|to|until|till|through|hasta(?: el)?|au|e|et|and|ate(?: o)?|"
    r"bis(?: zum)?|jusqu'au|und(?: dem)?|-|e il|al)"
 + _ARTICLES)
_THEN_CLOSES = re.compile(
    r"\s*,?\s*(?:y|and|et|e|und)\s+(?:finaliza(?:ra)?|cierra|cerrara|closes|ends|termina(?:ra)?|se termine(?:ra)?|s'acheve(?:ra)?|"
    r"encerra|endet|"
    r"schliesst|vence(?:ra)?)\b(?: on)?" + _ARTICLES
)
_LIST = re.compile(r"\s*(?:[,/&]|,?\s*(?:y|and|e|et|und|or|ou|oder|u|o)\b)?" + _ARTICLES)
_WINDOW_FROM = r"(?:between|from|entre|del?|desde|du|do|vom|von|zwischen|dal|tra)?"
_WINDOW = re.compile(
    r"(?:between|from|entre|\bdel?|desde|\bdu|\bde|\bdo|vom|von|zwischen|\bdal|\btra|abierta|abierto|open|period|periodo|periode|"
    r"zeitraum|plazo|prazo|window|postulaci\w+|inscri\w+|candidatur\w+|applications?|proposals?)\W*"
 + _ARTICLES + "$")
_UNDER_STATUS = re.compile(  # "Open" on a line, then a window alone on its own
    r"\s*(?:statut|status|estado|etat)?[ :]*(?:en cours|prochainement|a venir|ouverte?|open(?: now)?|current|upcoming|forthcoming|"
    r"abiert[ao]|vigente|"
    r"en curso|proximamente|abert[ao]|em curso|em breve|laufend|offen|demnachst)\s*[\n|]\s*"
    + _WINDOW_FROM + r"\s*"
)
_OF_WORKS = re.compile(
    r"\b(?:publi\w+|produ\w+|realiz\w+|broadcast|aired|released|created|graduated|completed|estren\w+|emitid\w+|difus\w+|diffus\w+|"
    r"exibid\w+|"
    r"conclu\w+|born|nacid\w+|nascid\w+|nee?s?|parue?s?)\s+(?:between|from|entre|desde|de|du|zwischen|vom)" + _ARTICLES + "$"
)
_YEAR_OF_LIST = re.compile(
    r"(?:deadlines|dates|fechas(?: \w+){0,3}|prazos|datas(?:[ -]\w+){0,3}|echeances|\w*fristen|\w*stichtage|\w*termine|cortes|cut-?offs?)"
    r"\s(?:(?:in|for|en|em|de|del|du|pour|fur|im jahr)\s)?(20\d\d)\s*(?:(?:are|son|sao|sont|sind)\s*)?:\s*(?:\w+\s){0,3}$"
)
_YEAR_BEFORE_LIST = re.compile(
    r"\b(?:in|en|em|for|im jahr|fur)\s(20\d\d)\b[^.;\n\d]{0,30}\b(?:deadlines|dates|fechas|cierres|prazos|datas|echeances|"
    r"\w*fristen|\w*termine)"
    r"\W+(?:\w+\s){0,2}$"
)
_YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?!\d)")
_THIS_MONTH = re.compile(
    r"(?:dia\s+)?(?<!\d)(\d{1,2})\s+(?:deste mes|de este mes|del presente mes|del mes en curso|of this month|dieses monats|de ce mois)"
)
_TODAY = WordList(
    r"(?:hoy|today|aujourd'hui|heute|hoje)\b[^.;\n]{0,40}\b(?:se abren?|abren?|opens?|s'ouvre|ouvre|offnet|startet|beginnt|abrem)\b|"
    r"(?:opens?|abren?|ouvre|offnet|startet|beginnt|abrem) (?:hoy|today|aujourd'hui|heute|hoje)\b"
)
_NEXT = re.compile(r"(?:next|proxim|prochain|nachst)")
_CONTINUED = re.compile(
    r"(?:\bends?\b|\bnow\b|\bto\b|ahora|nuevo|hasta|cierra|jusqu|\bau\b|\bate\b|\bnun\b|\bneu|\bbis\b|\bauf\b|\bendet\b)"
)


@dataclass(slots=True)
class Days:
    """What the days of a text say."""

    deadlines: list[Deadline] = field(default_factory=list)
    kind: DeadlineKind = "none"
    opens_on: date | None = None
    key_dates: list[KeyDate] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=lambda: Calendar(None, None, None))


@dataclass(slots=True)
class _Found:
    day: Day
    role: roles.Role | None = None
    rule: str = ""
    before: str = ""
    after: str = ""
    extended: bool = False
    old: bool = False
    stage: int | None = None


def read_days(clauses: Clauses, folded_title: str, language: str | None, published_on: date | None) -> Days:
    """Deadlines, opening day and key dates of a text."""
    folded = clauses.folded
    days = find_days(folded, language)
    result = Days()
    found = _with_roles(_with_shared_years(days, folded), clauses)
    for item in found:
        if item.role == "opens" and folded_title and item.before.strip(" \n|:.-") == folded_title.strip(" .:-"):
            item.role = None  # a dateline under a title such as "Award launched"
    stamped = calendar(clauses.words, folded_title, days, published_on)
    if stamped.dateline is None and published_on is None:
        opened = next((f.day.on() for f in found if f.role == "opens" and f.day.year and not f.day.swap), None)
        stamped = replace(stamped, dateline=opened)
    result.calendar = stamped
    dated = {(f.day.day, f.day.month): f.day.year for f in found if f.day.year}
    chosen: list[tuple[date, _Found]] = []
    unread = 0
    for item in found:
        if item.role is None or item.old:
            continue
        on = _day_of(item, dated, stamped, folded, result, clauses)
        if item.role == "deadline" and on is None:
            unread += 1
        elif on is None or on.year < _EARLIEST:
            continue
        elif on in _PLACEHOLDERS:
            if item.role == "deadline":
                result.doubts.append(Doubt("deadlines", None, None, clauses.quote(item.day.start, item.day.end)))
        elif item.role == "deadline":
            chosen.append((on, item))
        elif item.role == "opens":
            if result.opens_on is None:
                result.opens_on, result.quotes["opens_on"] = on, clauses.quote(item.day.start, item.day.end)
                result.rules["opens_on"] = item.rule
        elif item.role != "published":
            key = KeyDate(item.role, on, clauses.quote(item.day.start, item.day.end))
            if all((k.kind, k.on_date) != (key.kind, on) for k in result.key_dates):
                result.key_dates.append(key)
                result.rules[f"key_dates.{on}"] = item.rule
    if result.opens_on is None and stamped.dateline and (today := _TODAY.first(clauses.words)):
        result.opens_on, result.quotes["opens_on"], result.rules["opens_on"] = stamped.dateline, clauses.quote(*today.span()), "dateline"
    unread += _this_month(clauses, published_on, chosen, result)
    _settle(result, chosen, unread, clauses)
    return result


def _with_shared_years(days: list[Day], folded: str) -> list[Day]:
    """Days of one range or list share the year that only one of them has."""
    shared = [_with_year_of_list(day, folded) if day.year is None else day for day in days]
    for at in range(len(shared) - 2, -1, -1):
        first, second = shared[at], shared[at + 1]
        if first.year is None and second.year and _linked(first, second, folded):
            later = (first.month, first.day) > (second.month, second.day)
            shared[at] = replace(first, year=second.year - later)
    for at, (first, second) in enumerate(pairwise(shared)):
        first = shared[at]
        if first.year and second.year is None and _linked(first, second, folded):
            shared[at + 1] = replace(second, year=first.year + ((second.month, second.day) < (first.month, first.day)))
    return shared


def _with_year_of_list(day: Day, folded: str) -> Day:
    """A day without a year that heads a list whose year is named: "Deadlines in 2027: 1 March, 1 June"."""
    start = max(0, day.start - 90)
    if "20" not in folded[start : day.start]:
        return day
    named = _YEAR_OF_LIST.search(folded, start, day.start) or _YEAR_BEFORE_LIST.search(folded, start, day.start)
    return replace(day, year=int(named[1])) if named else day


def _linked(first: Day, second: Day, folded: str) -> bool:
    between = folded[first.end : second.start]
    return len(between) <= 40 and bool(_RANGE.fullmatch(between) or _LIST.fullmatch(between) or _THEN_CLOSES.fullmatch(between))


def _with_roles(days: list[Day], clauses: Clauses) -> list[_Found]:
    folded = clauses.folded
    extends = bool(days) and roles.EXTENSIONS.first(clauses.words) is not None
    found: list[_Found] = []
    at = 0
    while at < len(days):
        day = days[at]
        item = _contextual(days, at, clauses, extends)
        found.append(item)
        at += 1
        if at < len(days) and days[at].start - day.end <= 40:
            between = folded[day.end : days[at].start]
            if _RANGE.fullmatch(between) and _OF_WORKS.search(item.before):
                found.append(_contextual(days, at, clauses, extends))  # "films released between A and B may compete"
                at += 1
                continue
            if _RANGE.fullmatch(between) and _WINDOW.search(item.before):
                second = _contextual(days, at, clauses, extends)
                _as_window(item, second, clauses)
                found.append(second)
                at += 1
                continue
        item.role, item.rule = _single_role(item, found, days, at - 1, clauses)
    return found


def _contextual(days: list[Day], at: int, clauses: Clauses, extends: bool) -> _Found:
    day = days[at]
    folded = clauses.folded
    start = clauses.labelled_start(day.start)
    if folded[max(0, start - 2) : start].strip() == ";" and day.start - start < 25 and _NEXT.search(folded, start, day.start):
        start = clauses.span(start - 1)[0]  # "four cut-off dates a year; the next is 31 March"
    start = max(start, days[at - 1].end if at else 0, day.start - _BEFORE)
    end = min(clauses.span(day.end - 1)[1], days[at + 1].start if at + 1 < len(days) else len(folded), day.end + _AFTER)
    item = _Found(day, before=folded[start : day.start], after=folded[day.end : max(end, day.end)])
    if extends:
        item.extended = bool(roles.EXTENDED.search(item.before))
        older = roles.OLD.search(item.before) and not roles.close(roles.UNTIL, item.before)
        item.old = bool(older and roles.EXTENDED.search(_sentence(day, clauses)))
    return item


def _sentence(day: Day, clauses: Clauses) -> str:
    start, end = clauses.span(day.start)
    return clauses.folded[max(start, day.start - 300) : min(end, day.end + 300)]


def _as_window(first: _Found, second: _Found, clauses: Clauses) -> None:
    """The roles of "from A to B"."""
    if first.extended:
        first.old, second.role, second.rule, second.extended = True, "deadline", "extension", True
        return
    sentence = _sentence(first.day, clauses)
    role, _ = roles.role_of(first.before + "hasta el ", second.after, sentence)
    if role is None and not second.after.strip(" |\n"):
        line = clauses.span(first.day.start)[0]
        above = clauses.span(line - 1)[0] if line else 0
        role = "deadline" if _UNDER_STATUS.fullmatch(clauses.folded, above, first.day.start) else None
    if role == "deadline":
        first.role, second.role = "opens", "deadline"
        first.rule = second.rule = "window"
    elif role in ("questions_until", "information_session"):
        second.role, second.rule = role, "window"
    second.before = first.before


def _single_role(item: _Found, found: list[_Found], days: list[Day], at: int, clauses: Clauses) -> roles.Told:
    folded, day = clauses.folded, item.day
    previous = found[-2] if len(found) > 1 and at else None
    if previous and previous.role is not None and _LIST.fullmatch(folded[days[at - 1].end : day.start]) and (
        previous.role == "deadline" or not item.before.strip(" ,/&")
    ):
        return previous.role, "list"
    role, rule = roles.role_of(item.before, item.after, _sentence(day, clauses))
    if role is None and previous and previous.old and _CONTINUED.search(item.before) and clauses.span(day.start) == clauses.span(
        previous.day.start
    ):
        item.extended = True
        return "deadline", "extension"
    if role == "deadline" and day.bare and not (roles.UNTIL.search(item.before[-24:]) or roles.LABEL.search(item.before)):
        return roles.NOTHING
    return role, rule


def _day_of(item: _Found, dated: dict[tuple[int, int], int], stamped: Calendar, folded: str, result: Days, clauses: Clauses) -> date | None:
    day = item.day
    words = clauses.quote(day.start, day.end)
    if day.swap:
        return _ordered(item, stamped, words, result)
    if day.year:
        return day.on()
    year = dated.get((day.day, day.month)) or stamped.year_of(day, folded, closing=item.role == "deadline")
    named = _YEAR.findall(item.before + item.after)
    if named and str(year) not in named:  # "The 2026 deadlines are: 1 February" under a dateline of July 2026
        year = None
    if year is None and item.role == "deadline":
        result.doubts.append(Doubt("deadlines", f"{day.month:02}-{day.day:02}", None, words))
    return day.on(year) if year else None


def _ordered(item: _Found, stamped: Calendar, words: str, result: Days) -> date | None:
    """A day whose order is open, where only one order comes after the publication; else a doubt."""
    first, second = item.day.on(), replace(item.day, day=item.day.month, month=item.day.day).on()
    anchor = stamped.published_on or stamped.dateline
    if anchor and first and second and item.role == "deadline":
        near = [on for on in (first, second) if 0 <= (on - anchor).days <= 400]
        if len(near) == 1:
            return near[0]
    if item.role in ("deadline", "opens"):
        field_name = "deadlines" if item.role == "deadline" else "opens_on"
        result.doubts.append(Doubt(field_name, str(first), str(second), words))
    return None


def _this_month(clauses: Clauses, published_on: date | None, chosen: list[tuple[date, _Found]], result: Days) -> int:
    unread = 0
    if not any(words in clauses.folded for words in ("este mes", "presente mes", "mes en curso", "this month", "dieses monats", "ce mois")):
        return unread
    for match in _THIS_MONTH.finditer(clauses.folded):
        start, end = clauses.span(match.start())
        before = clauses.folded[max(start, match.start() - _BEFORE) : match.start()]
        day = Day(match.start(), match.end(), int(match[1]), published_on.month if published_on else 1,
            published_on.year if published_on else None)
        if roles.role_of(before, clauses.folded[match.end() : min(end, match.end() + _AFTER)], _sentence(day, clauses))[0] != "deadline":
            continue
        on = day.on()
        if on and published_on and on >= published_on:
            chosen.append((on, _Found(day, "deadline", "this month", before)))
        else:
            unread += 1
            result.doubts.append(Doubt("deadlines", None, None, clauses.quote(match.start(), match.end())))
    return unread


def _settle(result: Days, chosen: list[tuple[date, _Found]], unread: int, clauses: Clauses) -> None:
    """Extensions beat older days, stages are numbered, and the kind follows."""
    folded = clauses.folded
    staged_before: int | None = None
    for _, item in sorted(chosen, key=lambda pair: pair[1].day.start):
        item.stage = _stage(item) or (staged_before if item.rule == "list" else None)
        staged_before = item.stage
    extensions = [(on, item.stage) for on, item in chosen if item.extended]
    kept = [
        (on, item) for on, item in chosen
        if item.extended or not any(stage in (item.stage, None) and on < later for later, stage in extensions)
    ]
    stages = {item.stage for _, item in kept}
    two_stage = stages >= {1, 2} or (1 in stages and bool(roles.STAGE_2.search(folded) or roles.TWO_STAGES.search(folded)))
    by_day: dict[tuple[date, int | None], Deadline] = {}
    for on, item in sorted(kept, key=lambda pair: (pair[0], pair[1].day.start)):
        stage = item.stage if two_stage else None
        closes_at, zone = read_moment(on, item.before[-48:], item.after[:90])
        known = by_day.get((on, stage))
        if known is None or (known.closes_at is None and closes_at is not None):
            by_day[on, stage] = Deadline(on, closes_at, zone, stage, clauses.quote(item.day.start, item.day.end))
            result.rules[f"deadlines.{on}"] = item.rule + ("" if item.day.year else ", year from context")
    deadlines = list(by_day.values())
    staged = {deadline.closes_on for deadline in deadlines if deadline.stage}
    result.deadlines = [d for d in deadlines if d.stage or d.closes_on not in staged]
    days = {deadline.closes_on for deadline in result.deadlines}
    if two_stage and days:
        result.kind = "two_stage"
    elif len(days) > 1:
        result.kind = "multiple"
    elif days:
        result.kind = "fixed"
    elif place := rolling_words(clauses.words):
        result.kind, result.rules["deadline_kind"] = "rolling", "rolling"
        result.quotes["deadline_kind"] = clauses.quote(*place)
    elif unread:
        result.kind = "multiple" if len({d.value for d in result.doubts if d.field == "deadlines"}) > 1 else "fixed"
    elif doubts := left_open(clauses):
        result.doubts += doubts
        result.kind = "fixed"
    if result.kind not in ("none", "rolling"):
        told = [d.quote for d in result.deadlines] + [d.quote for d in result.doubts if d.field == "deadlines"]
        result.rules["deadline_kind"] = "days" if result.deadlines else "day left open"
        result.quotes["deadline_kind"] = told[0] or ""


def _stage(item: _Found) -> int | None:
    """The stage that the words nearest to a deadline name."""
    for words in (item.before, item.after[:60]):
        first, second = roles.last(roles.STAGE_1, words), roles.last(roles.STAGE_2, words)
        if first is not None or second is not None:
            return 1 if second is None or (first is not None and first > second) else 2
    return None
