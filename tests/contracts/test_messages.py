"""What people read stands in the catalogue of messages and nowhere else, whole in every language, and a language is a
file.

Belongs here: the files held against each other, and the code against the files. Does not belong: how a sentence reads
in its place, and a language that is added (`tests/exports`).

Rooms: where the sentences for those who apply are made, what the command line says, notes on a crawl, the alerts, the
findings of the gate, Dagster's pages (`ROOMS`). The descriptions of tables stand in their headers in Spanish, and in
`messages/tables` in other languages. Not covered, and said so: sentences that SQL makes. `--help` and the
errors of a file, an address or a query that is wrong are in English.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipelines.language.messages import FOLDER, PLACE, MessagesError, arguments, languages, read, tables_in, text
from warehouse.headers import HEADER

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [
    *sorted((ROOT / "warehouse" / "exports").glob("*.py")),
    *sorted((ROOT / "pipelines" / "digest").glob("*.py")),
    *sorted((ROOT / "command_line").glob("*.py")),
    *sorted((ROOT / "assets").glob("*.py")),
    *sorted((ROOT / "scrapers" / "engine").glob("*.py")),
    *sorted((ROOT / "scrapers" / "kinds").glob("*.py")),
    *sorted((ROOT / "scrapers" / "middlewares").glob("*.py")),
    *(
        ROOT / name
        for name in (
            "pipelines/indicators.py",
            "pipelines/deduplication/review.py",
            "pipelines/quality.py",
            "pipelines/falls.py",
            "warehouse/models.py",
            "warehouse/gate.py",
            "warehouse/gate_rows.py",
            "warehouse/gate_sql.py",
            "warehouse/gate_expectations.py",
            "warehouse/day.py",
            "warehouse/rebuild.py",
            "warehouse/restore.py",
            "warehouse/landing.py",
            "warehouse/linkage_store.py",
            "warehouse/damage.py",
            "warehouse/home.py",
            "warehouse/review.py",
            "pipelines/matching/eligibility/question.py",
            "pipelines/matching/priorities/reasons.py",
            "pipelines/cleaning/spanish_line.py",
            "pipelines/language/figures.py",
            "warehouse/opportunities.py",
            "warehouse/examples.py",
            "terminal.py",
            "catastro.py",
            "warehouse/status.py",
        )
    ),
]
CALLED = ["pipelines", "warehouse", "assets", "scrapers", "command_line", "terminal.py", "catastro.py"]
ACCENTED = re.compile(r"[áéíóúüñ¿¡]", re.I)
SPANISH = re.compile(r"\b(?:el|la|los|las|un|una|de|del|al|que|para|por|con|sin|su|sus|hay|son|no hay)\b", re.I)
RECOGNISED = {"_MALE", "_FEMALE", "_ASKS"}
"""Constants that hold words to be known by, of names or of a page: nobody reads them."""


def modules(*places: str | Path) -> Iterator[tuple[Path, ast.Module]]:
    for place in places:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            yield file, ast.parse(file.read_text(encoding="utf-8"))


@pytest.fixture
def catalogue():
    """Names and forms of the first language."""
    return read(FOLDER / "es.po").forms


def test_the_files_have_the_same_messages_with_the_same_arguments(catalogue) -> None:
    assert len(catalogue) > 400
    for language in languages():
        forms = read(FOLDER / f"{language}.po").forms
        assert forms.keys() == catalogue.keys(), language
        assert {name: arguments(said) - PLACE for name, said in forms.items()} == {
            name: arguments(said) - PLACE for name, said in catalogue.items()
        }


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_message_stands_twice_in_a_file_or_has_no_words(language, catalogue) -> None:
    names = re.findall(r'^msgid "(.+)"$', (FOLDER / f"{language}.po").read_text(encoding="utf-8"), re.M)
    assert sorted(names) == sorted(catalogue)


def test_a_sentence_in_spanish_is_not_the_same_in_english(catalogue) -> None:
    english = read(FOLDER / "en.po").forms
    same = {
        name
        for name, said in catalogue.items()
        if english[name] == said and SPANISH.search(said[0]) and len(said[0].split()) > 2
    }
    assert not same


def test_every_message_that_is_asked_for_exists(catalogue) -> None:
    asked = [(file, pattern) for file, tree in modules(*CALLED) for pattern in patterns(file, tree)]
    assert len(asked) > 150
    missing = {
        f"{file.relative_to(ROOT)}: {pattern}"
        for file, pattern in asked
        if not any(re.fullmatch(pattern, n) for n in catalogue)
    }
    assert not missing


def test_every_name_of_a_message_that_stands_in_code_exists(catalogue) -> None:
    """Whatever it is handed to: a text that reads as one of a known topic, and is no file's name."""
    topics = "|".join({name.partition(".")[0] for name in catalogue})
    form = re.compile(rf"(?:{topics})\.(?!(?:py|xml|csv|yaml|json|ics|xlsx|html|txt|log)$)[a-z_0-9]+")
    found = {
        node.value
        for _, tree in modules(*CALLED)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and form.fullmatch(node.value)
    }
    assert "alert.not_published" in found
    assert found <= catalogue.keys()


def test_every_message_is_asked_for_somewhere(catalogue) -> None:
    written, built, topics = set(), set(), set()
    for file, tree in modules(*CALLED):
        prefix = "bulletin." if file.name == "bulletin_model.py" else ""
        constants = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        written |= constants | {prefix + said for said in constants}
        built |= set(patterns(file, tree))
        topics |= {
            said
            for call in calls(tree, {"family", "word", "words", "codes", "_word", "_code"})
            for said in constants_of(call)
        }
    unused = {
        name
        for name in catalogue
        if name not in written
        and name.partition(".")[0] not in topics
        and not any(re.fullmatch(pattern, name) for pattern in built)
    }
    assert not unused


def test_no_sentence_in_spanish_is_left_in_the_rooms() -> None:
    """A literal with an accented letter, or of more than one word with one that Spanish cannot do without; docstrings
    apart."""
    assert len(ROOMS) > 25
    assert not [
        f"{file.relative_to(ROOT)}:{line}: {said!r}"
        for file, tree in modules(*ROOMS)
        for line, said in literals(tree)
        if is_spanish(said)
    ]
    assert is_spanish("Cierra la semana")
    assert is_spanish("Edición")
    assert not is_spanish("closes on Monday")


def test_no_room_chooses_its_words_by_a_language() -> None:
    """No comparison with "es" or "en", which would leave every other language out."""
    for file, tree in modules(*ROOMS):
        chosen = [
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Compare)
            and any(
                isinstance(side, ast.Constant) and side.value in ("es", "en") for side in (node.left, *node.comparators)
            )
        ]
        assert not chosen, f"{file.relative_to(ROOT)}, line {chosen}"


def test_every_table_column_and_test_is_described_in_english_too() -> None:
    said = tables_in("en")
    headers = [
        yaml.safe_load(match["header"].replace("{{ ", "<<").replace(" }}", ">>"))
        for path in sorted((ROOT / "dbt_like_sql").rglob("*.sql"))
        if (match := HEADER.fullmatch(path.read_text(encoding="utf-8")))
    ]
    found = {
        " ".join(entry["description"].split()).replace("<<", "{{ ").replace(">>", " }}")
        for header in headers
        for entry in (header, *header.get("columns", ()))
    }
    assert len(found) > 250
    assert found == said.keys()
    assert not [words for words in said.values() if ACCENTED.search(words)]


def test_a_missing_name_or_language_is_an_error_with_its_mend() -> None:
    with pytest.raises(MessagesError, match=r"es\.po: has no message 'bulletin\.nonsense'"):
        text("bulletin.nonsense", "es")
    with pytest.raises(MessagesError, match="no messages in 'tlh'; there are es, en"):
        text("sheet.yes", "tlh")
    with pytest.raises(MessagesError, match="say `count`"):
        text("bulletin.days_left", "es")


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in names:
                yield node


def constants_of(call: ast.Call) -> set[str]:
    return {arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


def patterns(file: Path, tree: ast.Module) -> Iterator[str]:
    """What each message that is asked for is called, as a pattern; none where the name comes from elsewhere."""
    bulletin = file.name == "bulletin_model.py"
    imported = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("pipelines.language.messages", "command_line.shared")
        for name in node.names
    }
    for call in calls(tree, {"text", "told", "said", "say_so"} & imported):
        yield from named(call.args[0])
    for call in calls(tree, {"say"}) if bulletin else ():
        yield from (rf"bulletin\.{pattern}" for pattern in named(call.args[0]))


def named(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(said)):
            return [re.escape(said)]
        case ast.IfExp():
            return named(node.body) + named(node.orelse)
        case ast.JoinedStr():
            return [
                "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in node.values
                )
            ]
        case _:
            return []


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text in the code that is no docstring, and none that stands on its own as one does."""
    apart = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(
            getattr(name, "id", "") in RECOGNISED for t in node.targets for name in ast.walk(t)
        ):
            apart |= {id(inner) for inner in ast.walk(node.value)}
    yield from (
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart
    )


def is_spanish(said: str) -> bool:
    return bool(ACCENTED.search(said) or (len(said.split()) > 1 and SPANISH.search(said)))
