"""The file of decisions: what stands on a day, what giving it again adds, and errors that say how to mend it."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.digest.decisions import COLUMNS, DecisionEntry, added, read_decisions, standing, written
from pipelines.digest.week import Decision
from pipelines.matching.priorities.priority_file import TerritoryError

HEAD = ",".join(COLUMNS) + "\n"


def entry(choice, on, call="a", profile="ngo", **given):
    return DecisionEntry(
        profile, call, Decision(choice=choice, decided_on=date.fromisoformat(on), seen_on=date(2026, 11, 2), **given)
    )


def test_what_is_written_is_read_back(tmp_path):
    entries = [
        entry("follow", "2026-11-03", responsible='Área "Agua", piso 2', state="preparing"),
        entry(None, "2026-11-04"),
    ]
    (tmp_path / "decisions.csv").write_text(written(entries), encoding="utf-8")
    assert read_decisions(tmp_path / "decisions.csv") == entries
    assert read_decisions(tmp_path / "nothing.csv") == []


def test_the_last_decision_up_to_a_day_stands_and_an_empty_one_takes_it_back():
    entries = [
        entry("dismiss", "2026-11-03"),
        entry("follow", "2026-11-05"),
        entry(None, "2026-11-09"),
        entry("follow", "2026-11-03", "b", "gore"),
    ]
    assert {
        day: {
            p: {c: d.choice for c, d in of.items()}
            for p, of in standing(entries, until=date.fromisoformat(day)).items()
        }
        for day in ("2026-11-02", "2026-11-04", "2026-11-08", "2026-11-09")
    } == {
        "2026-11-02": {},
        "2026-11-04": {"ngo": {"a": "dismiss"}, "gore": {"b": "follow"}},
        "2026-11-08": {"ngo": {"a": "follow"}, "gore": {"b": "follow"}},
        "2026-11-09": {"ngo": {}, "gore": {"b": "follow"}},
    }


def test_the_same_again_adds_nothing():
    entries = [entry("follow", "2026-11-03")]
    assert added(entries, [entry("follow", "2026-11-10"), entry(None, "2026-11-10", "b")]) == []
    assert added(entries, [entry("dismiss", "2026-11-10")]) == [entry("dismiss", "2026-11-10")]


@pytest.mark.parametrize(
    ("line", "field", "mend"),
    [
        ("ngo,,follow,,,2026-11-03,2026-11-02", "line 2, call_id", "every decision is one profile's"),
        ("ngo,a,maybe,,,2026-11-03,2026-11-02", "line 2, decision", "write follow or dismiss"),
        ("ngo,a,follow,,lost it,2026-11-03,2026-11-02", "line 2, state", "write one of preparing"),
        ("ngo,a,follow,,,03-11-2026,2026-11-02", "line 2, decided_on", "write the day as"),
        ("ngo,a,follow,,,2026-11-03,", "line 2, seen_on", "write the day as"),
        ("ngo,a,follow,Ana, Área,,2026-11-03,2026-11-02", "line 2", "put quotes around"),
        ("ngo,a,follow", "line 2", "has not 7 values"),
    ],
)
def test_a_bad_line_is_named_with_its_mend(tmp_path, line, field, mend):
    (tmp_path / "decisions.csv").write_text(f"{HEAD}{line}\n", encoding="utf-8")
    with pytest.raises(TerritoryError, match=f"decisions.csv: {field}: .*{mend}"):
        read_decisions(tmp_path / "decisions.csv")


def test_another_first_line_is_refused(tmp_path):
    (tmp_path / "decisions.csv").write_text("profile,call\n", encoding="utf-8")
    with pytest.raises(TerritoryError, match="must be profile,call_id,decision"):
        read_decisions(tmp_path / "decisions.csv")
