"""What was kept is made anew when code that made it changes, however far down, and not when other code does."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.code_version import ROOT, closure, code_version

STAGES = [
    "pipelines.cleaning.completion",
    "pipelines.deduplication",
    "pipelines.matching.priorities.matcher",
    "pipelines.matching.eligibility",
    "pipelines.changes",
]


@pytest.mark.parametrize("module", STAGES)
def test_all_that_python_loads_is_in_the_closure(module: str) -> None:
    code = f"import sys, {module}; print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('pipelines')))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert {Path(file) for file in loaded} <= closure(module)


@pytest.mark.parametrize("module", STAGES)
def test_imports_within_functions_are_followed_too(module: str) -> None:
    for file in closure(module):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipelines"):
                assert ROOT.joinpath(*node.module.split(".")).with_suffix(".py") in closure(module) or ROOT.joinpath(
                    *node.module.split("."), "__init__.py"
                ) in closure(module)


def test_what_a_stage_does_not_read_is_not_in_its_version() -> None:
    assert ROOT / "pipelines" / "deduplication" / "clusters.py" not in closure("pipelines.cleaning.completion")
    assert not [file for file in closure("pipelines.changes") if "matching" in file.parts]


def test_a_change_of_words_or_of_a_model_changes_the_version(tmp_path, monkeypatch) -> None:
    import warehouse.code_version as versions

    home = tmp_path / "pipelines"
    for name, text in {
        "__init__.py": "",
        "a.py": "from pipelines import b\n",
        "b.py": "from pipelines.language.lexicon import words\n",
        "other.py": "",
        "language/__init__.py": "",
        "language/lexicon.py": "",
        "lexicon/days.yaml": "a: 1",
        "language/model.npz": "1",
    }.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    monkeypatch.setattr(versions, "_LEXICON", home / "lexicon")

    def version() -> str:
        versions._imported.cache_clear()
        versions._files_of.cache_clear()
        return code_version.__wrapped__("pipelines.a")

    first = version()
    (home / "other.py").write_text("x = 1")
    assert version() == first
    seen = {first}
    for name in ("b.py", "language/lexicon.py", "lexicon/days.yaml", "language/model.npz"):
        (home / name).write_text((home / name).read_text() + "\n# changed")
        assert version() not in seen
        seen.add(version())
