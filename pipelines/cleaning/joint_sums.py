"""What a page's sums and shares come to together: per award, envelope, the applicant's own share, the currency.

Belongs here: decisions from the chances of sums. Does not belong: days (`joint_reading.py`), chances (`role_reader.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from pipelines.cleaning.joint_values import (
    LIKELY,
    SEEN,
    STATED_AWARD,
    STATED_SHARE,
    STATED_TOTAL,
    SURE,
    JointReading,
    quote_of,
)
from pipelines.cleaning.role_reader import Candidates, Roles
from pipelines.records import Doubt


def read_sums(found: Candidates, roles: Roles, dollar: str | None, result: JointReading) -> None:
    per_award = roles.sums[:, 1] + roles.sums[:, 3]
    least = roles.sums[:, 2] + roles.sums[:, 3]
    top = _best(found, per_award, largest=True)
    total = _best(found, roles.sums[:, 4], largest=True)
    bottom = _best(found, least, largest=False)
    if total and top and found.sums[total[1]].amount < found.sums[top[1]].amount and total[0] < top[0]:
        total = None
    chosen: list[int] = []
    for name, best, needed in (
        ("amount_max", top, STATED_AWARD),
        ("amount_total", total, STATED_TOTAL),
        ("amount_min", bottom, STATED_AWARD),
    ):
        if best is None:
            continue
        certainty, at = best
        amount = found.sums[at].amount
        quote = quote_of(found, found.sums[at])
        if name == "amount_min" and result.amount_max is not None and amount > result.amount_max:
            continue
        if certainty >= (needed if found.sums[at].currency else SURE):  # a number without a currency may count anything
            result.state(name, amount, certainty, quote)
            chosen.append(at)
            if certainty < SURE:
                result.doubts.append(Doubt(name, str(amount), None, quote))
        elif certainty >= SEEN:
            result.doubts.append(Doubt(name, str(amount), None, quote))
    open_total = result.amount_total is None and all(d.field != "amount_total" for d in result.doubts)
    if open_total and (listed := _listed_awards(found, roles)):
        result.doubts.append(Doubt("amount_total", None, None, quote_of(found, found.sums[listed[-1]])))
    likely = [at for at, chance in enumerate(1 - roles.sums[:, 0]) if chance >= STATED_AWARD]
    _read_currency(found, chosen, likely, dollar, result)


def _listed_awards(found: Candidates, roles: Roles) -> list[int]:
    """The awards of a list or table of unlike ones, as of first to third prize: what they come to is the envelope,
    and stands nowhere.
    """
    lines = found.page.lines
    awards = [at for at, chances in enumerate(roles.sums) if chances[1] + chances[2] + chances[3] >= LIKELY]
    rows = [at for at in awards if lines[found.page.line_at(found.sums[at].start)].kind in ("label", "row", "bullet")]
    places = {found.page.line_at(found.sums[at].start) for at in rows}
    return rows if len(places) > 1 and len({found.sums[at].amount for at in rows}) > 1 else []


def _best(found: Candidates, chances: np.ndarray, *, largest: bool) -> tuple[float, int] | None:
    """The sum of a role: the largest (smallest) likely one, else the likeliest; its certainty counts those beyond it
    that may be it too.
    """
    if not len(chances):
        return None
    by_value: dict[Decimal, tuple[float, int]] = {}
    for at, (money, chance) in enumerate(zip(found.sums, chances, strict=True)):
        if money.amount not in by_value or chance > by_value[money.amount][0]:
            by_value[money.amount] = (float(chance), at)
    likely = [amount for amount, (chance, _) in by_value.items() if chance >= LIKELY]
    if not likely:
        return max(by_value.values())
    amount = max(likely) if largest else min(likely)
    certainty, at = by_value[amount]
    for other, (chance, _) in by_value.items():
        if (other > amount) == largest and other != amount:
            certainty *= 1 - chance
    return certainty, at


def read_share(found: Candidates, roles: Roles, result: JointReading) -> None:
    """What the applicant has to bring: stated, or what the funder's share leaves."""
    best: dict[Decimal, tuple[float, int]] = {}
    for at, share in enumerate(found.shares):
        for percent, chance in ((share.percent, roles.shares[at, 1]), (100 - share.percent, roles.shares[at, 2])):
            if percent not in best or chance > best[percent][0]:
                best[percent] = (float(chance), at)
    if not best:
        return
    percent = max(best, key=lambda value: (best[value][0], value))
    certainty, at = best[percent]
    if certainty >= STATED_SHARE:
        result.state(
            "cofunding_percent", percent, certainty, found.page.quote(found.shares[at].start, found.shares[at].end)
        )
    elif certainty >= SEEN:
        result.doubts.append(
            Doubt(
                "cofunding_percent", str(percent), None, found.page.quote(found.shares[at].start, found.shares[at].end)
            )
        )


def _read_currency(
    found: Candidates, chosen: Sequence[int], likely: Sequence[int], dollar: str | None, result: JointReading
) -> None:
    """The currency of the stated sums, else the one of all `likely` sums of the call, of which it is not sure what they
    are for.

    Sums of another currency than the award's are not stated beside it.
    """
    named = Counter(s.currency for s in found.sums if s.currency)
    if not chosen and len({found.sums[at].currency for at in likely} - {None}) == 1:
        chosen = [at for at in likely if found.sums[at].currency]
    if not chosen or not named:
        return
    usual = named.most_common(1)[0][0]
    own = next((found.sums[at].currency for at in chosen if found.sums[at].currency), usual)
    code = own if own not in ("$", "peso", "dollar") else dollar
    for at in chosen:
        name = next(
            (
                n
                for n in ("amount_max", "amount_total", "amount_min")
                if result.quotes.get(n) == quote_of(found, found.sums[at])
            ),
            None,
        )
        if (
            name
            and found.sums[at].currency not in (None, own)
            and {found.sums[at].currency, own} & {None, "$", "peso", "dollar"} == set()
        ):
            result.doubts.append(Doubt(name, str(getattr(result, name)), None, result.quotes[name]))
            setattr(result, name, None)
    if code is None:
        result.doubts.append(Doubt("currency", own, None, quote_of(found, found.sums[chosen[0]])))
    else:
        result.state("currency", code, 1.0, quote_of(found, found.sums[chosen[0]]))
