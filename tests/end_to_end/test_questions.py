"""The questions of docs/questions.md and README.md, asked of the sample: each answer stands on the page as it is
printed.

Run as a program with the home of a sample day, it writes the answers anew.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from catastro import app
from pipelines.language import sentence_vectors

ROOT = Path(__file__).resolve().parents[2]
PAGES = {ROOT / "docs" / "questions.md": 12, ROOT / "README.md": 3}
"""How many answers each page has."""
ASKED = re.compile(r"```(?P<how>sh|sql)\n(?P<question>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)


def answer(home: Path, how: str, question: str) -> str:
    """What the command line prints."""
    words = shlex.split(question.replace("--home data/sample", ""))[1:] if how == "sh" else ["sql", question]
    result = CliRunner().invoke(app, ["--home", str(home), *words])
    assert result.exit_code == 0, result.output
    return re.sub(r"[ \t]+$", "", result.stdout, flags=re.MULTILINE)


def asked(page: Path) -> list[re.Match[str]]:
    return list(ASKED.finditer(page.read_text(encoding="utf-8")))


@pytest.mark.skipif(
    sentence_vectors.version() is None, reason="the page was written with sentence vectors, which order calls otherwise"
)
@pytest.mark.parametrize(
    ("page", "number"), [(page, number) for page, count in PAGES.items() for number in range(count)]
)
def test_the_page_has_the_answer(sample_home: Path, page: Path, number: int) -> None:
    found = asked(page)
    assert len(found) == PAGES[page]
    assert answer(sample_home, found[number]["how"], found[number]["question"]) == found[number]["answer"]
    assert found[number]["answer"].strip()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--for", "municipality:Providencia"], "municipality:13123 (Municipalidad de Providencia)"),
        (["--for", "ngo", "--priority", "agua"], "water (Agua y seguridad hídrica"),
        (["--for", "ngo", "--language", "fr"], "there are es, en"),
    ],
)
def test_wrong_usage_says_what_is_right(sample_home: Path, words: list[str], message: str) -> None:
    result = CliRunner().invoke(app, ["--home", str(sample_home), "opportunities", *words])
    assert result.exit_code == 2
    assert message in result.stderr


def test_json_has_every_row_in_full(sample_home: Path) -> None:
    result = CliRunner().invoke(
        app, ["--home", str(sample_home), "--json", "opportunities", "--for", "municipality:13101", "--limit", "1"]
    )
    rows = json.loads(result.stdout)
    assert len(rows) > 20
    assert {row["outcome"] for row in rows} == {"eligible", "unclear"}
    assert any(row["too_late"] for row in rows)
    assert all(row["what"] and row["who"] and row["rule"] for row in rows)


def test_without_a_catalogue_it_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--home", str(tmp_path), "opportunities", "--for", "ngo"])
    assert result.exit_code == 1
    assert "ejecute primero `catastro run`" in result.stderr


def rewrite(home: Path) -> None:
    """Write every answer anew."""
    for page in PAGES:
        page.write_text(
            ASKED.sub(
                lambda found: (
                    f"```{found['how']}\n{found['question']}```\n\n```text\n{answer(home, found['how'], found['question'])}```"
                ),
                page.read_text(encoding="utf-8"),
            ),
            encoding="utf-8",
        )


if __name__ == "__main__":
    rewrite(Path(sys.argv[1]))
