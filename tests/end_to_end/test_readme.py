"""What README and the pages beside it say to type, typed: each block pasted into a fresh shell at the checkout's root.

A fresh shell has no environment activated and nothing of ours on its path. `make` is asked what it would do and not
run: it installs, or runs these tests. A command with a placeholder (ID, URL, FILE) is asked for its help.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"README.md": 8, "docs/architecture.md": 2, "docs/questions.md": 6}
"""How many commands each page has."""
OURS = ("make", "catastro", ".venv/bin/catastro", ".venv/bin/python", "source", ".")
PLACEHOLDER = re.compile(r"\b(?:ID|URL|FILE|HOME|NEW|DAY|IN\.xlsx|BACKUP)\b|…")


def blocks(text: str) -> Iterator[str]:
    """What stands in fences of a shell, and in indented blocks, of a page."""
    yield from re.findall(r"```(?:sh|bash)\n(.*?)```", text, re.DOTALL)
    for block in re.findall(r"(?:(?:^ {4}.*|^)\n)+", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE):
        if lines := [line[4:] for line in block.splitlines() if line.startswith("    ")]:
            yield "\n".join(lines)


def commands(text: str) -> Iterator[str]:
    """The commands of a page's blocks, each with the lines that its quotes hold together; what is no command is
    left.
    """
    for block in blocks(text):
        held = ""
        for line in block.splitlines():
            held = f"{held}\n{line}" if held else line
            try:
                words = shlex.split(held, comments=True)
            except ValueError:  # a quote that the next line closes
                if held.split()[0] not in OURS:
                    held = ""
                continue
            if words and words[0] in OURS:
                yield held
            held = ""


TYPED = [(page, command) for page in PAGES for command in commands((ROOT / page).read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def checkout(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as it is after `make run`, with links to what is not written."""
    folder = tmp_path_factory.mktemp("checkout")
    for path in ROOT.iterdir():
        if path.name not in (".git", ".venv", "data", "node_modules"):
            (folder / path.name).symlink_to(path)
    (folder / ".venv").symlink_to(sys.prefix)
    shutil.copytree(
        sample_home, folder / "data" / "sample", ignore=shutil.ignore_patterns("landing", "dagster", "exports")
    )
    return folder


def test_the_pages_say_what_to_type() -> None:
    assert Counter(page for page, _ in TYPED) == PAGES


@pytest.mark.parametrize(("page", "command"), TYPED, ids=[f"{page}: {command[:60]}" for page, command in TYPED])
def test_it_works_as_pasted(checkout: Path, tmp_path: Path, page: str, command: str) -> None:
    words = shlex.split(command, comments=True)
    if words[0] == "make":
        command = f"make -n {shlex.join(words[1:])}"
    elif PLACEHOLDER.search(" ".join(words)):
        kept = [word for word in words if not PLACEHOLDER.search(word) and not word.startswith("--as")][:2]
        command = f"{shlex.join(kept)} --help"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=checkout,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{page}: {command}\n{done.stderr}"
