"""What `check-sources` finds in a declaration, and that ours have nothing to find."""

import pytest

from scrapers.checks import check_sources

SOURCE = '''"""An invented source.

Caveats: none that is known.
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


@pytest.mark.parametrize(("old", "new", "says"), [
    ("Proof: documented, by nobody.", "", "one.py: field docstring: does not say what its format rests on"),
    ("Caveats: none that is known.", "", "one.py: field docstring: does not say what surprises in it"),
    ('proof="documented"', 'proof="recorded"', "one.py: field proof: is 'recorded' but the docstring does not say so"),
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
])
def test_a_finding_names_the_file_the_field_and_the_mend(tmp_path, old, new, says):
    found, = findings(tmp_path, SOURCE.replace(old, new))
    assert says in found


def test_two_sources_of_one_address_are_found(tmp_path):
    (tmp_path / "two.py").write_text(SOURCE.replace('id="one"', 'id="two"').replace("org/calls", "org/calls/"))
    found, = findings(tmp_path, SOURCE)
    assert found.startswith("two.py: field asks")
    assert "one.py" in found
