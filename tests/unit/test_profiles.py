"""The profiles that ship, and errors of the file that name file, field and mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.matching.priorities.priority_file import TerritoryError
from pipelines.territory import Territory

TERRITORY = Path(__file__).resolve().parents[2] / "territory"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(TERRITORY, tmp_path / "territory"))


def profiles(folder, text):
    (folder / "profiles.yaml").write_text(text, encoding="utf-8")
    return Territory.load(folder).profiles


def test_the_territory_has_one_for_each_of_its_52_municipalities_and_three_more():
    found = {p.profile_id: p for p in Territory.load(TERRITORY).profiles}
    assert len(found) == 55
    assert sum(p.applicant == "municipality" for p in found.values()) == 52
    assert {"regional_government", "university", "ngo"} <= found.keys()
    alhue = found["municipality-13502"]
    assert (alhue.name, alhue.population, alhue.lead_working_days, len(alhue.priorities)) == (
        "Municipalidad de Alhué",
        6444,
        20,
        17,
    )


def test_one_applicant_may_have_a_second_profile_with_a_name_and_priorities_of_its_own(folder):
    found = profiles(
        folder,
        """profiles:
- {for: ngo, priorities: all, languages: [es], minimum_grade: 1}
- {for: ngo, id: ngo-agua, name: Mesa del agua, priorities: [water], languages: [es, en], minimum_grade: 2}
""",
    )
    assert [(p.profile_id, p.name, p.priorities[:1], p.minimum_grade) for p in found][1] == (
        "ngo-agua",
        "Mesa del agua",
        ("water",),
        2,
    )


def test_a_territory_without_the_file_has_no_profiles(folder):
    (folder / "profiles.yaml").unlink()
    assert Territory.load(folder).profiles == []


GOOD = {"for": "ngo", "priorities": "all", "languages": "[es]", "minimum_grade": "1"}


@pytest.mark.parametrize(
    ("given", "field", "mend"),
    [
        ({"for": "nog"}, "number 1, for", "did you mean ngo"),
        ({"for_each": "municipality"}, "number 1", "needs either `for"),
        ({"for": None, "for_each": "city"}, "for_each", "is 'city', of which applicants.yaml has none"),
        ({"for": None, "for_each": "municipality", "name": "X"}, "number 1", "leave these out"),
        ({"priorities": "[watr]"}, "priorities", "did you mean water"),
        ({"priorities": None}, "priorities", "write `all`, or a list"),
        ({"languages": "es"}, "languages", "write a list of codes"),
        ({"languages": "[no]"}, "languages", "no language"),
        ({"minimum_grade": "3"}, "minimum_grade", "write 2"),
        ({"minimum_grade": "true"}, "minimum_grade", "write 2"),
        ({"id": "../x"}, "id", "it names a folder"),
        ({"lead_time": "20"}, "lead_time", "is no field here"),
    ],
)
def test_a_bad_entry_is_named_with_its_mend(folder, given, field, mend):
    entry = ", ".join(f"{name}: {value}" for name, value in (GOOD | given).items() if value is not None)
    with pytest.raises(TerritoryError, match=rf"profiles\.yaml: .*{field}.*: .*{mend}"):
        profiles(folder, f"profiles:\n- {{{entry}}}\n")


@pytest.mark.parametrize("text", ["profiles: []\n", "profiles: all\n", "- ngo\n"])
def test_a_file_without_profiles_is_refused(folder, text):
    with pytest.raises(TerritoryError, match=r"profiles\.yaml"):
        profiles(folder, text)


def test_the_same_profile_twice_is_refused(folder):
    line = "- {for: ngo, priorities: all, languages: [es], minimum_grade: 1}\n"
    with pytest.raises(TerritoryError, match="gives ngo again"):
        profiles(folder, f"profiles:\n{line}{line}")
