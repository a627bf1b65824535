"""What `check-sources` finds in a declaration, and that ours have nothing to find."""

import pytest

from scrapers.authoring.checks import check_sources

SOURCE = '''"""An invented source.

Publisher: nobody.
Caveats: none that is known.
Format: JSON.
Proof: documented, by nobody.
"""
from scrapers.source import Ask, Page, Source


def read_listing(answer):
    return Page([])


SOURCE = Source(
    id="one", name="One", funder="One", family="foundation", kind="json_api", homepage="https://one.example.org",
    asks=(Ask("https://one.example.org/calls"),), read_listing=read_listing, languages=("en",), country="CL", cadence="daily",
    licence="CC0", state="trial", proof="documented", expected=(1, 9), lists_all=True, lists_once=True)
'''


def findings(tmp_path, text, name="one.py"):
    (tmp_path / name).write_text(text)
    return check_sources(tmp_path)


def test_our_sources_declare_all_that_they_must():
    assert check_sources() == []


def test_a_whole_declaration_has_no_findings(tmp_path):
    assert findings(tmp_path, SOURCE) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Proof: documented, by nobody.", "", "one.py: field docstring: does not say what its format rests on"),
        ("Publisher: nobody.", "", "one.py: field docstring: does not say who publishes"),
        ("Format: JSON.", "", "one.py: field docstring: does not say how it answers"),
        (
            "Publisher: nobody.\nCaveats: none that is known.",
            "Caveats: none that is known.\nPublisher: nobody.",
            "one.py: field docstring: has its headings in another order",
        ),
        ('kind="json_api"', 'kind="listing"', "one.py: field sentinel: is missing"),
        ('cadence="daily"', 'cadence="hourly"', "one.py: field cadence: is 'hourly'; take one of daily"),
        ("Caveats: none that is known.", "", "one.py: field docstring: does not say what surprises in it"),
        (
            'proof="documented"',
            'proof="recorded"',
            "one.py: field proof: is 'recorded' but the docstring does not say so",
        ),
        ('family="foundation"', 'family="friends"', "one.py: field family: is 'friends'; take one of"),
        ('kind="json_api"', 'kind="smoke"', "one.py: field kind: is 'smoke'"),
        ('licence="CC0"', 'licence=" "', "one.py: field licence: is empty"),
        ('languages=("en",)', "languages=()", "one.py: field languages"),
        ('languages=("en",)', 'languages=("English",)', "one.py: field languages"),
        ("expected=(1, 9)", "expected=(9, 1)", "one.py: field expected: is (9, 1)"),
        ("expected=(1, 9)", "expected=(0, 9)", "one.py: field expected: allows an empty listing without a sentinel"),
        ("lists_all=True", 'fill={"titel": 0.9}, lists_all=True', "one.py: field fill: holds 'titel'"),
        ("lists_all=True", "ask_detail=lambda record: None, lists_all=True", "one.py: field read_detail"),
        ('homepage="https', 'homepage="http', "one.py: field homepage: is 'http://one.example.org'"),
        ('Ask("https', 'Ask("http', "one.py: field asks: is 'http://one.example.org/calls'"),
        ('id="one"', 'id="two"', "field id is 'two'; it must be the file's name, 'one'"),
        ("SOURCE = Source(", "OTHER = Source(", "has no SOURCE"),
        ("from scrapers.source", "from scrapers.sauce", "cannot be loaded (ModuleNotFoundError"),
    ],
)
def test_a_finding_names_the_file_the_field_and_the_mend(tmp_path, old, new, says):
    (found,) = findings(tmp_path, SOURCE.replace(old, new))
    assert says in found


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("org/calls", "org/calls/", "two.py: field asks"),
        ("one.example.org/calls", "ONE.example.org/calls", "two.py: field asks"),
        ('name="One"', 'name="one "', "two.py: field name"),
    ],
)
def test_two_sources_of_one_address_or_name_are_found(tmp_path, old, new, says):
    other = SOURCE.replace('id="one"', 'id="two"').replace(old, new)
    other = other.replace("org/calls", "org/other") if "name" in old else other.replace('name="One"', 'name="Two"')
    (tmp_path / "two.py").write_text(other)
    (found,) = findings(tmp_path, SOURCE)
    assert found.startswith(says)
    assert "one.py" in found


def test_the_order_of_a_query_hides_no_equal_address(tmp_path):
    (tmp_path / "two.py").write_text(
        SOURCE.replace('id="one"', 'id="two"')
        .replace('name="One"', 'name="Two"')
        .replace("org/calls", "org/calls?b=2&a=1")
    )
    (found,) = findings(tmp_path, SOURCE.replace("org/calls", "org/calls?a=1&b=2"))
    assert found.startswith("two.py: field asks")


SEEDED = {
    "no_caveats": ("Caveats: none that is known.", ""),
    "no_minimum": ("expected=(1, 9)", "expected=(0, 9)"),
    "bounds_reversed": ("expected=(1, 9)", "expected=(9, 1)"),
    "no_licence": ('licence="CC0"', 'licence=""'),
    "no_cadence": ('cadence="daily"', 'cadence="now and then"'),
    "Misnamed__id": ("", ""),
    "no_proof": ('proof="documented"', 'proof="recorded"'),
    "plain_http": ('Ask("https', 'Ask("http'),
    "same_address": ("https://same_address.example.org/calls", "https://fine.example.org/calls"),
    "broken": ("def read_listing", "def read listing"),
}


def test_ten_seeded_faults_are_each_found_in_one_pass(tmp_path):
    for source_id, (old, new) in {"fine": ("", ""), **SEEDED}.items():
        text = (
            SOURCE.replace('id="one"', f'id="{source_id}"')
            .replace('name="One"', f'name="{source_id}"')
            .replace("one.example", f"{source_id}.example")
        )
        (tmp_path / f"{source_id}.py").write_text(text.replace(old, new) if old else text)
    found = check_sources(tmp_path)
    assert len(found) == 10
    for source_id in SEEDED:
        assert len([finding for finding in found if f"{source_id}.py: " in finding]) == 1, source_id
