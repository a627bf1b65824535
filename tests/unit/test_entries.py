"""The records of a crawl while it runs."""

from pipelines.records import Record
from scrapers.engine.landing import SPOOLED, Entries, Entry


def test_entries_are_kept_by_key_also_where_they_are_more_than_memory_holds():
    entries = Entries()
    for key in "cab":
        entries[key] = Entry(Record(key, text=key * (SPOOLED // 2)))
    changed = entries["a"]
    changed.detail = Record("a", summary="all of it")
    assert entries["a"].detail is None
    entries["a"] = changed
    assert entries["a"] == changed
    assert [(key, entry.listing.text[:1], entry.detail is None) for key, entry in entries.items()] == [
        ("c", "c", True),
        ("a", "a", False),
        ("b", "b", True),
    ]
    assert (len(entries), "d" in entries, entries.get("d"), sorted(entries)) == (3, False, None, ["a", "b", "c"])
    del entries["b"]
    assert list(entries) == ["c", "a"]
