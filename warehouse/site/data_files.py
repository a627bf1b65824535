"""What is handed out beside the pages: tables as CSV and Parquet, the catalogue's own file, a calendar a call.

Belongs here: these files and the page that lists them. Does not belong: what is in the tables.
"""

from __future__ import annotations

import contextlib
import tempfile
from datetime import UTC, datetime, time, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.language.messages import FIRST, family, text
from warehouse.exports.safe import link
from warehouse.site.cards import safe
from warehouse.site.reading import Row, SiteCatalogue

if TYPE_CHECKING:
    from warehouse.site.group_pages import SitePage
    from warehouse.site.pages import Pages
    from warehouse.site.writing import Folder

TABLES = ("calls", "deadlines", "eligibility", "matches", "funders", "funds", "sources", "changes")
HELD_BACK = ("applications", "decisions", "indicators", "texts")
"""Tables that go out without their rows: what offices decided and won is theirs to tell, and the full texts are their
publishers'."""
ALARM_DAYS = (14, 3)


def write(folder: Folder, site: SiteCatalogue, catalogue: Path) -> None:
    """The tables, each as CSV and Parquet, and the file for SQL."""
    from warehouse.analyst_query import as_csv, ask, write_parquet
    from warehouse.publish import open_readonly

    newest = site.publications[-1]
    key = f"{newest.get('publication_id')}{newest.get('content_hash')}"

    def table(name: str, form: str) -> bytes:
        with contextlib.closing(open_readonly(catalogue)) as con:
            cursor = ask(con, f"FROM {name} ORDER BY ALL")
            if form == "csv":
                return as_csv([d[0] for d in cursor.description or []], cursor.fetchall()).encode()
            with tempfile.TemporaryFile() as kept:
                write_parquet(cursor, kept)
                kept.seek(0)
                return kept.read()

    for name in TABLES:
        for form in ("csv", "parquet"):
            folder.put(f"datos/{name}.{form}", key, partial(table, name, form))
    folder.put("datos/catalogue.duckdb", key, partial(open_file, catalogue))


def open_file(catalogue: Path) -> bytes:
    """The catalogue as a DuckDB file, with all its tables, views and comments, and without the rows of `HELD_BACK`."""
    import duckdb

    from warehouse.models import literal

    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / "open.duckdb"
        with duckdb.connect(path) as con:
            con.execute(f"ATTACH {literal(str(catalogue))} AS whole (READ_ONLY)")
            con.execute("COPY FROM DATABASE whole TO open (SCHEMA)")
            tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'whole' ORDER BY 1")
            for (name,) in tables.fetchall():
                if name not in HELD_BACK:
                    con.execute(f'INSERT INTO open."{name}" FROM whole."{name}"')
        return path.read_bytes()


def page(pages: Pages) -> SitePage:
    """The page that lists the data, each table with what it holds."""
    from warehouse.site.group_pages import SitePage

    heading = family("site_heading", pages.language)
    about = {row["table_name"]: safe(row["comment"], 300) for row in pages.site.tables}
    rows = [
        [
            {"text": name, "class": "code"},
            about.get(name, ""),
            {"text": "CSV", "file": f"datos/{name}.csv"},
            {"text": "Parquet", "file": f"datos/{name}.parquet"},
        ]
        for name in TABLES
    ]
    rows.append(
        [
            {"text": "catalogue", "class": "code"},
            pages.said("site.whole_file"),
            {"text": "DuckDB", "file": "datos/catalogue.duckdb"},
            "",
        ]
    )
    dictionary = [[{"text": name, "class": "code"}, told] for name, told in about.items()]
    tables = [
        {
            "name": pages.said("site.downloads"),
            "about": "",
            "headings": [heading[h] for h in ("table", "about", "file", "file")],
            "rows": rows,
        },
        {
            "name": pages.said("site.dictionary"),
            "about": "",
            "headings": [heading[h] for h in ("table", "about")],
            "rows": dictionary,
        },
    ]
    lines = [pages.said("site.data_about")]
    return SitePage(
        "datos.html",
        "table.html.j2",
        {"name": pages.said("site.data"), "lines": lines, "tables": tables, "pictures": []},
    )


def put_calendar(folder: Folder, site: SiteCatalogue, call: Row, name: str) -> None:
    """The deadlines to come of a call, for a calendar; in the first language, as the week's calendar is."""
    rows = [d for d in site.deadlines[call["call_id"]] if d["closes_on"] >= site.day]
    if not rows:
        return
    title, revised = safe(call["title"], 200), call["changed_on"] or call["first_seen_on"]
    url = link(call["url"])
    key = sha256(repr((rows, title, revised, url, call["status"])).encode("utf-8", "replace")).hexdigest()[:32]
    folder.put(f"plazos/{name}.ics", key, partial(_calendar, call["call_id"], rows, title, revised, url))


def _calendar(call_id: str, rows: list[Row], title: str, revised: datetime, url: str | None) -> bytes:
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Catastro//sitio//ES")
    calendar.add("version", "2.0")
    for row in rows:
        event, whole_day = Event(), row["closes_at"] is None
        event.add("uid", f"{call_id}-{row['position']}@catastro")
        event.add("dtstamp", datetime.combine(revised, time(), UTC))
        event.add("dtstart", row["closes_on"] if whole_day else row["closes_at"].astimezone(UTC))
        event.add("summary", text("calendar.closes", FIRST, title=title))
        event.add("transp", "TRANSPARENT")
        if row["quote"]:
            event.add("description", safe(row["quote"], 300))
        if url:
            event.add("url", url)
        for days in ALARM_DAYS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", timedelta(days=-days) + (timedelta(hours=9) if whole_day else timedelta()))
            alarm.add("description", title)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
