"""Lists of cue words: the index of a text's words finds what the pattern itself finds."""

import gc
from pathlib import Path

import pytest
import yaml

import pipelines.cleaning.facts  # noqa: F401  (makes all lists)
from pipelines.cleaning.cues import WordList, Words
from pipelines.language.normalisation import fold

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "cleaning"


def test_the_index_finds_what_the_patterns_find() -> None:
    calls = [
        call for path in sorted(FIXTURES.glob("*.yaml")) for call in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    texts = [Words(fold(call["text"])) for call in calls]
    lists = [thing for thing in gc.get_objects() if isinstance(thing, WordList)]
    assert len(lists) > 20
    found = 0
    for words in lists:
        for text in texts:
            spans = [match.span() for match in words.find(text)]
            assert spans == [match.span() for match in words.pattern.finditer(text.folded)], words.pattern.pattern[:80]
            found += len(spans)
    assert found > 400


@pytest.mark.parametrize("words", ["", r"\w+ness", "ab?c", "a|river", "(?:river)?s", r"\(c\)"])
def test_a_list_begins_with_three_sure_letters(words: str) -> None:
    with pytest.raises(ValueError, match="three sure letters"):
        WordList(words)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("(?:the )?river[s]?", "the rivers, a river", ["the rivers", "river"]),
        ("colou?r|[kc]ey", "color key colour cey", ["color", "key", "colour", "cey"]),
        (r"(?<!no )fish\b|501\(c\)", "no fish fish fishes 501(c)", ["fish", "501(c)"]),
        (r"\bu\.s\.", "the u.s. river", ["u.s."]),
    ],
)
def test_lists(words: str, text: str, expected: list[str]) -> None:
    assert [match.group() for match in WordList(words).find(Words(text))] == expected
