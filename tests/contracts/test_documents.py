"""What the pages for strangers say is there: files, anchors, commands and functions that they name, and what the public
CI runs.

Belongs here: that a name leads somewhere. Does not belong: that a command does what its page says
(`tests/end_to_end/test_readme.py` types README's).
"""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
import typer
import yaml

from catastro import app

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(([^()\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")
PLACEHOLDER = re.compile(r"^(?:[A-Z]+|[A-Z]+\.xlsx|…|<\S+>)$")
NAMED_PATH = re.compile(r"(?:[\w.-]+/)+(?:[\w.-]+)?")
OF_A_HOME = (
    "landing/",
    "data/",
    "exports/",
    "site/",
    "datos/",
    "weeks/",
    "rebuilt/",
    "dagster/",
    "backup/",
    "srv/",
    "etc/",
)
TYPED_PAGES = [
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/glossary.md",
    "docs/quality.md",
]
EIGHT = re.compile(r"^\| (\d) \| `([^`]+)` \| ([^|]+) \|", re.MULTILINE)


@cache
def pages() -> list[str]:
    """Every page of the project, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.md"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return sorted(name for name in set(listed.stdout.splitlines()) if (ROOT / name).is_file())


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    """A page without its fences, indented blocks and spans of code, in which a bracket is no link."""
    return SPAN.sub("", re.sub(r"(?<=\n\n)(?: {4,}.*\n|\n)+", "\n", FENCE.sub("", text)))


def anchors(page: str) -> set[str]:
    """What a link may name after `#`: the page's headings as its host writes them into addresses."""
    found: set[str] = set()
    for heading in re.findall(r"^#{1,6} +(.+?) *$", FENCE.sub("", text_of(page)), re.MULTILINE):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        found.add(next(name for name in (slug, *(f"{slug}-{n}" for n in range(1, 999))) if name not in found))
    return found


def links(page: str) -> list[str]:
    return [target for target in LINK.findall(without_code(text_of(page))) if not re.match(r"[a-z]+:", target)]


def test_the_pages_lead_to_each_other() -> None:
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"} <= set(pages())
    assert sum(len(links(page)) for page in pages()) >= 80


@pytest.mark.parametrize("page", pages())
def test_every_link_leads_to_a_file_and_an_anchor_that_there_are(page: str) -> None:
    lost = []
    for target in links(page):
        path, _, anchor = unquote(target).partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        if not file.exists() or (
            anchor and (file.suffix != ".md" or anchor not in anchors(str(file.resolve().relative_to(ROOT))))
        ):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize(
    "page",
    [
        "docs/architecture.md",
        "docs/glossary.md",
        "docs/operations.md",
        "docs/quality.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    ],
)
def test_a_stranger_finds_every_page_from_readme(page: str) -> None:
    assert page in links("README.md")


def blocks(text: str) -> Iterator[str]:
    """Lines to be typed: indented blocks (deeper in lists), and fences of a shell."""
    for fence in re.findall(r"^```(?:sh|bash)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        yield from fence.splitlines()
    yield from (line.strip() for line in FENCE.sub("", text).splitlines() if re.match(r" {4,}\S", line))


def typed(page: str) -> list[list[str]]:
    """The commands that a page tells to type, each as its words: of blocks, and of spans that begin as a command
    does.
    """
    found = []
    for line in (*blocks(text_of(page)), *SPAN.findall(FENCE.sub("", text_of(page)))):
        try:
            words = shlex.split(line, comments=True)
        except ValueError:  # a quotation over several lines; its first line has the command
            words = line.split("#")[0].split()
        if words and words[0].removeprefix(".venv/bin/") in ("make", "catastro", "pytest", "python") and len(words) > 1:
            found.append([words[0].removeprefix(".venv/bin/"), *words[1:]])
    return found


TARGETS = set(re.findall(r"^([\w./-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
COMMANDS = typer.main.get_command(app)


def wrong_with(words: list[str]) -> str | None:
    """Why a command cannot be typed as it stands."""
    program, rest = words[0], words[1:]
    if program == "make":
        return next((f"no target {word}" for word in rest if "=" not in word and word not in TARGETS), None)
    if program == "catastro":
        return wrong_with_catastro(rest)
    if program == "python" and rest[0] == "-m":
        return None if importlib.util.find_spec(rest[1]) else f"no module {rest[1]}"
    named = [word for word in rest if "/" in word and not word.startswith(("-", *OF_A_HOME))]
    return next((f"no file {word}" for word in named if not (ROOT / word.split("::")[0]).exists()), None)


def wrong_with_catastro(words: list[str]) -> str | None:
    assert isinstance(COMMANDS, click.Group) or hasattr(COMMANDS, "commands")
    known, rest = options(COMMANDS), list(words)
    while rest and rest[0].startswith("-"):
        if rest[0] not in known:
            return f"no option {rest[0]} before a command"
        rest = rest[2 if known[rest[0]] else 1 :]
    if not rest or rest[0] == "…" or PLACEHOLDER.match(rest[0]):
        return None
    command = COMMANDS.commands.get(rest[0])
    if command is None:
        return f"no command {rest[0]}"
    return next(
        (f"{rest[0]} has no {word}" for word in rest[1:] if word.startswith("--") and word not in options(command)),
        None,
    )


def options(command: click.Command) -> dict[str, bool]:
    """The options of a command, and whether each takes a value."""
    found = {name: not getattr(p, "is_flag", False) for p in command.params for name in p.opts if name.startswith("-")}
    return found | {"--help": False}


def test_a_command_that_is_none_is_seen() -> None:
    assert wrong_with(["make", "tset"]) == "no target tset"
    assert wrong_with(["catastro", "--home", "HOME", "runn"]) == "no command runn"
    assert wrong_with(["catastro", "parse", "ID", "FILE", "--explian"]) == "parse has no --explian"
    assert wrong_with(["python", "-m", "warehouse.dcos"]) == "no module warehouse.dcos"
    assert wrong_with(["pytest", "tests/unit/test_no.py"]) == "no file tests/unit/test_no.py"


def test_contributing_says_what_to_type() -> None:
    assert len(typed("CONTRIBUTING.md")) >= 30


@pytest.mark.parametrize("page", [page for page in pages() if not page.startswith("corpus/")])
def test_every_command_of_a_page_is_one(page: str) -> None:
    assert [(shlex.join(words), why) for words in typed(page) if (why := wrong_with(words))] == []


def named_paths(page: str) -> set[str]:
    """Paths of the project that a page names in spans of code; what a home holds is none."""
    spans = (word for span in SPAN.findall(FENCE.sub("", text_of(page))) for word in span.split())
    return {
        word
        for word in spans
        if NAMED_PATH.fullmatch(word) and not word.startswith((".venv/", "<", *OF_A_HOME)) and not word.endswith("/…")
    }


@pytest.mark.parametrize("page", TYPED_PAGES)
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    folders = [ROOT, ROOT / "pipelines" / "lexicon"]
    assert sorted(path for path in named_paths(page) if not any((folder / path).exists() for folder in folders)) == []


def test_pages_name_paths() -> None:
    assert len(named_paths("CONTRIBUTING.md") | named_paths("docs/architecture.md")) >= 60


def test_the_way_of_one_record_goes_through_eight_files_that_have_what_is_said() -> None:
    steps = EIGHT.findall(text_of("docs/architecture.md"))
    assert [number for number, _, _ in steps] == list("12345678")
    for _, file, names in steps:
        tree = ast.parse(text_of(file))
        held = {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        }
        held |= {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        wanted = SPAN.findall(names)
        assert wanted, file
        assert set(wanted) <= held, file


def test_the_newest_version_of_the_changelog_is_the_projects() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+) - (\S+)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert versions[0][0] == tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert [version for version, _ in versions] == sorted(
        (v for v, _ in versions), key=lambda v: [*map(int, v.split("."))], reverse=True
    )
    days = [date.fromisoformat(day) for _, day in versions]
    assert days == sorted(days, reverse=True)
    assert "## Unreleased" in text_of("CHANGELOG.md").split("\n## 0")[0]


def test_the_public_ci_runs_what_anybody_can_run_and_needs_no_secret() -> None:
    text = text_of(".github/workflows/ci.yml")
    workflow = yaml.safe_load(text)
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text


def test_hooks_are_the_projects_own_tools() -> None:
    repos = yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"]
    assert [repo["repo"] for repo in repos] == ["local"]
    hooks = repos[0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(hook["entry"].startswith(".venv/bin/") for hook in hooks)
    assert {"ruff", "mypy"} <= {hook["id"] for hook in hooks}


def test_the_dev_container_is_made_from_what_is_here() -> None:
    container = json.loads(text_of(".devcontainer/devcontainer.json"))
    assert (ROOT / ".devcontainer" / container["build"]["dockerfile"]).is_file()
    assert wrong_with(container["postCreateCommand"].split()) is None


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml")), ids=lambda path: path.name
)
def test_a_form_asks_each_thing_once(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    assert all(part["attributes"]["label"] for part in asked)
    assert len({part["id"] for part in asked}) == len(asked) >= 3


def test_the_quick_tests_leave_out_what_there_is_and_little() -> None:
    slow = re.search(r"^SLOW := \\\n((?:\t.*\n)+)", text_of("Makefile"), re.MULTILINE)
    assert slow is not None
    left_out = slow[1].replace("\\", " ").split()
    for name in left_out:
        path, _, function = name.partition("::")
        assert (ROOT / path).is_file(), name
        assert not function or f"def {function}(" in text_of(path), name
    kept = [path for folder in ("unit", "contracts") for path in (ROOT / "tests" / folder).glob("test_*.py")]
    assert sum("::" not in name for name in left_out) < len(kept) / 8


def test_the_door_names_no_registry_and_no_address_to_write_to() -> None:
    door = [
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        ".pre-commit-config.yaml",
        *(
            str(path.relative_to(ROOT))
            for folder in (".github", ".devcontainer")
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        ),
    ]
    assert len(door) >= 10
    for name in door:
        assert not re.search(
            r"pypi\.|pythonhosted|npmjs|debian\.org|ghcr\.|docker\.io|mcr\.|quay\.|/wo" r"rk/|[\w.]+@[\w-]+\.\w+",
            text_of(name),
        ), name
