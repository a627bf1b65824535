"""The folder of the site put in place whole, or not at all; what has not changed is not written again.

Belongs here: the folder aside, links to the files that stand, the exchange. Does not belong: what is in a file.

Readers see the whole old site or the whole new one. On Linux two folders change places in one step; elsewhere the old one
steps aside first, and a writer that was killed between the two steps is mended by the next one.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

MANIFEST = ".written.json"
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


class CannotWrite(OSError):
    """The site was not written and the last one stands: says why and the mend."""


class Folder:
    """One writing of a site. `written` and `kept` count files."""

    def __init__(self, aside: Path, former: Path, known: dict[str, str]) -> None:
        self.aside, self._former, self._known = aside, former, known
        self.manifest: dict[str, str] = {}
        self.written = self.kept = 0
        self._folders: set[Path] = set()

    def put(self, name: str, key: str, make: Callable[[], bytes]) -> None:
        """A file by its name within the site. `key`: what it is made from; where the standing site has the same, its
        file is kept."""
        target = self.aside / name
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        self.manifest[name] = key
        if self._known.get(name) == key and self._link(name, target):
            self.kept += 1
            return
        target.write_bytes(make())
        self.written += 1

    def _link(self, name: str, target: Path) -> bool:
        try:
            os.link(self._former / name, target)
        except OSError:
            try:
                shutil.copyfile(self._former / name, target)
            except OSError:
                return False
        return True


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Folder]:
    """A folder to fill, which takes the place of `target` where the block ends well. Raises CannotWrite."""
    aside, former = (target.with_name(f".{target.name}.{end}") for end in ("part", "old"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _held(target):
            if former.exists() and not target.exists():
                former.rename(target)
            if target.exists() and not (target / MANIFEST).exists() and any(target.iterdir()):
                raise CannotWrite(f"{target}: holds files that are no site; name an empty folder, or none, with --out")
            for left in (aside, former):
                if left.exists():
                    shutil.rmtree(left)
            aside.mkdir()
            try:
                folder = Folder(aside, target, _manifest(target))
                yield folder
                (aside / MANIFEST).write_text(json.dumps(folder.manifest), encoding="utf-8")
                _exchange(aside, target, former)
            except BaseException:
                shutil.rmtree(aside, ignore_errors=True)
                raise
    except CannotWrite:
        raise
    except OSError as error:
        raise CannotWrite(
            f"{target}: the site was not written ({error}); free room or rights, and try again"
        ) from error


def _manifest(target: Path) -> dict[str, str]:
    try:
        found = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def _exchange(aside: Path, target: Path, former: Path) -> None:
    if not target.exists():
        aside.rename(target)
        return
    if _changed_places(aside, target):
        shutil.rmtree(aside, ignore_errors=True)
        return
    target.rename(former)
    aside.rename(target)
    shutil.rmtree(former, ignore_errors=True)


def _changed_places(one: Path, other: Path) -> bool:
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


@contextlib.contextmanager
def _held(target: Path) -> Iterator[None]:
    with target.with_name(f".{target.name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotWrite(f"{target}: another writing of the site is under way; wait for it") from None
        yield
