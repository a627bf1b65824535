"""Versions of code: one hash of a module with all that it imports of ours, so that what was kept under older code is
made anew.

Belongs here: the import closure of modules, and the data that lies beside them. Does not belong: what is kept by it
(`cache`), the versions of SQL models and sources (their own file).
"""

import re
from functools import cache
from pathlib import Path

from warehouse.cache import files_digest

ROOT = Path(__file__).resolve().parent.parent
_IMPORT = re.compile(
    r"^[ \t]*(?:from ((?:pipelines|warehouse)[\w.]*) import (\([^)]*\)|[^\n]*)|import ((?:pipelines|warehouse)[\w.]*))",
    re.M,
)
_NAME = re.compile(r"\w+")
_LEXICON = ROOT / "pipelines" / "lexicon"  # found by name, not imported: part of whatever reads language
_MESSAGES = (
    ROOT / "messages" / "es.po"
)  # the catalogue's own sentences are Spanish: `calls.line_es`, and what to ask a funder


@cache
def code_version(*modules: str) -> str:
    """One sha256 of the modules named ("pipelines.cleaning.completion"), what they import of ours, and the data
    beside them.
    """
    files = {file for module in modules for file in closure(module)}
    folders = {folder for file in files for folder in (file.parent, file.parent / "templates") if folder.is_dir()}
    data = {beside for folder in folders for beside in folder.iterdir() if beside.is_file() and beside.suffix != ".py"}
    words = {_LEXICON} if ROOT / "pipelines" / "language" / "lexicon.py" in files else set()
    words |= {_MESSAGES} if ROOT / "pipelines" / "language" / "messages.py" in files else set()
    return files_digest(sorted(files | data | words))


def closure(module: str) -> frozenset[Path]:
    """The files of ours that importing a module may run: its packages, its imports (those within functions too), and
    theirs.
    """
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        for file in _files_of(waiting.pop()):
            if file not in found:
                found.add(file)
                waiting += _imported(file)
    return frozenset(found)


@cache
def _files_of(module: str) -> list[Path]:
    """The file of a dotted name with those of the packages around it; of an attribute of a module, the module's."""
    parts = module.split(".")
    folders = [ROOT.joinpath(*parts[:size], "__init__.py") for size in range(1, len(parts) + 1)]
    return [file for file in (*folders, ROOT.joinpath(*parts).with_suffix(".py")) if file.is_file()]


@cache
def _imported(file: Path) -> list[str]:
    names = []
    for source, imported, plain in _IMPORT.findall(file.read_text(encoding="utf-8")):
        names += [plain] if plain else [source, *(f"{source}.{name}" for name in _NAME.findall(imported))]
    return names
