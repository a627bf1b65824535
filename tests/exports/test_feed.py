"""The feed as feedparser reads it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import feedparser
import pytest

from warehouse.exports.feed import MOST_ENTRIES, write_atom


@pytest.fixture
def read(tmp_path):
    def write(edition):
        path = tmp_path / "feed.xml"
        write_atom(edition, path)
        return feedparser.parse(path.read_bytes())

    return write


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_reader_finds_an_atom_feed_without_fault(builder, read, language) -> None:
    feed = read(builder.edition(language=language))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.language == language
    (entry,) = feed.entries
    assert entry.id == "urn:uuid:00000000-0000-5000-8000-000000000001"
    assert entry.link == "https://ejemplo.invalid/convocatoria/1"
    assert entry.updated == "2026-11-16T12:00:00Z"
    assert [(tag.term, tag.label) for tag in entry.tags] == [("water", "Agua y seguridad hídrica")]
    assert entry.summary_detail.type == entry.content[0].type == "text/plain"
    assert {
        "es": "Cambió: Último plazo: 20-11-2026 → 26-11-2026",
        "en": "Changed: Last deadline: 20-11-2026 → 26-11-2026",
    }[language] in entry.content[0].value


def test_it_holds_what_changed_then_what_is_new_each_once(builder, read) -> None:
    one, two, three = (builder.item(n) for n in (1, 2, 3))
    feed = read(builder.edition(items=(one, two, three), new=(one, two), changed=(three, one)))
    assert [entry.title[-1] for entry in feed.entries] == ["3", "1", "2"]
    assert not read(builder.edition(new=(), changed=())).entries


def test_a_first_week_of_hundreds_is_cut_and_says_so(builder, read) -> None:
    feed = read(builder.edition(new=tuple(builder.item(n) for n in range(1, MOST_ENTRIES + 3)), changed=()))
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.feed.subtitle.endswith("; 2 más están en oportunidades.xlsx")


def test_ids_stay_and_only_the_day_moves(builder, read) -> None:
    first, later = (
        read(builder.edition()),
        read(builder.edition(week="2026-W48", as_of=date(2026, 11, 23), published_on=date(2026, 11, 23))),
    )
    assert first.feed.id == later.feed.id
    assert first.entries[0].id == later.entries[0].id
    assert first.entries[0].updated < later.entries[0].updated
    other = builder.edition(profile=builder.profile(profile_id="municipality-13118"))
    assert read(other).feed.id != first.feed.id
    assert UUID(first.feed.id.removeprefix("urn:uuid:"))
