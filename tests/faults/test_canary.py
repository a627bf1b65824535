"""The canary over real HTTP: sources that look like their fixtures, and such as do no longer."""

import json

import pytest

from scrapers.authoring.canary import look

JSON = {"Content-Type": "application/json"}
CODE = """
def read_listing(answer):
    data = answer.json()
    rows = [Record(row["id"], title=row["title"], url=HERE, funder=row.get("funder"), programme=row.get("programme")) for row in data["calls"]]
    return Page(rows, announced=data["total"], next=Ask(HERE + "/two"))

OPTIONS |= dict(ask_detail=ask_detail, read_detail=read_detail)
"""
DETAIL = (200, JSON, b'{"id": "0", "summary": "All of it."}')


def listing(*fields, calls=4):
    rows = [{"id": str(n), "title": "Call"} | dict.fromkeys(fields, "words") for n in range(calls)]
    return 200, JSON, json.dumps({"calls": rows, "total": 50}).encode()


@pytest.fixture(scope="module")
def seen(server, write_source, tmp_path_factory):
    """What is found of each source; every fixture has funders, and programmes in a fourth of its records."""
    folder, fixtures = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("fixtures")
    live = {
        "same": (listing("funder"), DETAIL),
        "no_funder": (listing("programme"), DETAIL),
        "few": (listing(calls=2), DETAIL),
        "no_rows": (listing(calls=0), DETAIL),
        "refused": ((403, {}, b""), DETAIL),
        "renamed": ((200, JSON, b'{"results": []}'), DETAIL),
        "no_detail": (listing("funder"), (500, {}, b"")),
    }
    for source_id, (page, detail) in live.items():
        server.routes |= {f"/{source_id}/list": page, f"/{source_id}/detail": detail}
        write_source(folder, source_id, server.base, CODE)
        (fixtures / source_id).mkdir()
        rows = [{"id": str(n), "title": "Call", "funder": "words"} for n in range(4)]
        rows[0]["programme"] = "words"
        (fixtures / source_id / "list.json").write_text(json.dumps({"calls": rows, "total": 4}))
        (fixtures / source_id / "replay.tsv").write_text(
            "file\tmethod\turl\tcontent_type\tdate\trequest_body\n"
            f"list.json\tGET\t{server.base}/{source_id}/list\tapplication/json\t2026-03-02\t\n"
        )
    asked = server.hits.copy()
    found = {
        sighting.source_id: sighting
        for sighting in look(folder=folder, fixtures=fixtures, allow=server.allow, delay_seconds=0)
    }
    return found, server.hits - asked


@pytest.mark.parametrize(
    ("source_id", "says"),
    [
        ("same", None),
        ("few", None),
        ("no_funder", "none of 4 records has 'funder', which 100% of its fixture's have"),
        ("no_rows", "its first page holds no record"),
        ("refused", "failed: Ninguna página del listado respondió: HTTP 403"),
        ("renamed", "malformed: Falta en la página la marca «calls»"),
        ("no_detail", "its first detail failed"),
    ],
)
def test_a_live_source_is_held_against_its_fixture(seen, source_id, says):
    findings = seen[0][source_id].findings
    assert len(findings) == (says is not None), findings
    assert says is None or findings[0].startswith(says)


def test_one_page_and_one_detail_are_asked_for(seen):
    assert seen[1]["/same/list"] == 1
    assert seen[1]["/same/two"] == 0
    assert sum(times for path, times in seen[1].items() if path.startswith("/same/detail")) == 1
