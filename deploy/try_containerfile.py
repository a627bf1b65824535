"""The steps of the Containerfile run in a bare Debian tree, for machines without a builder of images.

    python deploy/try_containerfile.py TREE [WORDS …]

TREE is made by debootstrap where it is not there (as root); then every step runs in it by chroot as a builder would run
it, and at last the entry point with WORDS, or with the default command. `COPY` takes what git has of this checkout.
What a tree needs of the machine to reach a package index (resolver, hosts, pip's and apt's configuration, certificates,
proxies) is copied into it first.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OF_THE_MACHINE = (
    "etc/resolv.conf",
    "etc/hosts",
    "etc/pip.conf",
    "etc/xdg/pip",
    "etc/apt/apt.conf.d",
    "etc/ssl/certs/ca-certificates.crt",
)
PASSED = ("PIP_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_")


def steps(text: str) -> list[tuple[str, str]]:
    """The instructions of a Containerfile, each with its words; a line that ends in a backslash goes on."""
    lines = (line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#"))
    return [(name, words.strip()) for name, _, words in (line.partition(" ") for line in lines)]


def run(tree: Path, words: list[str]) -> int:
    """Run every step, then the entry point. Returns its exit code; raises CalledProcessError for a step that fails."""
    user, folder, said = "root", "/", {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    entry: list[str] = []
    command: list[str] = []
    for name, what in steps((ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")):
        print(f"{name} {what}", flush=True)
        match name:
            case "FROM":
                if not (tree / "etc" / "debian_version").exists():
                    suite = what.partition(":")[2].removesuffix("-slim")
                    subprocess.run(
                        ["debootstrap", "--variant=minbase", suite, str(tree)], check=True, stdout=subprocess.DEVNULL
                    )
            case "RUN":
                inside(tree, user, folder, said, ["sh", "-c", what]).check_returncode()
            case "COPY":
                copy(tree / what.split()[-1].lstrip("/"))
            case "USER":
                user = what
            case "WORKDIR":
                folder = what
            case "ENV":
                said |= dict(part.split("=", 1) for part in shlex.split(what))
            case "ENTRYPOINT":
                entry = json.loads(what)
            case "CMD":
                command = json.loads(what)
            case "VOLUME":
                assert (tree / what.lstrip("/")).is_dir(), f"{what}: no step makes it"
            case _:
                raise ValueError(f"{name}: this script knows no such instruction")
    return inside(tree, user, folder, said, [*entry, *(words or command)]).returncode


def inside(
    tree: Path, user: str, folder: str, said: dict[str, str], words: list[str]
) -> subprocess.CompletedProcess[bytes]:
    """A command in the tree, as a user, in a folder."""
    environment = {name: value for name, value in os.environ.items() if name.startswith(PASSED)} | said
    home = (
        "/root"
        if user == "root"
        else next(
            line.split(":")[5]
            for line in (tree / "etc" / "passwd").read_text(encoding="utf-8").splitlines()
            if line.startswith(f"{user}:")
        )
    )
    shell = f"cd {shlex.quote(folder)} && exec {shlex.join(words)}"
    with lent(tree):
        return subprocess.run(
            ["chroot", f"--userspec={user}", str(tree), "sh", "-c", shell],
            env=environment | {"HOME": home},
            check=False,
        )


@contextmanager
def lent(tree: Path) -> Iterator[None]:
    """/proc, /dev and the machine's way to its package index, in the tree meanwhile."""
    for name in OF_THE_MACHINE:
        here, there = Path("/", name), tree / name
        if here.is_dir():
            shutil.copytree(here, there, dirs_exist_ok=True, symlinks=False, ignore_dangling_symlinks=True)
        elif here.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(here, there)
    mounted = [name for name in ("proc", "dev") if not os.path.ismount(tree / name)]
    for name in mounted:
        subprocess.run(["mount", "--rbind", f"/{name}", str(tree / name)], check=True)
        subprocess.run(["mount", "--make-rslave", str(tree / name)], check=True)
    try:
        yield
    finally:
        for name in reversed(mounted):
            subprocess.run(["umount", "--recursive", "--lazy", str(tree / name)], check=True)


def copy(into: Path) -> None:
    """What git has of the checkout, with its history: the catalogue names its commit."""
    shutil.rmtree(into, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(into)], check=True)


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]).resolve(), sys.argv[2:]))
