"""A home's own territory: the files that people edit, beside what is made from them and out of an upgrade's way.

Belongs here: which folder a home reads, and bringing the shipped files into it. Does not belong: what is in them
(`pipelines.territory`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipelines.place import Place, chosen, in_use, load_place, use
from pipelines.territory import FILES, PEOPLE_DECIDE, Territory
from warehouse.home import Home

SHIPPED = Path(__file__).resolve().parent.parent / "territory"
README = "README.md"


@dataclass(frozen=True, slots=True)
class Brought:
    """What `bring` did: `added` were not there; `differ` are the home's own, otherwise than shipped, and stay as
    they are.
    """

    folder: Path
    added: tuple[str, ...]
    differ: tuple[str, ...]


def folder_of(home: Home, named: str | Path | None = None) -> Path:
    """The territory that a home reads: the one named, else its own once it has one, else the checkout's."""
    if named:
        return Path(named)
    return home.territory if home.territory.is_dir() else SHIPPED


def of_environment() -> Place:
    """The place that this process works for: the one in use, else that of the home and territory which the environment
    names. Raises TerritoryError.
    """
    if chosen():
        return in_use()
    named, home = os.environ.get("CATASTRO_TERRITORY"), os.environ.get("CATASTRO_HOME")
    return use(load_place(folder_of(Home(Path(home) if home else SHIPPED.parent / "data"), named)))


def bring(home: Home, source: Path = SHIPPED) -> Brought:
    """Copy every file of a territory that the home lacks; one that it has is never touched. Raises OSError, and
    TerritoryError for a file that cannot be read by what is installed. A kill leaves some files, and the next call
    brings the rest."""
    folder, added, differ = home.territory, [], []
    if not folder.is_dir():
        Territory.load(source)  # nothing that no run could read becomes a home's own
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*FILES, *PEOPLE_DECIDE, README):
        own, shipped = folder / name, source / name
        if own.exists():
            differ += [name] if shipped.exists() and name != README and own.read_bytes() != shipped.read_bytes() else []
        elif shipped.exists():
            aside = folder / f".{name}.part"
            aside.write_bytes(shipped.read_bytes())
            os.replace(aside, own)
            added.append(name)
    Territory.load(folder)
    return Brought(folder, tuple(added), tuple(differ))
