"""What a call's facts and its verdicts say of applicants is one answer."""

import pytest

from pipelines.matching.eligibility.agreement import GOES_BY, agreed_types
from pipelines.vocabulary import APPLICANTS


@pytest.mark.parametrize(
    ("types", "verdicts", "agreed"),
    [
        (["ngo"], {"municipality": ("eligible", "worldwide+kind_legal_entity")}, ["local_government", "ngo"]),
        (["local_government", "ngo"], {"ngo": ("ineligible", "closed_kinds")}, ["local_government"]),
        (["local_government", "ngo"], {"ngo": ("ineligible", "country_refused")}, ["local_government", "ngo"]),
        (["sme", "company"], {"sme": ("ineligible", "kind_refused")}, []),
        (["company"], {"sme": ("eligible", "worldwide+kind_company")}, ["company"]),
        (["any"], {"university": ("eligible", "worldwide+kind_any")}, ["any"]),
        ([], {"university": ("eligible", "worldwide+kind_any")}, []),
        (["ngo"], {"ngo": ("unclear", "country_not_stated")}, ["ngo"]),
    ],
)
def test_verdicts_and_kinds_agree(types, verdicts, agreed):
    assert agreed_types(types, verdicts) == agreed


def test_every_applicant_goes_by_a_kind():
    assert set(GOES_BY) == set(APPLICANTS)
