"""The programme under which a call stands, by its name.

Belongs here: names that a phrase such as "within the framework of the … programme" or a label introduces. Does not
belong: funds and their editions (`pipelines/funds.py`), funders. A programme that is merely mentioned, or a second one,
leaves the fact open.
"""

from __future__ import annotations

import re

from pipelines.cleaning.cues import WordList
from pipelines.cleaning.sentences import Clauses

_BEFORE_NAME = WordList(  # "within the framework of the … programme"
    r"(?:within|under|through|as part of|part of|in)(?: the)? (?:framework|scope|context) of the |(?:within|under|as"
    r" part of|"
    r"part of|through) the "
)
_AFTER_WORD = WordList(
    r"(?:(?:within|under|through|as part of|part of) the (?:framework of the )?programme?|"
    r"(?:en el marco|dentro|a traves|al amparo|en virtud) del? (?:su )?programa|"
    r"(?:dans le cadre|au titre|par le biais) d(?:u|e son) programme|"
    r"(?:no ambito|no quadro|atraves|por meio) d[oe] (?:seu )?programa|"
    r"(?:im rahmen des|aus dem|uber das|im) (?:bundes|landes|forder|sonder)?programms?)(?![a-z])"
)
_SUBJECT = WordList(r"(?:el|o|le|das) program(?:ma|me|m|a)(?![a-z])")  # that does what a call does
_ACTS = re.compile(
    r"[»”\"“]?\s(?:abre|lanza|convoca|invita|financia|apoya|abrira|lanzara|apoyara|apoia|apoiara|lanca|lance|ouvre|soutient|finance|"
    r"invite|"
    r"fordert|unterstutzt|vergibt|startet)\w{0,30}\s"
)
_ACTING = WordList(
    r"programme? (?:opens|launches|invites|announces|funds|supports|finances|will (?:fund|support|finance))\b"
)
_CAPITALS_BEFORE = re.compile(
    r"(?<![\w+&'’.-])(?:[A-Z][\w+&'’.-]{0,40} )(?:(?:[A-Z0-9][\w+&'’.-]{0,40}|of|for|and|in|on|the|&) ){0,7}$"
)
_LABEL = WordList(r"(?:programme|program|programa|(?:forder)?programm)[ \t]*:(?=[ \t]*\S)")
_QUOTED = re.compile(r"\s{0,3}[«“\"„]\s?([^«»“”\"„\n]{3,80}?)\s?[»”\"“]")
_OWNER = re.compile(r"(?:[A-Z]\w{1,30} ){0,2}[A-Z]\w{1,30}['’]s ")
_WORD = re.compile(r"[\s]?([\w&+'’.-]*[\w&+])")
_PROGRAMME = re.compile(r" programme?(?![a-z])", re.IGNORECASE)
_LINKS_WORDS = """
a and d da das de del der des do dos du e el en et for fur für im in la las le les los of on para pour the und y zu zum zur
"""
_LINKS = frozenset(_LINKS_WORDS.split())
_NO_NAMES = frozenset(
    {"work", "annual", "action", "operational", "new", "this", "our", "grant", "grants", "national", "same"}
)
_MOST_WORDS, _LONGEST = 10, 90


def read_programme(clauses: Clauses) -> tuple[str, tuple[int, int], str] | None:
    """The programme's name, where it stands, and the rule; None where the text names none, or several."""
    found: dict[str, tuple[str, tuple[int, int], str]] = {}
    for phrases, rule, reader in _WAYS:
        for cue in phrases.find(clauses.words):
            if span := reader(clauses, cue):
                name = clauses.text[slice(*span)]
                found.setdefault(name.lower(), (name, span, rule))
    return next(iter(found.values())) if len(found) == 1 else None


def _name_after(clauses: Clauses, cue: re.Match[str]) -> tuple[int, int] | None:
    """The name behind the word "programme", in quotation marks or in capitals; with that word where the name leans
    on it.
    """
    text, place = clauses.text, cue.end()
    if quoted := _QUOTED.match(text, place):
        return quoted.span(1)
    span = _capitals(text, place)
    if span is None:
        return None
    leaning = text[place : span[0]].strip()
    word = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
    return (word, span[1]) if leaning else span


def _subject(clauses: Clauses, cue: re.Match[str]) -> tuple[int, int] | None:
    """The name of the programme that opens the call or pays for it."""
    span = _name_after(clauses, cue)
    return span if span and _ACTS.match(clauses.folded, span[1]) else None


def _acting(clauses: Clauses, cue: re.Match[str]) -> tuple[int, int] | None:
    """The same in English, where the name stands before."""
    name = _CAPITALS_BEFORE.search(clauses.text, max(0, cue.start() - _LONGEST), cue.start())
    if name is None:
        return None
    start = name.end() - len(name.group().removeprefix("The "))
    return (start, name.end() - 1) if start < name.end() - 1 and clauses.text[start] != " " else None


def _name_before(clauses: Clauses, cue: re.Match[str]) -> tuple[int, int] | None:
    """The name in capitals that the word "programme" follows."""
    text, place = clauses.text, cue.end()
    owner = _OWNER.match(text, place)
    span = _capitals(text, owner.end() if owner else place, leaning=False)
    if span is None:
        return None
    if _PROGRAMME.match(text, span[1]):
        return span
    start, end = span
    cut = text[start:end].lower().rfind(" programme")
    return (start, start + cut) if cut > 0 and text[start : start + cut].lower() not in _NO_NAMES else None


def _line(clauses: Clauses, cue: re.Match[str]) -> tuple[int, int] | None:
    """What a label's line holds, where it is a name."""
    text, place = clauses.text, cue.end()
    span = _capitals(text, place, leaning=False)
    end = text.find("\n", place)
    whole = text[place : end if end >= 0 else len(text)].rstrip(" .")
    return span if span and place + len(whole) == span[1] else None


def _capitals(text: str, place: int, *, leaning: bool = True) -> tuple[int, int] | None:
    """The words from a place on that begin with a capital, and the small ones between them; `leaning`: a small one
    may come first.
    """
    start = end = -1
    at = place
    for number in range(_MOST_WORDS):
        match = _WORD.match(text, at)
        if match is None or match.end() - place > _LONGEST:
            break
        word = match[1]
        if word[0].isupper() or (start >= 0 and word[0].isdigit()):
            start, end = (match.start(1) if start < 0 else start), match.end(1)
        elif word.lower() not in _LINKS or (number == 0 and not leaning):
            break
        at = match.end()
        if text[at : at + 1] not in (" ", "-"):
            break
    if start < 0 or text[start:end].lower() in _NO_NAMES or text[start:end].isdigit():
        return None
    return start, end


_WAYS = (
    (_AFTER_WORD, "framework", _name_after),
    (_BEFORE_NAME, "framework", _name_before),
    (_SUBJECT, "subject", _subject),
    (_ACTING, "subject", _acting),
    (_LABEL, "label", _line),
)
