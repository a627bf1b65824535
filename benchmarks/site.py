"""The site at 247, 5,000 and 20,000 calls: CPU seconds to write, its size, a day with 100 changes, milliseconds a search.

    .venv/bin/python benchmarks/site.py [HOME] [SIZES …]

The calls are those of a home's catalogue (`data/sample`, that `make run` makes), told again with other words of the same
texts, so that the vocabulary grows. The tables that are handed out are left out: their cost is DuckDB's. The search is
timed in Chromium where there is one: ten queries, the slowest and the middle one.
"""

from __future__ import annotations

import contextlib
import copy
import functools
import http.server
import importlib.util
import random
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from warehouse.site import building
from warehouse.site.reading import SiteCatalogue, read_site

ROOT = Path(__file__).resolve().parents[1]
PER_CALL = (
    "deadlines",
    "key_dates",
    "documents",
    "matches",
    "eligibility",
    "evidence",
    "doubts",
    "changes",
    "records",
    "texts",
)
QUERIES = (
    "agua",
    "agua potable rural",
    "cambio climático",
    "women",
    "bicicleta",
    "municip",
    "fondo innovación pyme",
    "energia solar",
    "resduos",
    "community health young people",
)


def told_again(site: SiteCatalogue, count: int) -> SiteCatalogue:
    """A catalogue of `count` calls."""
    grown, dice = copy.copy(site), random.Random(7)
    originals = list(site.calls.values())
    words = sorted({w for c in originals for w in f"{c['title']} {c['summary'] or ''}".split()})
    object.__setattr__(grown, "calls", {})
    object.__setattr__(grown, "_funds", {})
    for name in PER_CALL:
        object.__setattr__(grown, name, copy.copy(getattr(site, name)))
    object.__setattr__(grown, "levels", dict(site.levels))
    for n in range(count):
        one = originals[n % len(originals)]
        if n < len(originals):
            grown.calls[one["call_id"]] = one
            continue
        call_id = str(uuid.UUID(int=dice.getrandbits(128)))
        other = " ".join(dice.choice(words) + (str(n % 97) if dice.random() < 0.02 else "") for _ in range(60))
        title = f"{one['title']} {dice.choice(words)} {n}"
        grown.calls[call_id] = one | {
            "call_id": call_id,
            "title": title,
            "fund_id": None,
            "summary": f"{one['summary']} {other}",
        }
        for name in PER_CALL:
            getattr(grown, name)[call_id] = getattr(site, name).get(one["call_id"], [])
        grown.texts[call_id] = [{"text": f"{one['summary']} {other}"}]
    return grown


def write(site: SiteCatalogue, target: Path) -> tuple[float, building.SiteWritten]:
    """CPU seconds, and what was written."""
    start = time.process_time()
    with mock.patch.object(building, "read_site", return_value=site), mock.patch.object(building.data_files, "write"):
        written = building.write_site(Path("catalogue.duckdb"), target)
    return time.process_time() - start, written


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """The folder at an address, and the sizes of the files that were asked for."""
    sent: list[int] = []

    class Counting(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            path = Path(self.translate_path(self.path))
            sent.append(path.stat().st_size if path.is_file() else 0)

    handler = functools.partial(Counting, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", sent
        server.shutdown()


def searches(folder: Path) -> str:
    """Milliseconds a search in Chromium, with what was loaded until the first result."""
    spec = importlib.util.spec_from_file_location("browser", ROOT / "tests" / "browser" / "browser.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["browser"] = module
    spec.loader.exec_module(module)
    if module.CHROMIUM is None:
        return "no chromium"
    took, most = [], 0
    with served(folder) as (address, sent), module.browser() as page:
        for query in QUERIES:
            page.open("about:blank")
            page._call("Network.clearBrowserCache")
            sent.clear()
            page.open(f"{address}buscar.html#q={query}")
            for _ in range(400):
                if said := page.run("document.body && document.body.dataset.searched"):
                    break
                time.sleep(0.05)
            took.append(float(said))
            most = max(most, sum(sent))
    took.sort()
    return f"ms a search: middle {took[5]:.1f}, slowest {took[-1]:.1f}; bytes until the first result at most {most:,}"


def main() -> None:
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "sample"
    sizes = [int(n) for n in sys.argv[2:]] or [247, 5_000, 20_000]
    site = read_site(home / "catalogue.duckdb")
    for size in sizes:
        grown = told_again(site, size)
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "site"
            whole, written = write(grown, target)
            total = sum(p.stat().st_size for p in target.rglob("*") if p.is_file())
            index = sum(p.stat().st_size for p in (target / "search").rglob("*.js"))
            for call in list(grown.calls.values())[:100]:
                grown.calls[call["call_id"]] = call | {"title": call["title"] + " (prórroga)"}
            again, changed = write(grown, target)
            print(
                f"{size:,} calls: {whole:.1f} CPU s, {written.files:,} files, {total / 2**20:.1f} MiB (index {index / 2**20:.1f});"
                f" 100 changes: {again:.1f} CPU s ({again / whole:.0%}), {changed.written:,} files anew; {searches(target)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
