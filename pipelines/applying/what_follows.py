"""What follows for one kind of applicant from all of a text's statements together, as chances: named and let in, refused,
shut out by a closed list, from the right country, on a condition; and what the text says of the kind last.

Each is the chance that at least one statement says so, as if they were independent: what the greatest chance of one
statement (`cells`) does not tell. Belongs here: these numbers. Does not belong: statements, the verdict.
"""

from __future__ import annotations

import numpy as np

from pipelines.applying.cells import RELATIONS, View, side_of
from pipelines.applying.statements import KIND_ROLES, TAGS
from pipelines.models import Floats

_AT = {name: at for at, name in enumerate(RELATIONS)}
_LETS_IN = np.array([name in ("exact", "all", "wider") for name in RELATIONS])
_PERHAPS = np.array([name in ("narrowed", "perhaps", "body") for name in RELATIONS])
_CONDITION, _ONLY, _NONE = TAGS.index("condition"), TAGS.index("only"), TAGS.index("none")
_LAST = ("exact", "all", "perhaps")


def _any(chances: Floats) -> float:
    """The chance that one at least holds."""
    return float(1.0 - np.prod(1.0 - np.clip(chances, 0.0, 0.999)))


def of_places(view: View) -> list[float]:
    """The chances that applicants of the country are let in, left out or refused by what places say, and that some
    place is told at all.
    """
    inside, outside, refused, told, beside = [], [], [], [], []
    for statement in view.statements:
        for place in statement.places:
            side, source, against = side_of(place, view.holds), place.chances["from"], place.chances["not"]
            against = max(against, statement.chances["country_may_not"])
            told.append(max(source, against))
            if side in ("in", "world", "out except"):
                inside.append(source)
            elif side in ("out", "in except"):
                outside.append(source)
            if side == "in except":
                refused.append(source)
            elif side in ("in", "world"):
                refused.append(against)
                beside.append(place.chances["partner"])
    return [_any(np.array(chances)) for chances in (inside, outside, refused, told, beside)]


def of_kind(view: View, target: str, places: list[float]) -> list[float]:
    """The numbers of one kind of applicant; `places`: those of `of_places`."""
    table = view.table
    assert table is not None
    related = np.array([_AT[name] for name in view.relations(target)], dtype=np.int64)
    may, refused, partner = table.roles[:, 0], table.roles[:, 1], table.roles[:, 2]
    here = may * (1 - table.outside[table.own])
    examples = np.array([statement.examples for statement in view.statements], dtype=float)[table.own]
    conditions = np.maximum(table.tags[:, _CONDITION], table.conditions.max(axis=1, initial=0.0) * 0.5)[table.own]
    conditions = np.maximum(conditions, 0.5 * table.provided)
    lets_in, perhaps = _LETS_IN[related], _PERHAPS[related]
    exact, other = related == _AT["exact"], related == _AT["other"]
    named = _any(here[lets_in])
    plainly = _any((here * (1 - conditions))[lets_in])
    no = _any(refused[lets_in & (related != _AT["all"])])
    doubtful = _any(here[perhaps])
    others = _any(may[other])
    by_example = _any((may * examples)[other | lets_in])
    only = _any(table.tags[:, _ONLY])
    kindless = np.ones(len(table.tags), dtype=bool)
    kindless[table.own] = False
    general = _any(table.tags[kindless, _CONDITION])
    inside, outside, shut, told, _ = places
    country = (inside + (1 - told) * 0.5) * (1 - shut)
    closed = (1 - named) * (1 - doubtful) * others * (1 - by_example)
    return [
        named, plainly, no, doubtful, others, by_example, only, general, _any(partner[lets_in]), _any(here[exact]), closed,
        named * country * (1 - no), plainly * country * (1 - no) * (1 - general), max(no, closed, (1 - inside) * outside, shut),
        float(np.sum(may[exact] > 0.5)), float(np.sum(refused[exact] > 0.5)),
        *_last(view, related),
        *places,
    ]  # fmt: skip


def _last(view: View, related: np.ndarray) -> list[float]:
    """What the text's last words on the kind say, by how they name it; -0.1 where it is not named so."""
    table = view.table
    assert table is not None
    found: list[float] = []
    for name in _LAST:
        at = np.flatnonzero(related == _AT[name])
        if not len(at):
            found += [-0.1] * (len(KIND_ROLES) + 1)
            continue
        roles = table.roles[at]
        speaks = at[roles[:, -1] < 0.7]  # where it is more than named
        chosen = speaks[-1] if len(speaks) else at[-1]
        found += [*table.roles[chosen].tolist(), float(table.tags[table.own[chosen], _CONDITION])]
    return found
