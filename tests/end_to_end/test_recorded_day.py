"""The recorded day of real answers, where it is at hand: counts, the one detail, and no socket opened meanwhile."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
DAY = ROOT.parent / "shared" / "captures" / "day"
pytestmark = pytest.mark.skipif(not DAY.is_dir(), reason="the recorded day is not at hand")

NO_SOCKETS = """
import os, sys
def forbid(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto") and not isinstance(arguments[-1], (str, bytes)):
        os.write(2, f"a socket was opened: {event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(forbid)
"""


@pytest.fixture(scope="module", params=["replay.warc.gz", "."])
def catalogue(request, tmp_path_factory):
    """The catalogue of the recorded day, from the WARC file and from the folder."""
    home, guard = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("guard")
    (guard / "sitecustomize.py").write_text(NO_SOCKETS)
    command = [
        sys.executable,
        "-m",
        "catastro",
        "--home",
        str(home),
        "run",
        "--replay",
        str(DAY / request.param),
        "--as-of",
        "2026-09-15",
    ]
    gate = "gx" if request.param == "." else "sql"  # with Great Expectations too nothing is told to anybody
    environment = {"PYTHONPATH": str(guard), "PATH": "/usr/bin:/bin", "CATASTRO_GATE": gate}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 3, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    with duckdb.connect(home / "catalogue.duckdb", read_only=True) as con:
        yield con


def test_every_recorded_call_is_there(catalogue):
    counts = dict(catalogue.execute("SELECT source_id, count(*) FROM call_records GROUP BY 1").fetchall())
    assert {name: counts[name] for name in ("grants_gov", "eu_sedia", "nsf")} == {
        "grants_gov": 112,
        "eu_sedia": 9,
        "nsf": 30,
    }
    assert "agcid" not in counts


def test_the_other_recorded_sources_are_there_with_what_makes_each_hard(catalogue):
    counts = dict(catalogue.execute("SELECT source_id, count(*) FROM call_records GROUP BY 1").fetchall())
    assert {name: counts[name] for name in ("worldbank_notices", "ungm", "bdns", "welcomeurope", "interreg")} == {
        "worldbank_notices": 3,
        "ungm": 5,
        "bdns": 1,
        "welcomeurope": 2,
        "interreg": 1,
    }

    def ask(what, source):
        return catalogue.execute(
            f"SELECT {what} FROM calls JOIN call_records AS r USING (call_id) WHERE r.source_id = '{source}'"
        ).fetchall()

    assert sorted(ask("call_type", "worldbank_notices")) == [("award_notice",), ("tender",), ("tender",)]
    assert ask("DISTINCT language", "welcomeurope") == [("fr",)]
    zones = "SELECT list(DISTINCT d.timezone ORDER BY d.timezone), count(d.closes_at) FROM deadlines AS d JOIN call_records USING (call_id) WHERE source_id = 'ungm'"
    assert catalogue.execute(zones).fetchone() == (["+00:00", "+04:30", "-04:00"], 5)
    doubted = "SELECT DISTINCT field FROM call_doubts JOIN call_records USING (call_id) WHERE source_id = 'bdns' AND field = 'deadlines'"
    assert catalogue.execute(doubted).fetchall() == [("deadlines",)]


def test_every_verdict_on_eligibility_gives_its_reason(catalogue, unreasoned):
    home = Path(
        catalogue.execute("SELECT path FROM duckdb_databases() WHERE database_name = 'catalogue'").fetchone()[0]
    ).parent
    assert unreasoned(home) == []


def test_verdicts_say_how_it_went(catalogue):
    verdicts = dict(catalogue.execute("SELECT source_id, verdict FROM sources").fetchall())
    assert {name: verdicts[name] for name in ("grants_gov", "eu_sedia", "nsf", "agcid")} == {
        "grants_gov": "incomplete",
        "eu_sedia": "incomplete",
        "nsf": "ok",
        "agcid": "failed",
    }


def test_the_one_detail_is_on_the_right_call(catalogue):
    rows = catalogue.execute("""
        SELECT c.call_type, c.amount_max, c.currency, c.summary IS NOT NULL, r.record_key FROM calls AS c JOIN call_records AS r USING (call_id)
        WHERE r.source_id = 'grants_gov' AND c.call_type IS NOT NULL AND c.summary IS NOT NULL""").fetchall()
    assert rows == [("grant", None, None, True, "363179")]
    rest = catalogue.execute("""
        SELECT count(*), count(d.closes_on) FROM call_records AS r LEFT JOIN deadlines AS d USING (call_id)
        WHERE r.source_id = 'grants_gov' AND r.record_key <> '363179'""").fetchone()
    assert rest[0] == 111
    assert rest[1] > 90  # the listing's own closing days stand without the details


def test_forecasts_are_forecasts(catalogue):
    assert catalogue.execute("SELECT count(*) FROM call_status WHERE status = 'forecast'").fetchone() == (
        11,
    )  # 10 of Grants.gov, one topic


def test_the_first_cascade_call_has_seven_deadlines(catalogue):
    rows = catalogue.execute("""
        SELECT count(*), c.deadline_kind, c.amount_total FROM calls AS c JOIN deadlines AS d USING (call_id) JOIN call_records AS r USING (call_id)
        WHERE r.record_key LIKE '11143%' GROUP BY ALL""").fetchall()
    assert [(n, kind, int(total)) for n, kind, total in rows] == [(7, "multiple", 30500)]


def test_every_match_has_terms_or_a_sentence_and_every_refusal_a_quote(catalogue):
    assert catalogue.execute(
        "SELECT count(*) FROM matches WHERE len(terms) = 0 AND coalesce(quote, '') = ''"
    ).fetchone() == (0,)
    assert catalogue.execute(
        "SELECT count(*) FROM eligibility WHERE outcome = 'ineligible' AND coalesce(quote, '') = ''"
    ).fetchone() == (0,)
