"""Our own files that cannot be read, and a disk without room: told apart from bugs, said in one sentence, set aside.

Belongs here: what an error of a file means, whose file it is, and what a run needs of the disk. Does not belong: making
a file again (`restore.py`, `publish.py`), or an unreadable landing (`landing.py` leaves it out, run by run).
"""

from __future__ import annotations

import errno
import os
import re
from itertools import count
from pathlib import Path

from pipelines.language.messages import told
from warehouse.home import Home

MIB = 2**20
LEAST_MIB = 64
"""What a day writes beside the warehouse and the catalogue: the crawls' answers, the orchestrator's records."""
_DAMAGE = re.compile(
    r"not a valid DuckDB database|Corrupt database file|Could not read enough bytes|checksum|[Dd]eserializ|Is a"
    r" directory|sqlite|"
    r"file is not a database|database disk image is malformed|database has been invalidated"
)
_FULL = re.compile(r"No space left on device|disk is full|disk I/O error|Disk quota exceeded|File too large")


class NoRoom(OSError):
    """The disk has too little room: says how much there is and is needed."""


def is_damage(error: BaseException) -> bool:
    """Whether an error tells that a database's file is at fault, and not who uses it, nor the disk that has no room
    for more.
    """
    return bool(_DAMAGE.search(str(error))) and not is_full(error)


def is_full(error: BaseException) -> bool:
    """Whether an error tells that the disk is full."""
    return getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or bool(_FULL.search(str(error)))


def full_in_words(error: BaseException) -> str:
    """Why nothing more can be written."""
    too_large = getattr(error, "errno", None) == errno.EFBIG or "File too large" in str(error)
    return told("work.file_too_large" if too_large else "work.disk_full")


def set_aside(path: Path) -> Path:
    """Give an unreadable file or folder another name, and its `.wal` with it: somebody may still want to read in it."""
    aside = next(new for n in count(1) if not (new := path.with_name(f"{path.name}.unreadable-{n}")).exists())
    os.replace(path, aside)
    wal = path.with_name(path.name + ".wal")
    if wal.exists():
        os.replace(wal, aside.with_name(aside.name + ".wal"))
    return aside


def needed_mib(home: Home) -> int:
    """What a day may write at most before anything is given back: another catalogue and its check, as much again of
    the warehouse.
    """
    sizes = [path.stat().st_size if path.is_file() else 0 for path in (home.catalogue, home.catalogue, home.warehouse)]
    return LEAST_MIB + sum(sizes) // MIB


def free_mib(home: Home) -> int:
    """The room there is for the home's files."""
    there = next(
        folder for folder in (home.path, *home.path.absolute().parents) if folder.exists()
    )  # a first run makes the home
    room = os.statvfs(there)
    return room.f_bavail * room.f_frsize // MIB


def look_for_room(home: Home) -> None:
    """Raise `NoRoom` where a day would not fit, before it begins."""
    if (free := free_mib(home)) < (needed := needed_mib(home)):
        raise NoRoom(told("work.no_room", folder=home.path, free=free, needed=needed))


def sentence(error: BaseException, home: Home) -> str:
    """What to say of an error that ended a run: its own words, or that the disk is full."""
    said = str(error)
    return (
        in_words(error, home, Path(getattr(error, "filename", None) or home.path))
        if is_full(error) and not isinstance(error, NoRoom)
        else said
    )


def in_words(error: BaseException, home: Home, path: Path) -> str:
    """One sentence for an error of a database's file: which one, why, and the mend."""
    said = " ".join(str(error).split())
    said = said if len(said) <= 300 else f"{said[:300]}…"
    if is_full(error):
        return told("work.full", file=path, why=full_in_words(error), free=free_mib(home))
    return f"{path}: {said}"
