"""dateparser and price-parser beside ours: the same texts, in one run.

Belongs here: what each of them reads as a call's closing days and greatest award. Does not belong: ours, or the table
of facts. Both find days and sums, and neither says what one is for. So dateparser is given the day-finding it has
(`search_dates`) and is asked whether the closing days are among its days and how many others are; price-parser, which
reads one sum, is given each sentence with a digit, and is asked whether the greatest award is among its sums.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n")


def compare(rows: list[dict[str, Any]], ours: list[dict[str, set[str]]]) -> None:
    """Print cases won and lost, and CPU time; a clear line where a library is absent."""
    for name, fact, reader in (("dateparser", "deadline", _dateparser), ("price-parser", "amount_max", _price_parser)):
        try:
            read = reader()
        except ImportError:
            print(f"{name}: not installed, left out (`make bench-facts` installs it)")
            continue
        _one(name, fact, read, rows, ours)


def _one(
    name: str,
    fact: str,
    read: Callable[[dict[str, Any]], set[str]],
    rows: list[dict[str, Any]],
    ours: list[dict[str, set[str]]],
) -> None:
    stating = stated_won = stated_lost = 0
    won = lost = both = neither = extra = generous_lost = hits = total = 0
    spent = 0.0
    for row, own in zip(rows, ours, strict=True):
        right = row["right"][fact]
        started = time.process_time()
        theirs = read(row)
        spent += time.process_time() - started
        we, they = own[fact] == right, theirs == right
        won, lost = won + (we and not they), lost + (they and not we)
        if right:
            stating, stated_won, stated_lost = (
                stating + 1,
                stated_won + (we and not they),
                stated_lost + (they and not we),
            )
        both, neither = both + (we and they), neither + (not we and not they)
        hits, extra, total = hits + len(theirs & right), extra + len(theirs - right), total + len(right)
        generous_lost += bool(right) and right <= theirs and not we
    print(
        f"{name} against ours on {fact}, {len(rows)} texts: ours alone right {won}, theirs alone right {lost}, both"
        f" {both}, neither {neither}; of {stating} texts that state it, won {stated_won} and lost {stated_lost}; theirs"
        f" finds {hits} of {total} with {extra} others; has all that is true among its own where ours is wrong:"
        f" {generous_lost}; {spent:.2f} CPU s"
    )


def _dateparser() -> Callable[[dict[str, Any]], set[str]]:
    from dateparser.search import search_dates

    def read(row: dict[str, Any]) -> set[str]:
        settings = {"REQUIRE_PARTS": ["day", "month", "year"]}
        found = search_dates(row["text"], languages=[row["language"]], settings=settings) or []
        return {moment.date().isoformat() for _, moment in found}

    return read


def _price_parser() -> Callable[[dict[str, Any]], set[str]]:
    from price_parser import Price

    def read(row: dict[str, Any]) -> set[str]:
        sums = (Price.fromstring(part) for part in _SENTENCE.split(row["text"]) if re.search(r"\d", part))
        return {format(price.amount.normalize(), "f") for price in sums if price.amount is not None and price.currency}

    return read
