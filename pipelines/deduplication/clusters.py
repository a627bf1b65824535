"""Clusters of records from scored pairs: best pair first, under constraints that hold for the whole cluster.

Belongs here: joining, vetoes cluster-wide, sources that list once, people's judgements. Does not belong: scores and
vetoes themselves, and the lasting ids (`call_ids`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

Pair = tuple[int, int]

WEAKEST = -0.20
"""The least mean margin of the pairs between two clusters that join; a pair without a margin counts as `UNSEEN`."""
UNSEEN = -0.35
LARGE = 300
"""Between clusters of more records together not all pairs have been compared, so that pairs without a margin do not
count.
"""


def cluster(
    size: int,
    margins: Mapping[Pair, float],
    vetoed: Callable[[int, int], bool],
    *,
    sources: Sequence[str] = (),
    lists_once: frozenset[str] = frozenset(),
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    explained: Callable[[int, int, int], bool] = lambda a, b, witness: False,
) -> list[int]:
    """For each of `size` records the first record of its cluster.

    `margins`: by how much a pair is more alike than it needs to be; below 0 it cannot join a cluster but counts in the
    mean. `explained`: whether a third record tells why two that are vetoed are one call after all; such a pair counts
    in no mean. `same` joins whatever else speaks against it; `different` parts whatever else speaks for it, but for
    `same`.
    """
    groups = _Groups(size)
    for a, b in sorted(same):
        groups.join(a, b)
    apart = {frozenset(pair) for pair in different}
    together = {frozenset(pair) for pair in same}
    verdicts: dict[Pair, bool] = {}

    def forbidden(a: int, b: int) -> bool:
        pair = (a, b) if a < b else (b, a)
        if pair not in verdicts:
            key = frozenset(pair)
            one_list = bool(sources) and sources[a] == sources[b] and sources[a] in lists_once
            verdicts[pair] = key not in together and (key in apart or one_list or vetoed(*pair))
        return verdicts[pair]

    for a, b in sorted(
        (pair for pair, margin in margins.items() if margin >= 0), key=lambda pair: (-round(margins[pair], 9), pair)
    ):
        left, right = groups.members(a), groups.members(b)
        if left is right:
            continue
        cross = [
            pair
            for x in left
            for y in right
            if not (
                forbidden(*(pair := (x, y) if x < y else (y, x)))
                and frozenset(pair) not in apart
                and any(explained(*pair, witness) for witness in (*left, *right))
            )
        ]
        unseen = UNSEEN if len(left) + len(right) <= LARGE else None
        seen = [margin for pair in cross if (margin := margins.get(pair, unseen)) is not None]
        if sum(seen) < WEAKEST * len(seen) or any(forbidden(x, y) for x, y in cross):
            continue
        groups.join(a, b)
    return groups.firsts()


def components(size: int, pairs: Iterable[Pair]) -> list[int]:
    """For each of `size` records the first of all that these pairs lead to."""
    groups = _Groups(size)
    for a, b in pairs:
        groups.join(a, b)
    return groups.firsts()


class _Groups:
    def __init__(self, size: int) -> None:
        self._of = [[place] for place in range(size)]

    def members(self, place: int) -> list[int]:
        return self._of[place]

    def join(self, a: int, b: int) -> None:
        large, small = sorted((self._of[a], self._of[b]), key=len, reverse=True)
        if large is small:
            return
        large.extend(small)
        for place in small:
            self._of[place] = large

    def firsts(self) -> list[int]:
        first: dict[int, int] = {}
        for place, members in enumerate(self._of):
            first.setdefault(id(members), place)
        return [first[id(members)] for members in self._of]
