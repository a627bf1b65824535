"""Lists of calls in JSON, recognised by the names of their fields and by what stands in them.

Belongs here: which list, and which of its fields is what. Does not belong: reading them
(`scrapers/readers/json_rows.py`), what values mean (`pipelines/cleaning/source_fields.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.cleaning.markup import plain_line
from pipelines.language.normalisation import fold
from scrapers.authoring.drafting.draft import Draft, Site, of_calls, quoted, words
from scrapers.readers.answer import Answer
from scrapers.readers.json_rows import Fields, body_of, held_at, is_by_language, words_at
from scrapers.readers.stated_days import order_of, stated

DEEPEST = 7
SAMPLED = 200
"""Rows of a list that are looked at."""
KEYS = r"(?:id|uuid|guid|code|codigo|reference|number|numero|slug|key|identifier|nid|pageid|ref|clave|folio)"
TITLES = (
    r"tit(?:le|ul|re|el|olo)",
    r"headline|nodename",
    r"^(?:name|nombre|nom|nome|bezeichnung|label)$|(?:name|nombre)$",
    r"subject|asunto|objet|denomin",
    r"descri",
)
PROSE = r"descri|summary|resum|sommaire|abstract|body|texto?$|content|excerpt|synopsis|beschreib|zusammenfass|detail|objective"
DAYS = {
    "closes": r"deadline|clos|cierre|cierra|clotur|limit|venc|frist|schluss|encerr|prazo|due|termino|scaden|hasta|until|expir|abgabe",
    "published": r"publi|posted|pubdate|issued|veroffentlich|veroeffentlich|created|creat|^fecha$|^date$",
    "opens": r"open|opens|apertur|abertur|ouvert|inicio.?postul|beginn.?antrag",
}
NOT_OF_THE_CALL = r"updat|modif|actualiz|image|imag|logo|thumb|author|autor|categor|status|estado|type|tipo"
ADDRESS = r"url|link|href|permalink|enlace|lien|web|self|pagina|page|path|uri|slug"
NO_ADDRESS = r"imag|logo|thumb|icon|author|autor|pdf|terms|funder|schema"
_COUNTS = (
    "total count totalcount totalresults totalrecords hitcount totalhits numfound nbhits recordcount numberofrecords"
)
_HOLDERS = ("", "meta", "total", "pageinfo", "pagination", "metapagination", "response", "links")
TOTALS = frozenset(holder + count for holder in _HOLDERS for count in (*_COUNTS.split(), "value", "items"))


@dataclass(frozen=True, slots=True)
class Found:
    """A list that may be one of calls: its path, its rows, what its fields are, how good it is."""

    path: str
    rows: list[dict[str, Any]]
    fields: Fields
    worth: tuple[int, int]


def json_rows(page: Answer, about: Site, hint: str = "") -> Iterator[Draft]:
    """The list of objects whose fields most look like those of calls. `hint`: the title of one of the calls."""
    try:
        body = body_of(page)
    except ValueError:
        return
    found = [good for path, rows in _lists(body) if (good := _judged(path, rows, about.language, hint))]
    if not found:
        return
    best = max(found, key=lambda one: one.worth)
    total = _total(body, best)
    told = ", ".join(f"{name}={quoted(path)}" for name in Fields.__slots__ if (path := getattr(best.fields, name)))
    under = f' under "{words(best.path.removesuffix(".*"))}"' if best.path.strip("*.") else ""
    in_page = page.text().lstrip().startswith("<")
    yield Draft(
        "listing" if in_page else "json_api",
        f"JSON{' in a script of the page' * in_page}, a list of {len(best.rows)} objects{under}; paging not described",
        "from scrapers.readers import json_rows\nfrom scrapers.source import Ask, Source\n\n"
        f"PAGE = {quoted(page.url)}\nFIELDS = json_rows.Fields({told})\n",
        "Ask(PAGE)",
        f"json_rows.listing({quoted(best.path)}, FIELDS, base=PAGE, language={quoted(about.language) if about.language else None}"
        + (f", total={quoted(total)})" if total else ")"),
        1,
        fill="" if best.fields.address else 'fill={"title": 0.95},',
    )


def _lists(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of objects in a JSON value, and its dictionaries by id, each with its path."""
    if len(path) > DEEPEST:
        return
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        if rows and 2 * len(rows) > len(value):
            yield ".".join((*path, "*")), rows
        for held in value[:3]:
            if isinstance(held, dict | list):
                yield from _lists(held, (*path, "*"))
    elif isinstance(value, dict):
        rows = [row for row in value.values() if isinstance(row, dict)]
        if (
            len(rows) > 1
            and len(rows) == len(value)
            and len({tuple(sorted(row)) for row in rows}) <= 1 + len(rows) // 2
        ):
            yield ".".join((*path, "*")), rows
        for name, held in value.items():
            if "." not in name and name != "*":
                yield from _lists(held, (*path, name))


def _judged(path: str, rows: list[dict[str, Any]], language: str | None, hint: str = "") -> Found | None:
    """A list that has titles and a key of their own, with its fields; None where it has not."""
    rows = rows[:SAMPLED]
    columns = _columns(rows, language)
    title = next((path for path, said in columns.items() if hint in said), None) if hint else _title(columns, len(rows))
    if title is None:
        return None
    titled = [bool(said) for said in columns[title]]
    address = _address(columns, titled)
    days = _days(columns, titled, language)
    key = _key(columns, titled) or address
    if key is None:
        return None
    prose = _prose(columns, title, titled)
    fields = Fields(key=key, title=title, address=address, prose=prose, **days)
    named = of_calls(re.sub(r"(?<=[a-z])(?=[A-Z])|[._-]", " ", path))
    known = bool(address) + bool(prose) + 2 * bool(days.get("closes")) + len(days) + (4 - named if named else 0)
    return Found(path, rows, fields, (known, len(rows)))


def _columns(rows: list[dict[str, Any]], language: str | None) -> dict[str, list[str]]:
    """By path, what the rows say there, a word a row."""
    paths = dict.fromkeys(path for row in rows for path in _leaves(row))
    return {path: [words_at(row, path, language) for row in rows] for path in list(paths)[:150]}


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(value, dict) and not is_by_language(value) and len(path) < 5:
        for name, held in value.items():
            if "." not in name and name != "*":
                yield from _leaves(held, (*path, name))
    elif path and value not in (None, "", [], {}):
        yield ".".join(path)


def _name(path: str) -> str:
    """The last name of a path that says something, plain."""
    parts = [
        part
        for part in path.split(".")
        if part not in ("value", "processed", "rendered", "html", "text", "href", "date", "_")
    ]
    return re.sub(r"[^a-z]", "", fold((parts or [path])[-1]))


def _title(columns: dict[str, list[str]], rows: int) -> str | None:
    ranked = []
    for path, column in columns.items():
        said = [plain_line(words) for words in column if words]
        rank = next((n for n, stem in enumerate(TITLES) if re.search(stem, _name(path))), None)
        if rank is None or 2 * len(said) <= rows or re.search(NOT_OF_THE_CALL, _name(path)):
            continue
        if 2 * len(set(said)) <= len(said) or not any(re.search("[^\\W\\d]", words) for words in said):
            continue
        if sum(bool(re.match(r"(?:https?:/)?/", words)) for words in said) * 2 > len(said):
            continue
        ranked.append((rank, path.count("."), len(path), path))
    return min(ranked)[-1] if ranked else None


def _key(columns: dict[str, list[str]], titled: list[bool]) -> str | None:
    """The field that tells the titled rows apart, the one nearest to the row and most like an id."""
    ranked = []
    for path, column in columns.items():
        said = [words for words, is_titled in zip(column, titled, strict=True) if is_titled]
        name = _name(path)
        found = re.search(KEYS + "$", name)
        if found and all(said) and len(set(said)) == len(said) and max(map(len, said)) <= 200:
            ranked.append((path.count("."), len(name) - len(found[0]), len(path), path))
    return min(ranked)[-1] if ranked else None


def _address(columns: dict[str, list[str]], titled: list[bool]) -> str | None:
    """The column of addresses that most tells the rows apart; one of an API only where there is no other."""
    ranked = []
    for path, column in columns.items():
        said = [words for words, is_titled in zip(column, titled, strict=True) if is_titled and words]
        web = [words for words in said if re.fullmatch(r"(?:https?://|/(?!/))\S+", words)]
        if 2 * len(said) > sum(titled) and 10 * len(web) >= 9 * len(said) and _leads_to_calls(path, web):
            api = bool(re.search(r"/(?:api|jsonapi|wp-json|rest|v\d)/", web[0]))
            ranked.append((api, -len(set(web)), not re.search(ADDRESS, _name(path)), path.count("."), path))
    return min(ranked)[-1] if ranked else None


def _leads_to_calls(path: str, web: list[str]) -> bool:
    """Whether addresses may be those of calls by the name of their column, their number and their form."""
    name = re.sub(r"[^a-z]", "", fold(path))
    if (
        re.search(NO_ADDRESS, name)
        or re.search(r"\.(?:png|jpe?g|svg|gif|webp)$", web[0])
        or 2 * len(set(web)) <= len(web)
    ):
        return False
    return bool(re.search(ADDRESS, name)) or "://" in web[0]


def _prose(columns: dict[str, list[str]], title: str, titled: list[bool]) -> str | None:
    """The longest of the texts that are called one."""
    ranked = [
        (sum(map(len, column)), path)
        for path, column in columns.items()
        if path != title
        and re.search(PROSE, _name(path))
        and 2 * sum(map(bool, column)) > sum(titled)
        and any(" " in words for words in column)
    ]
    return max(ranked)[1] if ranked else None


def _days(columns: dict[str, list[str]], titled: list[bool], language: str | None) -> dict[str, str]:
    """By meaning, the columns of days: the one whose name holds its stem earliest."""
    found: dict[str, str] = {}
    for meaning, stem in DAYS.items():
        ranked = []
        for path, column in columns.items():
            name = re.sub(r"[^a-z]", "", fold(path.rpartition(".")[2])) + "|" + _name(path)
            named = re.search(stem, name)
            if named and path not in found.values() and not re.search(NOT_OF_THE_CALL, name):
                days, said = _read_as_days(column, language)
                if said and 10 * days >= 7 * said and 3 * days >= sum(titled):
                    ranked.append((named.start(), -days, path))
        if ranked:
            found[meaning] = min(ranked)[-1]
    return found


def _read_as_days(column: list[str], language: str | None) -> tuple[int, int]:
    """How many values of a column are days, and how many it has."""
    said = [words for words in column if words]
    order = order_of(said, language) or "day"
    return sum(bool(re.match(r"\d{4}-\d\d-\d\d", stated(words, order))) for words in said), len(said)


def _total(body: Any, best: Found) -> str | None:
    """The path of a count of the whole list, told above it."""
    parts = best.path.split(".")
    for depth in range(len(parts) - 1, -1, -1):
        holder = next(iter(held_at(body, ".".join(parts[:depth]))), None)
        for name, number in _numbers(holder):
            if re.sub(r"[^a-z]", "", name.lower()) in TOTALS and number >= len(best.rows):
                return ".".join((*parts[:depth], name))
    return None


def _numbers(holder: Any) -> Iterator[tuple[str, int]]:
    """The whole numbers of an object and of the objects in it, each with its path."""
    for name, value in holder.items() if isinstance(holder, dict) else []:
        if type(value) is int:
            yield name, value
        elif isinstance(value, dict):
            yield from ((f"{name}.{below}", number) for below, number in value.items() if type(number) is int)
