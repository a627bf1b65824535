"""The house keeps its walls: who may import whom, what loads what, and docstrings that say what belongs where."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {
    "pipelines": set(),
    "scrapers": {"pipelines"},
    "warehouse": {"pipelines"},
    "assets": {"pipelines", "scrapers", "warehouse"},
    "command_line": {"pipelines", "scrapers", "warehouse", "assets"},
}
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


UNTYPED = {"great_expectations": "warehouse/gate_expectations.py", "dagster_webserver": "assets/web.py"}
"""What mypy cannot read or takes otherwise than it is, and the one file that may import it."""


@pytest.mark.parametrize("name", UNTYPED)
def test_what_has_no_types_of_use_is_imported_in_one_file(name):
    asking = {str(path.relative_to(ROOT)) for path in modules() if name in path.read_text(encoding="utf-8")}
    code = {
        path
        for path in asking
        if re.search(
            rf"^\s*(from|import) {name}|import_module\(\"{name}", (ROOT / path).read_text(encoding="utf-8"), re.M
        )
    }
    assert code == {UNTYPED[name]}


IGNORING = {"pipelines/edited_files.py": "the YAML loader's base is chosen as the program runs"}
"""Who may tell mypy to look away, and why."""


def test_types_are_not_ignored():
    asking = {str(path.relative_to(ROOT)) for path in modules() if "type: ignore" in path.read_text(encoding="utf-8")}
    assert asking == IGNORING.keys()


def loaded_after(statement: str) -> str:
    code = f"import sys; {statement}; print(*(m for m in {HEAVY!r} if m in sys.modules))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.strip()


def test_importing_the_stages_loads_no_orchestrator_crawler_or_database():
    names = [
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for p in (ROOT / "pipelines").rglob("*.py")
    ]
    assert loaded_after(f"import {', '.join(sorted(names))}") == ""


def test_loading_the_registry_with_every_source_loads_none_of_them_either():
    assert loaded_after("from scrapers.registry import registry; assert len(registry()) >= 4") == ""


def test_the_command_line_loads_none_of_them_for_its_help():
    assert loaded_after("import catastro") == ""


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path}: add a module docstring"


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def at_import(body: list[ast.stmt]):
    """The import statements that run when a module is loaded: those under `if TYPE_CHECKING` and in functions do
    not.
    """
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from at_import(node.orelse)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in ("body", "orelse", "finalbody"):
                yield from at_import(getattr(node, part, []))
            for handler in getattr(node, "handlers", []):
                yield from at_import(handler.body)


def loads(path: Path, known: set[str]) -> set[str]:
    """The modules of ours that loading a module runs, without the packages around them."""
    found = set()
    for node in at_import(ast.parse(path.read_text(encoding="utf-8")).body):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif node.module and not node.level:
            found |= {
                whole if (whole := f"{node.module}.{alias.name}") in known else node.module for alias in node.names
            }
    return found & known


def packages(name: str) -> set[str]:
    """The packages around a module."""
    parts = name.split(".")
    return {".".join(parts[:size]) for size in range(1, len(parts))}


def test_no_modules_load_each_other_in_a_circle():
    paths = {dotted(path): path for path in modules()}
    loaded = {name: loads(path, paths.keys()) for name, path in paths.items()}
    try:  # whoever loads a module loads the packages around it first, but for those that it is in itself
        TopologicalSorter(
            {
                name: found.union(*map(packages, found)) & paths.keys() - packages(name) - {name} | found
                for name, found in loaded.items()
            }
        ).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' <- '.join(error.args[1])}")


def test_a_circle_would_be_found(tmp_path):
    (tmp_path / "a.py").write_text("try:\n    import b\nexcept ImportError:\n    pass\n")
    (tmp_path / "b.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\ndef f():\n    import a\n"
    )
    assert [loads(tmp_path / name, {"a", "b"}) for name in ("a.py", "b.py")] == [{"b"}, set()]


def test_no_file_name_stands_twice_in_the_stages():
    places = defaultdict(list)
    for path in (ROOT / "pipelines").rglob("*.py"):
        if path.name != "__init__.py":
            places[path.name].append(str(path.relative_to(ROOT)))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_class_name_means_two_things():
    places = defaultdict(set)
    for path in modules():
        where = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not (
                node.name == "Spider" and where.startswith("scrapers/kinds/")
            ):  # one a kind
                places[node.name].add(where)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


NORMALISING = {
    "pipelines/language/normalisation.py": "the one place",
    "scrapers/middlewares/address_guard.py": "names of hosts, by the rules of the network and not of prose",
}
"""Who may ask `unicodedata`, and why."""


def test_letters_are_normalised_in_one_room():
    asking = {str(path.relative_to(ROOT)) for path in modules() if "unicodedata" in imports(path)}
    assert asking == NORMALISING.keys()


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / room).exists()])
def test_every_room_says_what_belongs_there_and_what_does_not(room):
    text = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "Belongs here" in text
    assert "Does not belong" in text


def test_no_path_of_one_machine_is_in_the_project():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".sql", ".csv", ".lock", ".tsv"} and path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not [word for word in ("/wo" + "rk/", "/ro" + "ot/", "file:" + "///") if word in text], name


LONGEST = 400


def test_no_file_is_longer_than_one_can_hold_in_mind():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    paths = [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    lengths = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in paths}
    assert len(lengths) > 300
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
