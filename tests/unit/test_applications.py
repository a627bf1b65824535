"""Answers by spreadsheets, forms and commands: whatever their order, nothing is lost and what contradicts is shown.

Belongs here: joining and contradictions, in pure functions, over random histories. Does not belong: reading a
spreadsheet (`tests/exports`), the commands (`tests/end_to_end`).
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pipelines.digest.applications import (
    FIELDS,
    Step,
    at_stage,
    contradictions,
    joined,
    last_result,
    stage_of,
    steps_of,
    value,
)
from pipelines.digest.decisions import NOTHING, DecisionEntry, added, lines_known, read_decisions, standing, written
from warehouse.decision_file import keep

START = date(2026, 6, 1)
STAGES = ("followed", "dismissed", "preparing", "submitted", "won", "lost", "withdrawn", None)


def decision(stage=None, on=0, **given):
    day = START + timedelta(days=on)
    return at_stage(replace(NOTHING, decided_on=day, seen_on=START, **given), stage)


def answer(said, *, copy=None, knew=None, call="a"):
    return DecisionEntry("ngo", call, said, "spreadsheet" if copy else "command", copy, knew)


def told(lines):
    """The lines that a file comes to when answers are given one after the other."""
    entries = []
    for line in lines:
        steps = [Step(n, e) for n, e in enumerate(entries)]
        entry = joined(steps, line)
        entries += added([s.entry for s in steps[-1:]], [entry])
    return entries


def test_two_copies_that_do_not_know_of_each_other_contradict_each_other_until_somebody_who_knows_both_decides():
    lines = told(
        [
            answer(decision("submitted", 1, responsible="Secpla", who="Oficina A"), copy="a.xlsx", knew=0),
            answer(decision("dismissed", 2, responsible="DIDECO", who="Oficina B"), copy="b.xlsx", knew=0),
        ]
    )
    (found,) = contradictions(lines)
    assert found.fields == ("stage", "responsible")
    assert [stage_of(step.entry.decision) for step in found.steps] == ["submitted", "dismissed"]
    assert contradictions(lines, until=START + timedelta(days=1)) == []
    lines.append(answer(decision("submitted", 3, responsible="Secpla"), knew=2))
    assert contradictions(lines) == []


def test_what_a_copy_left_as_it_was_takes_nothing_back_from_another():
    lines = told(
        [
            answer(decision("followed", 1), copy="a.xlsx", knew=0),
            answer(decision(None, 2, responsible="Secpla"), copy="b.xlsx", knew=0),
            answer(decision(None, 3), copy="a.xlsx", knew=0),  # this copy followed and does no more: taken back
        ]
    )
    assert [(stage_of(e.decision), e.decision.responsible) for e in lines] == [
        ("followed", None),
        ("followed", "Secpla"),
        (None, "Secpla"),
    ]
    assert contradictions(lines) == []


def test_who_only_follows_does_not_contradict_who_has_sent_it():
    lines = told(
        [
            answer(decision("submitted", 1), copy="a.xlsx", knew=0),
            answer(decision("followed", 2), copy="b.xlsx", knew=0),
        ]
    )
    assert [stage_of(e.decision) for e in lines] == ["submitted"]
    assert contradictions(lines) == []


def test_a_merged_calls_lines_are_read_as_one_history():
    lines = [
        answer(decision("won", 1), copy="a.xlsx", knew=0, call="old"),
        answer(decision("lost", 2), copy="b.xlsx", knew=0, call="new"),
    ]
    assert contradictions(lines) == []
    (found,) = contradictions(lines, aliases={"old": "new"})
    assert (found.call_id, found.fields) == ("new", ("stage",))


def test_a_new_edition_remembers_how_the_last_one_ended():
    lines = [
        answer(decision("won", 5), call="2024"),
        answer(decision("lost", 9, why="faltó cofinanciamiento"), call="2025"),
        answer(decision("submitted", 30), call="other"),
    ]
    call, said = last_result(steps_of(lines), "ngo", ["2024", "2025", "other"])
    assert (call, stage_of(said), said.why) == ("2025", "lost", "faltó cofinanciamiento")
    assert last_result(steps_of(lines), "gore", ["2024", "2025"]) is None


def test_a_file_of_the_first_form_is_still_read(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text(
        "profile,call_id,decision,responsible,state,decided_on,seen_on\nngo,a,follow,Ana,won,2026-11-03,2026-11-02\n"
    )
    (entry,) = read_decisions(path)
    assert (stage_of(entry.decision), entry.knew, entry.decision.amount) == ("won", None, None)


@pytest.mark.parametrize(
    ("column", "wrong", "mend"),
    [(7, "12 millones", "without dots"), (11, "pigeon", "write one of spreadsheet"), (13, "-1", "number of lines")],
)
def test_a_bad_value_names_its_field(tmp_path, column, wrong, mend):
    path = tmp_path / "decisions.csv"
    head, line = written([answer(decision("won", 1))]).splitlines()
    cells = line.split(",")
    cells[column] = wrong
    path.write_text(f"{head}\n{','.join(cells)}\n")
    with pytest.raises(ValueError, match=mend):
        read_decisions(path)


class History:
    """A random history: two spreadsheets at a time, made at random days, edited and sent back in any order, and
    commands in between.
    """

    def __init__(self, seed, path):
        self.random, self.path, self.day, self.clashes, self.own = random.Random(seed), path, 1, 0, {}

    def run(self):
        copies = []
        for _ in range(self.random.randint(8, 20)):
            self.day += self.random.randint(0, 3)
            roll = self.random.random()
            if roll < 0.35 or not copies:
                copies = [*copies[-1:], self._export()]
            elif roll < 0.8:
                self._send_back(self.random.choice(copies))
            else:
                self._command()
        return read_decisions(self.path)

    def _export(self):
        entries = read_decisions(self.path)
        until = START + timedelta(days=self.day)
        shown = standing(entries, until=until).get("ngo", {})
        return {
            "name": f"{self.random.random()}.xlsx",
            "knew": lines_known(entries, until=until),
            "cells": {call: shown.get(call, NOTHING) for call in ("a", "b")},
        }

    def _send_back(self, copy):
        for call in self.random.sample(("a", "b"), self.random.randint(0, 2)):
            copy["cells"][call] = self._edited(copy["cells"][call])
        on = START + timedelta(days=self.day)

        def answers(_):
            return [
                DecisionEntry("ngo", call, replace(d, decided_on=on, who=None), "form", copy["name"], copy["knew"])
                for call, d in copy["cells"].items()
            ]

        self._keep(answers)

    def _command(self):
        said = replace(self._edited(NOTHING), decided_on=START + timedelta(days=self.day))
        self._keep(lambda entries: [DecisionEntry("ngo", "a", said, "command", None, len(entries))])

    def _edited(self, d):
        roll = self.random.random()
        if roll < 0.6:
            return at_stage(d, self.random.choice(STAGES))
        if roll < 0.8:
            return replace(d, responsible=self.random.choice(("Secpla", "DIDECO", None)))
        return replace(d, amount=self.random.choice((Decimal(1_000_000), Decimal(2_500_000), None)))

    def _keep(self, answers):
        before = read_decisions(self.path)
        given = answers(before)
        kept = keep(self.path, lambda _: given, aliases={})
        after = read_decisions(self.path)
        assert after[: len(before)] == before, "lines are only ever added"
        assert kept.fresh == tuple(after[len(before) :])
        for one in given:
            self._nothing_is_lost(one, before, after)

    def _nothing_is_lost(self, one, before, after):
        """What a copy changed stands now, or is what another had decided since that goes further; and where another
        had changed it otherwise, the contradiction is open.
        """
        mine = steps_of(before).get(("ngo", one.call_id), [])
        stands = standing(after, until=date.max).get("ngo", {}).get(one.call_id, NOTHING)
        was = mine[-1].entry.decision if mine else NOTHING
        unknown = [s for s in mine if one.knew is not None and s.position >= one.knew and s.entry.copy != one.copy]
        for field in FIELDS:
            said, had, other = value(one.decision, field), self._shown(one, mine, field), value(was, field)
            if said == had:
                assert value(stands, field) == other, "what was not touched stays as others left it"
                continue
            if field == "stage" and stage_of(one.decision) == "followed" and was.choice == "follow" and was.state:
                assert value(stands, field) == other
                continue
            assert value(stands, field) == said
            if said != other:
                self.own[one.copy, one.call_id, field] = said
            leads = field == "stage" and stage_of(was) == "followed" and one.decision.state is not None
            if unknown and other not in (had, said) and not leads:
                self._both_are_shown(contradictions(after), one.call_id, field, said, other)

    def _both_are_shown(self, found, call, field, *sides):
        self.clashes += 1
        (mine,) = [c for c in found if c.call_id == call]
        assert field in mine.fields
        assert set(sides) <= {value(step.entry.decision, field) for step in mine.steps}

    def _shown(self, one, mine, field):
        """By hand, and not by the code: what stood when the copy was made, or what this copy made of it since."""
        known = mine if one.knew is None else [s for s in mine if s.position < one.knew]
        stood = value(known[-1].entry.decision if known else NOTHING, field)
        return self.own.get((one.copy, one.call_id, field), stood) if one.copy else stood


def test_300_random_histories_lose_nothing_and_show_every_contradiction(tmp_path):
    clashes, lines = 0, 0
    for seed in range(300):
        path = tmp_path / f"{seed}.csv"
        history = History(seed, path)
        entries = history.run()
        clashes, lines = clashes + history.clashes, lines + len(entries)
        again = tmp_path / "again.csv"
        again.write_text(written(entries), encoding="utf-8", newline="")
        assert read_decisions(again) == entries
        for day in range(0, history.day + 1, 5):
            until = START + timedelta(days=day)
            upto = [e for e in entries if e.decision.decided_on <= until]
            assert contradictions(entries, until=until) == contradictions(upto), "as of a day, later lines say nothing"
    assert clashes > 100
    assert lines > 1000
