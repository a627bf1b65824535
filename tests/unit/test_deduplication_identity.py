"""A call's id lives for ever."""

from __future__ import annotations

import uuid

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.deduplication import assign_ids, resolve
from pipelines.deduplication.call_ids import NAMESPACE, Identity, mint

NOTHING = pd.DataFrame({"record_id": [], "call_id": [], "published_on": []})
Clusters = dict[str, str]


def frame(clusters: Clusters, seen: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"record_id": r, "call_id": c, "source_id": r[0], "record_key": r[1:], "first_seen_on": seen[r]}
            for r, c in clusters.items()
        ],
        columns=["record_id", "call_id", "source_id", "record_key", "first_seen_on"],
    )


class History:
    """Days one after the other, as the warehouse keeps them."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}
        self.published: dict[str, str] = {}
        self.identity = Identity(NOTHING[["record_id", "call_id"]], pd.DataFrame({"old_call_id": [], "call_id": []}))
        self.day = 0

    def previous(self) -> pd.DataFrame:
        return self.identity.ids.assign(published_on=[self.published[call] for call in self.identity.ids["call_id"]])

    def live(self, clusters: Clusters) -> dict[str, str]:
        self.day += 1
        today = f"2026-01-{self.day:02}"
        for record in clusters:
            self.seen.setdefault(record, today)
        self.identity = assign_ids(frame(clusters, self.seen), self.previous(), self.identity.aliases)
        for call in self.identity.ids["call_id"]:
            self.published.setdefault(call, today)
        return dict(zip(self.identity.ids["record_id"], self.identity.ids["call_id"], strict=True))

    @property
    def aliases(self) -> dict[str, str]:
        return dict(zip(self.identity.aliases["old_call_id"], self.identity.aliases["call_id"], strict=True))


def test_the_oldest_record_mints() -> None:
    clusters = frame({"b1": "x", "a2": "x", "a1": "x"}, {"b1": "2026-01-01", "a2": "2026-01-01", "a1": "2026-01-02"})
    ids = assign_ids(clusters, NOTHING).ids
    assert set(ids["call_id"]) == {str(uuid.uuid5(NAMESPACE, "a\n2"))}


def test_a_merge_keeps_the_longest_published_and_aliases_the_other() -> None:
    history = History()
    history.live({"a1": "x"})
    history.live({"a1": "x", "b1": "y"})
    ids = history.live({"a1": "x", "b1": "x"})
    assert set(ids.values()) == {mint("a", "1")}
    assert history.aliases == {mint("b", "1"): mint("a", "1")}


def test_a_split_leaves_the_id_with_the_minting_record() -> None:
    history = History()
    history.live({"a1": "x", "b1": "x", "c1": "x"})
    ids = history.live({"b1": "x", "c1": "x", "a1": "y"})
    assert ids == {"a1": mint("a", "1"), "b1": mint("b", "1"), "c1": mint("b", "1")}
    assert history.aliases == {}


def test_merge_then_split_gives_new_ids_and_the_alias_stands() -> None:
    history = History()
    history.live({"a1": "x", "b1": "y"})
    history.live({"a1": "x", "b1": "x"})
    ids = history.live({"a1": "x", "b1": "y"})
    assert ids["a1"] == mint("a", "1")
    assert ids["b1"] not in (mint("a", "1"), mint("b", "1"))
    assert history.aliases == {mint("b", "1"): mint("a", "1")}


def test_a_vanished_record_keeps_its_id_and_finds_it_again() -> None:
    history = History()
    history.live({"a1": "x", "b1": "y"})
    assert history.live({"b1": "y"})["a1"] == mint("a", "1")
    assert history.live({"a1": "z", "b1": "y"})["a1"] == mint("a", "1")


def test_the_provisional_names_and_the_order_do_not_matter() -> None:
    seen = dict.fromkeys(["a1", "b1", "c1"], "2026-01-01")
    one = assign_ids(frame({"a1": "p", "b1": "p", "c1": "q"}, seen), NOTHING)
    other = assign_ids(frame({"c1": "1", "b1": "2", "a1": "2"}, seen), NOTHING)
    pd.testing.assert_frame_equal(one.ids, other.ids)


RECORDS = [f"{source}{key}" for source in "abc" for key in range(3)]
DAYS = st.lists(st.dictionaries(st.sampled_from(RECORDS), st.sampled_from("pqrst"), min_size=1), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(DAYS)
def test_over_any_history_every_published_id_stands_or_leads_to_one_that_does(days: list[Clusters]) -> None:
    history = History()
    ever: set[str] = set()
    for clusters in days:
        ids = history.live(clusters)
        standing = set(ids.values())
        ever |= standing
        for call in ever:
            assert (call in standing) != (call in history.aliases), (
                "each id stands or is an alias, never both, never neither"
            )
        assert set(history.aliases.values()) <= standing
        of_cluster: dict[str, set[str]] = {}
        for record, cluster in clusters.items():
            of_cluster.setdefault(cluster, set()).add(ids[record])
        assert all(len(calls) == 1 for calls in of_cluster.values()), "a cluster has one id"
        assert len({next(iter(calls)) for calls in of_cluster.values()}) == len(of_cluster), "no two clusters share one"


REFERENCES = ("", "", "LGF-2030-001", "LGF-2030-002", "LGF-2031-001")
WORLD = st.dictionaries(
    st.sampled_from(RECORDS),
    st.tuples(st.sampled_from(["Lagoazul prize", "Marbello schools"]), st.sampled_from(REFERENCES)),
    min_size=1,
)
JUDGED = st.lists(
    st.tuples(st.sampled_from(RECORDS), st.sampled_from(RECORDS), st.sampled_from(["same", "different"])), max_size=3
)


def resolved(world: dict[str, tuple[str, str]], judged: dict[frozenset[str], str]) -> Clusters:
    """The clusters of a day's records, as people have judged them."""
    records = pd.DataFrame(
        [
            {
                "record_id": record,
                "source_id": record[0],
                "title": title,
                "reference": reference or None,
                "deadline": "2030-05-04",
            }
            for record, (title, reference) in world.items()
        ]
    )
    rows = [
        dict(zip(("record_a", "record_b"), sorted(pair), strict=True), judgement=word) for pair, word in judged.items()
    ]
    calls = resolve(records, judgements=pd.DataFrame(rows, columns=["record_a", "record_b", "judgement"]))
    return dict(calls.itertuples(index=False, name=None))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.tuples(WORLD, JUDGED), min_size=1, max_size=4))
def test_over_any_history_of_records_and_judgements(
    days: list[tuple[dict[str, tuple[str, str]], list[tuple[str, str, str]]]],
) -> None:
    """Records come, vanish and change, people judge; then the whole history is told again from the beginning, as a
    rebuild does.
    """
    judged: dict[frozenset[str], str] = {}
    told: list[tuple[Clusters, dict[str, str]]] = []
    history, ever = History(), set[str]()
    for world, judgements in days:
        for a, b, word in judgements:
            if a != b:
                judged.setdefault(frozenset((a, b)), word)
        clusters = resolved(world, judged)
        ids = history.live(clusters)
        told.append((clusters, ids))
        ever |= set(ids.values())
        standing = set(ids.values())
        assert ever <= standing | history.aliases.keys(), "every id ever published still resolves"
        assert set(history.aliases.values()) <= standing
        together = {pair for pair, word in judged.items() if word == "same" and pair <= world.keys()}
        for pair in together:
            assert len({ids[record] for record in pair}) == 1, "same joins"
        for pair, word in judged.items():
            if word == "different" and pair <= world.keys() and not together:
                assert len({ids[record] for record in pair}) == 2, "different splits, on this day and all that follow"
    again = History()
    assert [again.live(clusters) for clusters, _ in told] == [ids for _, ids in told]
    assert again.aliases == history.aliases


@settings(max_examples=100, deadline=None, derandomize=True)
@given(DAYS)
def test_run_again_nothing_changes(days: list[Clusters]) -> None:
    history = History()
    for clusters in days:
        history.live(clusters)
        again = assign_ids(frame(clusters, history.seen), history.previous(), history.identity.aliases)
        pd.testing.assert_frame_equal(again.ids, history.identity.ids)
        pd.testing.assert_frame_equal(again.aliases, history.identity.aliases)
