"""A sample of `benchmarks/kills.py`: days killed by SIGKILL, and homes with damaged files, by the real command.

Belongs here: that what the benchmarks find of a few holds. Does not belong: the two hundred (`make bench-kills`).
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "words",
    [
        ["kills.py", "8", "--fresh", "0", "--gate", "sql"],
        [
            "damages.py",
            "--gate",
            "sql",
            "--only",
            "warehouse: bits",
            "warehouse: holes",
            "catalogue: text",
            "index.db",
            "read-only",
        ],
    ],
    ids=["kills", "damages"],
)
def test_after_a_kill_or_damage_the_next_run_gives_what_an_untouched_home_has(words):
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / words[0]), *words[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
