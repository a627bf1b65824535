"""A warehouse that is gone, spoilt or of last week, and a published file that is: made again as they were, before a day
builds on them.

Belongs here: days landed, staged, judged by plain SQL and published in one process. Does not belong: the command and
its sentences (`benchmarks/damages.py`, of which `test_kills.py` runs a few).
"""

import json
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from assets.run_context import cards
from pipelines.landing_format import MANIFEST
from pipelines.territory import Territory
from warehouse import connect, history, restore
from warehouse.damage import NoRoom, look_for_room, needed_mib
from warehouse.day import build_catalogue, land, put_in_place, stage_day
from warehouse.home import Home
from warehouse.landing import last_run
from warehouse.publish import newest_publication, open_readonly

DAYS = [date(2026, 11, n) for n in (16, 17, 18, 19)]
CARDS = cards()


@pytest.fixture(scope="module")
def territory():
    return Territory.load()


def crawl(home: Home, number: int) -> None:
    """The crawl of a day: every one moves a deadline, brings a call and takes one away for good."""
    day, folder = DAYS[number], home.landing / "undef" / f"{DAYS[number]}-01"
    folder.mkdir(parents=True)
    records = [
        {
            "record_key": f"k{n}",
            "title": f"Grants for drinking water in towns, call {n}: wells and sanitation",
            "summary": f"Municipalities and NGOs worldwide may apply for project {n} on drinking water and sanitation.",
            "language": "en",
            "url": f"https://www.un.org/democracyfund/{n}",
            "deadlines": [{"closes_on": f"2027-0{1 + n % 6}-{10 + (number if n == 2 else 0)}"}],
        }
        for n in range(number % 2, 8 + number)
    ]
    lines = [{"record_key": r["record_key"], "listing": r, "detail": None, "detail_failed": None} for r in records]
    (folder / "records.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / MANIFEST).write_text(
        json.dumps(
            {
                "source_id": "undef",
                "run_id": folder.name,
                "as_of": f"{day}",
                "finished_at": f"{day}T12:00:00-03:00",
                "verdict": "ok",
                "note": "",
                "counts": {"records": len(lines)},
                "lists_all": True,
            }
        )
    )


def publish(home: Home, number: int, territory: Territory, *, killed: str = "") -> list[str]:
    """The day after its crawl, or a part of it; returns what was said."""
    from warehouse.inputs import Day

    said, day = [], DAYS[number]
    restore.ensure(home, day, CARDS, territory, said.append)
    with connect(home.warehouse) as con:
        land(con, home, day, said.append)
        staged = stage_day(con, Day(day, True, last_run(con, day)[1], CARDS, territory))
        if killed == "stages":
            return said
        assert build_catalogue(con, staged, renderer="sql") == []
        if killed == "models":
            return said
        settle = history.settle
        if killed == "publish":
            history.settle = lambda *_: None
        try:
            put_in_place(con, home, staged)
        finally:
            history.settle = settle
    return said


@pytest.fixture(scope="module")
def three_days(territory, tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("three") / "home")
    for number in range(3):
        crawl(home, number)
        publish(home, number, territory)
    return home


@pytest.fixture(scope="module")
def untouched(three_days, territory, tmp_path_factory):
    """What the fourth day publishes in a home that nothing has happened to."""
    home = Home(Path(shutil.copytree(three_days.path, tmp_path_factory.mktemp("untouched") / "home")))
    crawl(home, 3)
    assert publish(home, 3, territory) == []
    found = tables(home)
    assert {row[0] for row in found["changes"]} == {DAYS[1], DAYS[2], DAYS[3]}
    assert len({row[1] for row in found["arrivals"]}) == 4
    return found


@pytest.fixture
def home(three_days, tmp_path):
    return Home(Path(shutil.copytree(three_days.path, tmp_path / "home")))


def tables(home: Home) -> dict[str, list[tuple]]:
    with open_readonly(home.catalogue) as con:
        names = [
            name for (name,) in con.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()
        ]
        return {name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}


def memory(home: Home) -> dict[str, list]:
    with connect(home.warehouse) as con:
        kept = {t: history.rows(con, t) for t in ("ids", "aliases", "changes", "arrivals", "values", "published")}
        last = "SELECT call_id, open_until FROM history.open_calls WHERE publication = (SELECT max(publication) FROM history.open_calls)"
        return {**kept, "open_calls": con.execute(f"{last} ORDER BY ALL").fetchall()}


SPOILS = {
    "gone": lambda path: path.unlink(),
    "text": lambda path: path.write_bytes(b"hello " * 5000),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("spoil", ["gone", "text", "cut"])
def test_after_a_spoilt_warehouse_the_next_publication_is_that_of_an_untouched_home(home, territory, untouched, spoil):
    before = memory(home)
    SPOILS[spoil](home.warehouse)
    crawl(home, 3)
    said = []
    restore.ensure(home, DAYS[3], CARDS, territory, said.append)
    assert memory(home) == before
    assert len(said) == 1
    assert "se hace de nuevo desde lo recogido y desde lo publicado el 18-11-2026" in said[0]
    assert [*home.path.glob("*.unreadable-1")] == (
        [] if spoil == "gone" else [home.path / "warehouse.duckdb.unreadable-1"]
    )
    assert publish(home, 3, territory) == []
    assert tables(home) == untouched


@pytest.mark.parametrize(
    "lost", [("catalogue.duckdb",), ("catalogue.duckdb", "weeks")], ids=["the week stands", "nothing stands"]
)
def test_where_the_published_file_is_gone_too_the_week_s_or_the_landing_tell_it(home, territory, untouched, lost):
    home.warehouse.unlink()
    for name in lost:
        shutil.rmtree(home.path / name) if name == "weeks" else (home.path / name).unlink()
    crawl(home, 3)
    assert len(publish(home, 3, territory)) >= 1
    found = tables(home)
    assert {t: rows for t, rows in found.items() if rows != untouched[t]} == {}


def test_a_warehouse_of_last_week_is_not_built_upon(three_days, home, territory, untouched, tmp_path):
    older = Home(tmp_path / "older")
    for number in range(2):
        crawl(older, number)
        publish(older, number, territory)
    shutil.copyfile(older.warehouse, home.warehouse)
    crawl(home, 3)
    assert "no conoce lo que está publicado" in publish(home, 3, territory)[0]
    assert tables(home) == untouched


def test_a_landing_that_lacks_what_is_published_is_refused_with_the_mend(home, territory):
    home.warehouse.unlink()
    shutil.rmtree(home.landing)
    crawl(home, 3)
    with pytest.raises(
        restore.CannotRestore, match=r"lacks 10 published records, such as undef:k0; put the landing back"
    ):
        restore.ensure(home, DAYS[3], CARDS, territory)
    assert not home.warehouse.exists()


@pytest.mark.parametrize("spoil", ["gone", "text", "folder"])
def test_a_spoilt_published_file_is_made_again_from_a_sound_warehouse(home, territory, three_days, spoil):
    SPOILS[spoil](home.catalogue)
    said = []
    restore.ensure(home, DAYS[3], CARDS, territory, said.append)
    assert tables(home) == tables(three_days)
    assert ["se hace de nuevo desde el almacén" in words for words in said] == [True]


def test_a_day_that_the_gate_refused_is_not_put_in_place_of_a_spoilt_file(home, territory):
    crawl(home, 3)
    publish(home, 3, territory, killed="models")
    home.catalogue.unlink()
    restore.ensure(home, DAYS[3], CARDS, territory)
    assert not home.catalogue.exists()


@pytest.mark.parametrize("killed", ["stages", "models", "publish"])
def test_a_publication_is_known_by_its_id_whatever_else_is_equal(home, territory, untouched, killed, monkeypatch):
    """The day is killed after an upgrade: what it would publish is what stands, but for the code's hash."""
    from warehouse import stage_rows

    real = stage_rows.hashes
    monkeypatch.setattr(stage_rows, "hashes", lambda *a: real(*a) | {"code_hash": "upgraded"})
    before = newest_publication(home.catalogue)
    publish(home, 2, territory, killed=killed)
    after = newest_publication(home.catalogue)
    assert after.content_hash == before.content_hash
    assert (after.publication_id == before.publication_id) == (killed != "publish")
    monkeypatch.undo()
    crawl(home, 3)
    publish(home, 3, territory)
    found = tables(home)
    assert found["arrivals"] == untouched["arrivals"]
    assert [row[1:3] for row in found["changes"]] == [row[1:3] for row in untouched["changes"]]
    assert found["call_records"] == untouched["call_records"]


def test_history_is_written_whole_or_not_at_all_at_every_statement(home, territory, three_days):
    """Every statement of the transaction fails once; what the next run finds is what there was before."""
    crawl(home, 3)
    with connect(home.warehouse) as con:
        land(con, home, DAYS[3])
    from warehouse import frames
    from warehouse.inputs import Day

    before, real, at = memory(home), frames.put, 0
    while True:
        at, seen = at + 3, 0

        def put(con, table, *rest, real=real, at=at, **named):
            nonlocal seen
            seen += table.startswith(("stage.", "history."))
            if seen == at:
                raise KeyboardInterrupt
            return real(con, table, *rest, **named)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(frames, "put", put)
            patch.setattr(history, "put", put)
            with connect(home.warehouse) as con:
                try:
                    stage_day(con, Day(DAYS[3], True, last_run(con, DAYS[3])[1], CARDS, territory))
                except KeyboardInterrupt:
                    con.close()
                    assert memory(home) == before
                    continue
                break
    assert at > 20
    assert memory(home) != before


def test_rows_that_an_older_version_left_half_written_go(home):
    with connect(home.warehouse) as con:
        con.execute("INSERT INTO history.ids VALUES (99, 'a:b', 'c')")
        con.execute("INSERT INTO history.changes BY NAME SELECT 99 AS publication, 'c' AS call_id")
        history.mend(con, newest_publication(home.catalogue))
        assert con.execute("SELECT count(*) FROM history.ids WHERE publication = 99").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM history.changes WHERE publication = 99").fetchone() == (0,)


def test_a_pending_publication_of_a_version_without_ids_is_known_by_its_content(home):
    with connect(home.warehouse) as con:
        number = history.last(con)["publication"]
        con.execute(
            "UPDATE history.publications SET publication_id = NULL, pending = true WHERE publication = ?", [number]
        )
        history.mend(con, newest_publication(home.catalogue))
        assert history.last(con)["publication"] == number


def test_a_run_is_refused_where_it_would_not_fit(home, monkeypatch):
    look_for_room(home)
    assert needed_mib(home) > 64
    monkeypatch.setattr("warehouse.damage.free_mib", lambda _: 63)
    with pytest.raises(NoRoom, match=r"63 MiB libres, y una corrida necesita \d+; haga lugar ahí"):
        look_for_room(home)


def test_a_spoilt_catalogue_is_said_in_one_sentence(home):
    home.catalogue.unlink()
    home.catalogue.write_text("hello " * 5000)
    with pytest.raises(OSError, match=r"catalogue\.duckdb: cannot be read .* `catastro run` makes it again"):
        open_readonly(home.catalogue)
    with duckdb.connect() as con:
        assert con.execute("SELECT 1").fetchone() == (1,)


def test_a_warehouse_that_turns_out_unreadable_in_a_step_is_set_aside_and_said(home, territory):
    from assets.run_context import Work

    def step(work, error):
        with work.keep_error(), connect(work.target.warehouse):
            raise error

    work = Work(home=home, target=home, day=DAYS[3], territory=territory, frozen=True)
    with pytest.raises(
        OSError,
        match=r"checksum.*se guarda como warehouse\.duckdb\.unreadable-1, y la próxima corrida lo hace de nuevo",
    ):
        step(
            work,
            duckdb.IOException("IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2"),
        )
    assert not home.warehouse.exists()
    assert str(work.error).startswith(str(home.warehouse))
    home.path.joinpath("warehouse.duckdb.unreadable-1").rename(home.warehouse)
    with pytest.raises(OSError, match=r"el disco está lleno .* haga lugar y ejecute de nuevo"):
        step(work, duckdb.IOException("IO Error: Could not write all bytes to file: No space left on device"))
    assert home.warehouse.exists()
    with pytest.raises(OSError, match="no such table"):
        step(work, duckdb.CatalogException("Catalog Error: no such table"))
    assert home.warehouse.exists()
