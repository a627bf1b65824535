"""What is written into a landing is what is read back: one form for both sides."""

import json

import pytest

from pipelines.landing_format import Unreadable, line_text, manifest_text, parse_line, parse_manifest

MANIFEST = {
    "source_id": "src",
    "run_id": "2026-11-16-01",
    "as_of": "2026-11-16",
    "started_at": "2026-11-16T12:00:00-03:00",
    "finished_at": "2026-11-16T12:00:09-03:00",
    "finish_reason": "finished",
    "verdict": "ok",
    "note": "3 registros.",
    "counts": {"records": 3},
    "lists_all": True,
    "validators": 0,
    "fill": {"title": 1.0},
    "code": None,
}


def test_a_manifest_is_read_as_it_was_written():
    assert parse_manifest(manifest_text(MANIFEST).encode()) == MANIFEST


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_a_manifest_without_one_of_its_fields_is_not_written(name):
    with pytest.raises(ValueError, match=name):
        manifest_text({key: value for key, value in MANIFEST.items() if key != name})


def test_neither_is_one_with_a_field_that_is_declared_nowhere_nor_one_of_an_unknown_verdict():
    with pytest.raises(ValueError, match="mood"):
        manifest_text(MANIFEST | {"mood": "fine"})
    with pytest.raises(ValueError, match="fine"):
        manifest_text(MANIFEST | {"verdict": "fine"})


@pytest.mark.parametrize(
    "name", ["source_id", "run_id", "as_of", "finished_at", "verdict", "note", "counts", "lists_all"]
)
def test_a_manifest_that_lacks_what_its_calls_rest_on_is_unreadable(name):
    with pytest.raises(Unreadable, match=f"{name} is missing"):
        parse_manifest(json.dumps({key: value for key, value in MANIFEST.items() if key != name}).encode())


def test_what_tells_of_the_crawl_alone_may_be_missing():
    without = {
        key: value
        for key, value in MANIFEST.items()
        if key not in ("started_at", "finish_reason", "validators", "fill", "code")
    }
    assert parse_manifest(json.dumps(without).encode()) == without


def test_a_line_is_read_as_it_was_written_and_told_apart_by_what_it_says():
    written = line_text("a", {"record_key": "a", "title": "Agua"}, {"record_key": "a", "text": "prosa"}, None)
    read = parse_line(written.encode())
    assert (read["listing"]["title"], read["detail"]["text"], read["detail_failed"]) == ("Agua", "prosa", None)
    other = parse_line(line_text("a", {"record_key": "a", "title": "Agua"}, None, "answered 500").encode())
    assert other["fingerprint"] != read["fingerprint"]
