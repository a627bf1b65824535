"""The house keeps its walls: who may import whom, what loads what, and docstrings that say what belongs where."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"pipelines": set(), "scrapers": {"pipelines"}, "warehouse": {"pipelines"}, "assets": {"pipelines", "scrapers", "warehouse"}}
HEAVY = ("dagster", "scrapy", "great_expectations", "duckdb")


def modules():
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path):
    room = path.relative_to(ROOT).parts[0]
    ours = imports(path) & (ROOMS.keys() | {"catastro"})
    assert ours <= ROOMS[room] | {room}


@pytest.mark.parametrize("path", sorted((ROOT / "pipelines").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_stages_touch_no_network_no_clock_and_no_database(path):
    text = path.read_text(encoding="utf-8")
    assert not imports(path) & {*HEAVY, "requests", "urllib3", "socket", "subprocess", "time"}
    assert not [word for word in ("date.today(", "datetime.now(", "datetime.utcnow(", "urlopen(") if word in text]


def loaded_after(statement: str) -> str:
    code = f"import sys; {statement}; print(*(m for m in {HEAVY!r} if m in sys.modules))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()


def test_importing_the_stages_loads_no_orchestrator_crawler_or_database():
    names = [".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for p in (ROOT / "pipelines").rglob("*.py")]
    assert loaded_after(f"import {', '.join(sorted(names))}") == ""


def test_loading_the_registry_with_every_source_loads_none_of_them_either():
    assert loaded_after("from scrapers.registry import registry; assert len(registry()) >= 4") == ""


def test_the_command_line_loads_none_of_them_for_its_help():
    assert loaded_after("import catastro") == ""


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path}: add a module docstring"


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / room).exists()])
def test_every_room_says_what_belongs_there_and_what_does_not(room):
    text = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "Belongs here" in text
    assert "Does not belong" in text


def test_no_path_of_one_machine_is_in_the_project():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True, cwd=ROOT)
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".sql", ".csv", ".lock", ".tsv"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not [word for word in ("/wo" + "rk/", "/ro" + "ot/", "file:" + "///") if word in text], name
