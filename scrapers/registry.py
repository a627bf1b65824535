"""Every source there is: one module of `scrapers/sources` each, found by its file.

Belongs here: finding and loading sources. Does not belong: judging what they declare (`scrapers/authoring/checks.py`).
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from scrapers.source import Source

FOLDER = Path(__file__).parent / "sources"


@cache
def registry(folder: Path = FOLDER) -> dict[str, Source]:
    """The sources by id. Raises ImportError that names the file where one cannot be loaded or is misnamed."""
    return {path.stem: load(path) for path in source_files(folder)}


def source_files(folder: Path = FOLDER) -> list[Path]:
    """The files that declare sources."""
    return sorted(folder.glob("[!_]*.py"))


def source_file(source_id: str, folder: Path = FOLDER) -> Path:
    """The file that declares the source."""
    return folder / f"{source_id}.py"


def about(source_id: str, folder: Path = FOLDER) -> str:
    """What the source's docstring says of publisher, caveats, format and proof."""
    return ast.get_docstring(ast.parse(source_file(source_id, folder).read_text(encoding="utf-8"))) or ""


def load(path: Path) -> Source:
    """The source that a file declares. Raises ImportError that names the file."""
    try:
        module = _module(path)
    except Exception as error:
        raise ImportError(
            f"{path}: cannot be loaded ({type(error).__name__}: {error}); mend the file or move it away"
        ) from error
    source = getattr(module, "SOURCE", None)
    if not isinstance(source, Source):
        raise ImportError(f"{path}: has no SOURCE; end the file with SOURCE = Source(...)")
    if source.id != path.stem:
        raise ImportError(f"{path}: field id is {source.id!r}; it must be the file's name, {path.stem!r}")
    return source


def _module(path: Path) -> ModuleType:
    if path.parent == FOLDER:
        return importlib.import_module(f"scrapers.sources.{path.stem}")
    name = "_".join(path.with_suffix("").parts[1:])
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
