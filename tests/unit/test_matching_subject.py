"""What a call funds: the sentences that say so are read, those on applicants, dates and boilerplate are not; and
what people are told of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import models
from pipelines.language import sentence_vectors
from pipelines.language.words import lemma
from pipelines.matching import Matcher
from pipelines.matching.priorities.reasons import reasons
from pipelines.matching.priorities.subject import told

PRIORITIES = Path(__file__).resolve().parents[2] / "territory" / "priorities.yaml"
VECTORS = pytest.param(
    True,
    marks=pytest.mark.skipif(sentence_vectors.version() is None, reason="the extra `vectors` is not installed"),
    id="vectors",
)
PAGE = """Home > Grants > Small grants

Riverbank Trust

What we fund
We pay for repair cafés and the reuse of discarded furniture.

Who can apply
Universities, museums, health centres and municipalities of any country may apply.

When
Applications close on 30 June 2027 at 17:00.

How
Fill in the form and send it to the office. The jury looks at quality and budget.

You may also like: Prize for young musicians and theatres
"""


@pytest.fixture(scope="module", params=[VECTORS, pytest.param(False, id="words and letters")])
def matcher(request: pytest.FixtureRequest) -> Matcher:
    return Matcher.load(PRIORITIES, vectors=request.param)


def test_the_sentence_on_what_is_funded_is_the_heaviest() -> None:
    read = told("Small grants", PAGE, models.subject())
    assert read.lines[int(read.weights.argmax())] == "We pay for repair cafés and the reuse of discarded furniture."
    assert read.chance > 0.5
    assert not any("close on" in line or "musicians" in line for line in read.lines)


def test_applicants_and_other_posts_give_a_page_no_priority(matcher: Matcher) -> None:
    found = {match.priority_id: match for match in matcher.match("Small grants", PAGE, language="en")}
    assert set(found) == {"circular_economy_waste"}
    assert found["circular_economy_waste"].quote == "We pay for repair cafés and the reuse of discarded furniture."


NOTICES = [
    ("es", "Las consultas se responden por correo hasta el viernes. El acta del comité se publica en el sitio."),
    ("en", "Late forms are not read. Winners sign an agreement and send two reports."),
    ("fr", "Les dossiers incomplets sont rejetés. Les résultats sont annoncés par courriel."),
    ("de", "Unvollständige Unterlagen werden nicht berücksichtigt. Die Auswahl trifft ein Gremium."),
    ("pt", "Formulários incompletos não são aceitos. O resultado sai no site em agosto."),
    ("it", "Le domande incomplete sono escluse. La graduatoria è pubblicata sul sito."),
]


@pytest.mark.parametrize(("language", "text"), NOTICES, ids=[language for language, _ in NOTICES])
def test_what_says_nothing_of_what_is_funded_fits_nothing(matcher: Matcher, language: str, text: str) -> None:
    assert matcher.match(None, text, language=language) == []


def test_what_nobody_here_wants_fits_nothing(matcher: Matcher) -> None:
    assert matcher.match("Chess boards", "We fund boards and clocks for adult chess tournaments.", language="en") == []


@pytest.mark.parametrize(
    ("one", "other", "language", "same"),
    [
        ("aide", "aidants", "fr", False),
        ("refugios", "refugiados", "es", False),
        ("Schulen", "Schüler", "de", False),
        ("municipales", "municipal", "es", True),
        ("régionaux", "régional", "fr", True),
        ("canções", "canção", "pt", True),
        ("cities", "city", "en", True),
        ("Schulen", "Schule", "de", True),
        ("residuos", "residuo", "es", True),
    ],
)
def test_words_meet_over_number_and_gender_alone(one: str, other: str, language: str, same: bool) -> None:
    assert (lemma(one, language) == lemma(other, language)) is same


def test_reasons_say_what_was_read_and_what_spoke_for_and_against(matcher: Matcher) -> None:
    lines = list(reasons(matcher, "Small grants", PAGE, language="en", told_in="en"))
    assert "  1.00  We pay for repair cafés and the reuse of discarded furniture." in lines
    at = next(n for n, line in enumerate(lines) if line.startswith("Waste and the circular economy"))
    assert "[circular_economy_waste]: core aim" in lines[at]
    assert any(line.strip().startswith("for: ") and "repair cafés" in line for line in lines[at:])
    assert sum("does not fit" in line for line in lines) == 3
    assert list(reasons(matcher, None, language="en")) == ["Sin palabras que leer."]


def test_without_the_deciding_sentence_the_priority_goes(matcher: Matcher) -> None:
    weighed = matcher.weigh("Small grants", PAGE, language="en")
    assert weighed is not None
    at = [p.priority_id for p in matcher.priorities].index("circular_economy_waste")
    bare = matcher.without(weighed, int(weighed.told.weights.argmax()), "en")
    assert bare is not None
    assert bare.found[at] < 0.5 * weighed.found[at]
