"""docs/sources.md says what the sources' files say."""

from scrapers.authoring.docs import BY_HAND, PAGE, sources_page
from scrapers.registry import registry


def test_the_page_of_the_sources_is_current():
    assert "".join(PAGE.read_text(encoding="utf-8").partition(BY_HAND)[:2]) == sources_page(registry().values()), (
        "write it anew: python -m scrapers.authoring.docs"
    )


def test_every_source_stands_in_it_with_its_four_headings():
    parts = sources_page(registry().values()).split("\n## ")[1:]
    assert [part.partition("\n")[0] for part in parts] == list(registry())
    assert all(
        part.count(f"\n- {heading}") == 1
        for part in parts
        for heading in ("Publisher:", "Caveats:", "Format:", "Proof:")
    )
