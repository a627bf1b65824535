"""The kinds of applicants that a call publishes, in accord with its verdicts: one text, one answer.

Belongs here: which kind of a call's facts stands for which applicant, and what a verdict adds to or takes from the
facts' kinds. Does not belong: reading either (`pipelines.applying`, `assessment`).
`dbt_like_sql/tests/applicants_do_not_contradict.sql` holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from pipelines.records import ApplicantType

# The kinds of facts by which each applicant goes; the first is added where only its verdict says so.
GOES_BY: dict[str, tuple[ApplicantType, ...]] = {
    "municipality": ("local_government",), "regional_government": ("regional_government",), "university": ("university",),
    "ngo": ("ngo",), "sme": ("sme", "company"), "individual": ("individual",),
}  # fmt: skip
# The rules that shut an applicant out for its kind, whatever its country.
BY_KIND = frozenset({"closed_kinds", "kind_refused", "read_may_not", "read_others_apply", "read_other_role"})


def agreed_types(types: Sequence[ApplicantType], verdicts: Mapping[str, tuple[str, str]]) -> list[ApplicantType]:
    """The kinds who may apply, with those whose verdict is "eligible" and without those that are shut out for their
    kind.

    `verdicts`: of each applicant its outcome and rule. Where no kind was read and no verdict names one, none is told.
    """
    kept = set(types)
    for applicant, (outcome, rule) in verdicts.items():
        own = GOES_BY[applicant]
        if outcome == "ineligible" and rule in BY_KIND:
            kept -= set(own)
        elif outcome == "eligible" and types and not kept & {*own, "any"}:
            kept.add(own[0])
    return [kind for kind in get_args(ApplicantType) if kind in kept]
