"""The running UI over a home with a few days, one of them blocked.

Belongs here: the server. Does not belong: what its pages must show.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from assets.days import today

ROOT = Path(__file__).resolve().parents[2]
*DAYS, BLOCKED = (f"{today() - timedelta(days=n)}" for n in (4, 3, 2, 1))  # past ones, at the top of the page's list

# The real day, with a match of no call planted between the stages and the models.
PLANT = """
import sys
from datetime import date
from pathlib import Path
from pipelines.territory import Territory
from warehouse import stage_rows
from warehouse.home import Home
from assets.instance import run_day
from assets.run_context import Work
home, real = Home(Path(sys.argv[1])), stage_rows.rows
def planted(*arguments):
    rows = real(*arguments)
    rows["matches"].append({"call_id": "nobody", "priority_id": "water", "score": 0.5, "grade": 1, "terms": ["agua"], "quote": "agua"})
    return rows
for day in sys.argv[2:]:
    stage_rows.rows = planted if day == sys.argv[-1] else real
    with home.lock():
        run_day(Work(home=home, target=home, day=date.fromisoformat(day), territory=Territory.load(Path("territory")), frozen=True,
                     replay=Path("sample")))
"""


@contextmanager
def serving(home: Path, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`catastro ui` on a free port; gives its address and its process, which is ended after."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "catastro", "--home", str(home), "ui", "--port", str(port), *words]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CATASTRO_", "DAGSTER_"))}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        said, address = [], ""
        for line in process.stdout:
            said.append(line)
            if line.startswith("http://"):
                address = line.split()[0]
                break
        assert address, "".join(said)[-3000:]
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture(scope="session")
def operated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after three good days and a blocked one."""
    home = tmp_path_factory.mktemp("operated")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CATASTRO_", "DAGSTER_"))}
    subprocess.run(
        [sys.executable, "-c", PLANT, str(home), *DAYS, BLOCKED], cwd=ROOT, env=environment, check=True, timeout=900
    )
    return home
