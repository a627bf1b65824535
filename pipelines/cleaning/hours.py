"""The hour and time zone stated beside a day.

Belongs here: "at 17:00 Brussels time", "23:59 (GMT -4.00)", "às 18h (horário de Brasília)". Does not belong: days.
An hour without a zone makes no moment: the day stands alone, and the quote keeps the hour.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_HOUR = re.compile(
    r"(?<![\d.,:/+-])(?:"
    r"(?P<h>\d\d?)\s?(?::|h)\s?(?P<m>\d\d)(?::\d\d)?(?!\d)\s{0,3}(?P<half>[ap]\.?\s?m\b)?"
    r"|(?P<h2>\d\d?)(?:\.(?P<m2>\d\d))?\s{0,3}(?:(?P<half2>[ap]\.?\s?m\b)|(?:hours|hrs?|hs|horas|heures|uhr|ore|h)\b)"
    r"|(?P<noon>noon|midday|mediodia|del mediodia|a midi|meio-dia|12 uhr mittags))"
)
_OFFSET = re.compile(
    r"\b(?:gmt|utc)\s{0,3}\(?\s{0,3}(?P<sign>[+-])?\s{0,3}(?P<hours>\d\d?)(?:[:.](?P<minutes>\d\d))?(?![\d:])"
)
_NAMED: list[tuple[re.Pattern[str], str]] = [
    (re.compile(words), zone)
    for words, zone in [
        (r"brussels|bruselas|bruxelles|bruxelas|brussel", "Europe/Brussels"),
        (r"\bparis\b", "Europe/Paris"),
        (r"\bmadrid\b|peninsular", "Europe/Madrid"),
        (r"barcelona", "Europe/Madrid"),
        (r"\bberlin\b|\bbonn\b|deutsche[rn]? zeit", "Europe/Berlin"),
        (r"\brom[ae]\b", "Europe/Rome"),
        (r"london|londres\b|uk time|british time", "Europe/London"),
        (r"lisbo[na]|lisboa", "Europe/Lisbon"),
        (r"genev|ginebra|genf|zurich", "Europe/Zurich"),
        (r"copenhag", "Europe/Copenhagen"),
        (r"\bvien+a\b|\bwien\b", "Europe/Vienna"),
        (r"chile|santiago", "America/Santiago"),
        (r"brasilia", "America/Sao_Paulo"),
        (r"buenos aires|hora argentina", "America/Argentina/Buenos_Aires"),
        (r"bogota|colombia", "America/Bogota"),
        (r"\blima\b|peruana|hora de peru", "America/Lima"),
        (r"montevideo", "America/Montevideo"),
        (r"ciudad de mexico|mexico city|centro de mexico", "America/Mexico_City"),
        (r"panama", "America/Panama"),
        (r"costa rica", "America/Costa_Rica"),
        (
            r"eastern (?:standard |daylight )?time|washington|new york|nueva york|miami|hora del este",
            "America/New_York",
        ),
        (r"pacific (?:standard |daylight )?time", "America/Los_Angeles"),
        (r"central (?:standard |daylight )?time", "America/Chicago"),
        (r"montreal|ottawa|toronto", "America/Toronto"),
        (r"nairobi", "Africa/Nairobi"),
        (r"tokyo|japan", "Asia/Tokyo"),
        (r"beijing|china", "Asia/Shanghai"),
        (r"seoul|korea", "Asia/Seoul"),
        (r"manila", "Asia/Manila"),
        (r"central european (?:summer )?time", "CET"),
    ]
]
_SHORT = re.compile(
    r"(?<![a-z])(cest|cet|edt|est|et|pdt|pst|pt|cdt|bst|brt|clst|clt|cot|mez|mesz|hec|hnec|gmt|utc|aoe)(?![a-z])|anywhere"
    r" on earth"
)
_SHORT_ZONES = {
    "cest": "+02:00",
    "mesz": "+02:00",
    "cet": "CET",
    "mez": "CET",
    "hec": "CET",
    "hnec": "+01:00",
    "edt": "-04:00",
    "est": "-05:00",
    "et": "America/New_York",
    "pdt": "-07:00",
    "pst": "-08:00",
    "pt": "America/Los_Angeles",
    "cdt": "-05:00",
    "bst": "+01:00",
    "brt": "-03:00",
    "clst": "-03:00",
    "clt": "-04:00",
    "cot": "-05:00",
    "gmt": "UTC",
    "utc": "UTC",
    "aoe": "-12:00",
    "anywhere on earth": "-12:00",
}


def read_moment(day: date, before: str, after: str) -> tuple[datetime | None, str | None]:
    """The moment and its zone, from folded words close before and after the day; (None, None) where they do not make
    one.
    """
    hour = None
    for words in (after, before):
        stated = (
            next((h for match in _HOUR.finditer(words) if (h := _hour(match)) is not None), None) if words else None
        )
        if stated is not None:
            hour = stated
            break
    if hour is None or hour == time(0, 0):
        return None, None
    name = _zone(after) or _zone(before)
    zone = _tzinfo(name) if name else None
    if zone is None:
        return None, None
    moment = datetime.combine(day, hour, zone)
    return datetime.combine(day, hour, timezone(moment.utcoffset() or timedelta())), name


def _hour(match: re.Match[str]) -> time | None:
    if match["noon"]:
        return time(12)
    hours, minutes = int(match["h"] or match["h2"]), int(match["m"] or match["m2"] or 0)
    half = (match["half"] or match["half2"] or "")[:1]
    if half and not 1 <= hours <= 12:
        half = ""
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def _zone(words: str) -> str | None:
    if match := _OFFSET.search(words):
        hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
        return f"{match['sign'] or '+'}{hours:02}:{minutes:02}" if hours <= 14 and minutes < 60 else None
    if match := _SHORT.search(words):
        if match.group() == "et" and not re.search(r"\d\s{0,3}(?:[ap]\.?m\.?)?,?\s{0,3}\(?et\b", words):
            return None
        return _SHORT_ZONES[match.group()]
    return next((zone for pattern, zone in _NAMED if pattern.search(words)), None)


def _tzinfo(name: str) -> tzinfo | None:
    if name[0] in "+-":
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[4:6])))
    return ZoneInfo(name)
