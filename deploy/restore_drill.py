"""A restore drill: from a backup alone, the catalogue that is published, made anew beside it and compared table by
table.

    .venv/bin/python deploy/restore_drill.py HOME BACKUP

HOME is the home in use, which is only read. BACKUP holds what was backed up of it: `landing/` and, where the home has
its own, `territory/`. Exit 0: every table is equal. Exit 1: what differs, or why nothing could be restored. Run it
after each upgrade of the machine that keeps the backup, by the commit that published: another commit's rules may read
the same landing otherwise.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assets.run_context import cards
from pipelines.territory import Territory, TerritoryError
from warehouse.day import catalogue_models
from warehouse.home import Home
from warehouse.own_territory import folder_of
from warehouse.publish import Contents, open_readonly, read_manifest
from warehouse.rebuild import rebuild
from warehouse.weeks import published_on

INPUTS = ("code", "territory files")
OF_THE_MOMENT = ("clock", "publications", "quality_results")
"""Tables that say when and how something was published, and not what."""


def drill(home: Home, backup: Home) -> list[str]:
    """What is wrong with the backup, a line each; none where it restores all that is published."""
    if not backup.landing.is_dir():
        return [f"{backup.landing}: is not in the backup; back it up with rsync, as docs/operations.md says"]
    day = published_on(home.catalogue)
    if day is None:
        return [f"{home.catalogue}: there is no catalogue to compare with"]
    with tempfile.TemporaryDirectory(dir=backup.path) as folder:
        restored = Home(Path(folder))
        found = _restore(backup, restored, day)
        return found or _differences(home, restored, _contents(home.catalogue)[1])


def _restore(backup: Home, restored: Home, day: date) -> list[str]:
    unread: list[str] = []
    try:
        outcome = rebuild(
            backup.landing,
            restored,
            day,
            cards(),
            Territory.load(folder_of(backup)),
            lambda words: unread.append(words) if words.startswith(str(backup.landing)) else None,
        )
    except (TerritoryError, OSError) as error:
        return [str(error)]
    if unread:
        return unread
    return [] if outcome.published else [outcome.why, *map(str, outcome.failures)]


def _differences(home: Home, restored: Home, inputs: tuple[str, str]) -> list[str]:
    published, _ = _contents(home.catalogue)
    anew, made = _contents(restored.catalogue)
    why = [
        f"{what} differ from those that published" for what, a, b in zip(INPUTS, inputs, made, strict=True) if a != b
    ]
    found = []
    for name, contents in sorted(published.items()):
        if name not in OF_THE_MOMENT and anew[name] != contents:
            rows = f"{anew[name].rows} rows restored, {contents.rows} published"
            found.append(f"table {name}: {rows}" + (f" ({'; '.join(why)})" if why else ""))
    return found


def _contents(catalogue: Path) -> tuple[dict[str, Contents], tuple[str, str]]:
    """What a catalogue's tables hold, and the hashes of code and territory that made it."""
    with contextlib.closing(open_readonly(catalogue)) as con:
        made = con.execute(
            "SELECT code_hash, territory_hash FROM publications ORDER BY published_at DESC, as_of DESC LIMIT 1"
        ).fetchall()
        return read_manifest(con, catalogue_models(), schema="main").tables, made[0]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, kept = (Home(Path(word).resolve()) for word in sys.argv[1:])
    try:
        wrong = drill(source, kept)
    except OSError as error:
        wrong = [str(error)]
    print("\n".join(wrong) or f"{kept.path}: restores all that {source.catalogue} publishes")
    sys.exit(bool(wrong))
