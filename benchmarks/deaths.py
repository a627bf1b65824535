"""Named moments at which a process kills itself with SIGKILL, from outside of the code that dies.

Belongs here: wrapping functions and the warehouse's connection in the one process that a kill is meant for. Does not
belong: which moments (`kills.py`). A moment is `module:function:before:2` (before the second call),
`module:function:after:1`, `statement:17` (before the 17th statement in the warehouse), or `trace:FILE` (no death: who
asks each statement is written down).

A fresh process is armed by a `sitecustomize` (`customize`), a forked one by `arm`.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

WHEN, PARENT = "DEATH_AT", "DEATH_PARENT"
ROOT = Path(__file__).resolve().parent.parent


def customize(folder: Path) -> dict[str, str]:
    """Write a `sitecustomize` that arms whichever Python process the caller starts itself. Returns what its
    environment needs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(
        f"import os, sys\nif os.environ.get({PARENT!r}) == str(os.getppid()):\n"
        f"    sys.path.append({str(ROOT / 'benchmarks')!r})\n    import deaths\n    deaths.arm(os.environ[{WHEN!r}])\n",
        encoding="utf-8",
    )
    return {"PYTHONPATH": str(folder), PARENT: str(os.getpid())}


def arm(moment: str) -> None:
    """Have this process die at a moment."""
    where, _, rest = moment.partition(":")
    if where in ("statement", "trace"):
        _on_import("warehouse", "connect", lambda connect: lambda path: _Watched(connect(path), where, rest))
    else:
        name, when, count = rest.split(":")
        _on_import(where, name, lambda function: _mortal(function, when, int(count)))


def die() -> None:
    """What a power cut is to a process."""
    os.kill(os.getpid(), signal.SIGKILL)


def _mortal(function: Callable[..., Any], when: str, count: int) -> Callable[..., Any]:
    calls = 0

    def wrapped(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if when == "before" and calls == count:
            die()
        result = function(*arguments, **named)
        if when == "after" and calls == count:
            die()
        return result

    return wrapped


class _Watched:
    """A connection whose statements are counted over all connections of the process."""

    asked = 0

    def __init__(self, con: Any, kind: str, rest: str) -> None:
        self._con, self._kind, self._rest = con, kind, rest

    def execute(self, *arguments: Any) -> Any:
        _Watched.asked += 1
        if self._kind == "statement" and _Watched.asked == int(self._rest):
            die()
        if self._kind == "trace":
            frame = sys._getframe(1)
            with Path(self._rest).open("a", encoding="utf-8") as trace:
                trace.write(f"{frame.f_globals['__name__']}.{frame.f_code.co_name}\n")
        return self._con.execute(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)

    def __enter__(self) -> _Watched:
        self._con.__enter__()
        return self

    def __exit__(self, *raised: Any) -> Any:
        return self._con.__exit__(*raised)


def _on_import(module: str, name: str, wrap: Callable[[Any], Any]) -> None:
    """Wrap a module's function: now where it is imported, wherever others have taken it by name; else as soon as it
    is.
    """
    if module in sys.modules:
        _replace(sys.modules[module], name, wrap)
        return
    sys.meta_path.insert(0, _Finder(module, name, wrap))


def _replace(module: ModuleType, name: str, wrap: Callable[[Any], Any]) -> None:
    real = getattr(module, name)
    wrapped = wrap(real)
    for other in list(sys.modules.values()):
        if getattr(other, "__dict__", {}).get(name) is real:
            setattr(other, name, wrapped)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, module: str, name: str, wrap: Callable[[Any], Any]) -> None:
        self._module, self._name, self._wrap = module, name, wrap

    def find_spec(
        self, fullname: str, path: Any, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._module:
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is None or spec.loader is None:  # an editable install's own finder
            spec = next(s for f in sys.meta_path if (s := f.find_spec(fullname, path, target)))
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            _replace(module, self._name, self._wrap)

        spec.loader.exec_module = exec_module
        return spec
