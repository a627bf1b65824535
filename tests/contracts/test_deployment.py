"""What an installation rests on: locks that let no unknown file in, units hardened alike, and what the docs say of
them.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "deploy" / "systemd"
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def test_every_entry_of_every_lock_has_a_hash() -> None:
    assert {path.name for path in LOCKS} >= {
        f"requirements{kind}.lock" for kind in ("", "-build", "-dev", "-vectors", "-bench")
    }
    for path in LOCKS:
        entries = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == [], path.name


def test_whatever_is_installed_is_a_wheel_of_a_lock() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line.strip() for line in makefile.splitlines() if re.search(r"pip install|\$\(INSTALL\) ", line)]
    assert len(installs) >= 5
    allowed = (
        "INSTALL := $(BIN)/pip install $(QUIET) --require-hashes --only-binary :all:",
        "$(INSTALL) -r requirements",
        "optional = @log=",
        "$(BIN)/pip install $(QUIET) --no-index --no-build-isolation --no-deps --editable .",
    )
    assert [line for line in installs if not line.startswith(allowed)] == []


def wheel(folder: Path) -> Path:
    """A package of one line."""
    path = folder / "tiny-1.0-py3-none-any.whl"
    files = {
        "tiny.py": "",
        "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
        record = "".join(
            f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},{len(text)}\n"
            for name, text in files.items()
        )
        packed.writestr("tiny-1.0.dist-info/RECORD", record + "tiny-1.0.dist-info/RECORD,,\n")
    return path


@pytest.mark.parametrize(
    ("entry", "code", "says"),
    [
        ("tiny==1.0 --hash=sha256:{right}", 0, ""),
        ("absent==1.0 --hash=sha256:{right}", 0, "not to be had here"),
        ("tiny==1.0 --hash=sha256:{wrong}", 2, "DO NOT MATCH THE HASHES"),
        ("tiny==1.0", 2, "Hashes are required"),
        ("not a requirement!", 2, "Invalid requirement"),
    ],
    ids=["there", "not there", "another hash", "no hash", "no requirement"],
)
def test_a_wrong_hash_is_an_error_and_never_not_to_be_had(tmp_path: Path, entry: str, code: int, says: str) -> None:
    right = hashlib.sha256(wheel(tmp_path).read_bytes()).hexdigest()
    (tmp_path / "try.lock").write_text(entry.format(right=right, wrong="0" * 64) + "\n", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    pip = tmp_path / "bin" / "pip"
    pip.write_text(f'#!/bin/sh\nexec {sys.executable} -m pip "$@"\n', encoding="utf-8")
    pip.chmod(0o755)
    (tmp_path / "try.mk").write_text(
        f"include {ROOT / 'Makefile'}\ntry:\n\t$(call optional,try.lock,It is not to be had here)\n", encoding="utf-8"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MAKE"))} | {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path),
        "PIP_TARGET": str(tmp_path / "into"),
        "PIP_CONFIG_FILE": os.devnull,
    }
    done = subprocess.run(
        ["make", "-f", "try.mk", f"BIN={tmp_path / 'bin'}", "try"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert says in done.stdout + done.stderr
    assert ("not to be had" in done.stdout) == (entry.startswith("absent"))
    assert (tmp_path / "into" / "tiny.py").exists() == (code == 0 and entry.startswith("tiny"))


def test_units_are_hardened_alike() -> None:
    shared = [
        (UNITS / name)
        .read_text(encoding="utf-8")
        .partition("# The same in both services.\n")[2]
        .partition("\n[Install]")[0]
        .strip()
        for name in ("catastro.service", "catastro-day.service")
    ]
    assert shared[0] == shared[1]
    assert {
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ReadWritePaths=/srv/catastro/data",
        "CapabilityBoundingSet=",
        "SystemCallFilter=@system-service",
    } <= set(shared[0].splitlines())


def test_the_docs_name_what_is_there() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"deploy/[\w./-]*\w", text))
    assert {"deploy/Containerfile", "deploy/restore_drill.py", "deploy/systemd"} <= named
    assert [name for name in named if not (ROOT / name).exists()] == []
