"""Days in fields of their own: the order is told by the column, the weekday or the language, and is else not guessed."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.readers.stated_days import order_of, stated

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MONTHS = {
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "pt": [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
}


@settings(max_examples=60, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=6), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y 17:00"]))
def test_a_column_is_read_in_its_own_order_or_left_as_it_is(days, form):
    words = [day.strftime(form) for day in days]
    order = order_of(words)
    for day, word in zip(days, words, strict=True):
        read = stated(word, order)
        assert read in (day.isoformat(), word)
        if day.day > 12:
            assert read == day.isoformat()


@settings(max_examples=60, deadline=None)
@given(DAYS, st.sampled_from(sorted(MONTHS)), st.sampled_from(["{d} {m} {y}", "Xyz, {d:02} {m} {y} 19:42:40 -0300"]))
def test_a_month_is_read_in_any_language_whole_or_cut_short(day, language, form):
    name = MONTHS[language][day.month - 1]
    assert stated(form.format(d=day.day, m=name, y=day.year), None) == day.isoformat()


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_a_moment_counted_in_seconds_is_that_of_utc(day):
    seconds = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    assert stated(seconds, None) == stated(seconds * 1000, None) == stated(str(seconds), None) == day.isoformat()


def test_the_weekday_and_the_language_tell_the_order_where_the_column_does_not():
    assert order_of(["Thu, 05/11/2026 - 14:00"]) == "day"  # 5 November 2026 is a Thursday, 11 May a Monday
    assert order_of(["lunes 05/11/2026"]) == "month"
    assert order_of(["05/11/2026"], "es-CL") == "day"
    assert order_of(["05/11/2026"], "en-US") == "month"
    assert order_of(["05/11/2026"], "en") is order_of(["05/11/2026"]) is None
    assert order_of(["05/13/2026", "13/05/2026"], "es") is None
    assert stated("05/11/2026", None) == "05/11/2026"
    assert stated("2027/1/9", None) == "2027-01-09"
    assert stated("20270109", None) == "2027-01-09"
