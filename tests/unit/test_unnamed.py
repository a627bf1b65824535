"""Words for applicants that the lexicon lacks are shown; words that it has, and clauses on other things, are not."""

from pipelines.applying.unnamed import unnamed_kinds
from pipelines.country_groups import shipped_groups

TEXTS = [
    ("a", "Who can apply\n- Zanjeros of the valley\n- Municipalities\n\nBudget\n- Travel and lodging"),
    ("b", "¿Quiénes pueden postular?\n- Zanjeros del valle\n- Universidades"),
]


def test_a_word_in_the_place_of_an_applicant_is_shown_with_its_texts() -> None:
    found = {one.word: one for one in unnamed_kinds(TEXTS, shipped_groups())}
    assert found["zanjeros"].texts == {"a", "b"}
    assert "Zanjeros" in found["zanjeros"].quote
    assert not {"municipalities", "universidades", "lodging", "travel"} & found.keys()
