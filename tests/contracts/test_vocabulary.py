"""The closed lists are said once: nobody writes one out again, and every header that promises one describes each of
its codes.
"""

import ast
from pathlib import Path

import pytest

from pipelines.vocabulary import CODES
from warehouse.headers import HEADER, ModelError, load_models
from warehouse.headers import YAML as LOADER

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {
    "pipelines/applying/cells.py": {"text_language"},
    "pipelines/cleaning/joint_reading.py": {"deadline_kind"},
    "pipelines/cleaning/currency_names.py": {"text_language"},
    "pipelines/matching/eligibility/learned_verdict.py": {"outcome"},
    "pipelines/matching/priorities/background.py": {"text_language"},
}
"""Lists that are still written out in rooms that were being rewritten when the vocabulary came: to be emptied."""


def written_out(path: Path) -> set[str]:
    """The closed lists that a file writes out whole: of three codes or more, or as a type."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        kind = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal"
        listed = node.slice if kind else node
        if (
            isinstance(listed, ast.Tuple | ast.List | ast.Set)
            and listed.elts
            and all(isinstance(one, ast.Constant) for one in listed.elts)
        ):
            codes = {one.value for one in listed.elts}
            found |= {name for name, known in CODES.items() if codes == set(known) and (kind or len(known) > 2)}
    return found


def test_nobody_writes_a_closed_list_out_again():
    paths = [
        path
        for room in ("pipelines", "scrapers", "warehouse", "assets", "command_line")
        for path in (ROOT / room).rglob("*.py")
    ]
    found = {
        str(path.relative_to(ROOT)): lists for path in [*paths, ROOT / "catastro.py"] if (lists := written_out(path))
    }
    assert found.pop("pipelines/vocabulary.py") == CODES.keys()
    assert found == ELSEWHERE


def test_no_header_writes_one_out_either():
    columns = [
        (path, column)
        for path in sorted((ROOT / "dbt_like_sql").rglob("*.sql"))
        for column in header(path).get("columns", [])
    ]
    tests = [
        (path.name, test["accepted_values"]["values"])
        for path, column in columns
        for test in column.get("data_tests", [])
        if "values" in (test.get("accepted_values", {}) if isinstance(test, dict) else {})
    ]
    assert [
        (name, values) for name, values in tests if any(set(values) == set(known) for known in CODES.values())
    ] == []


def header(path: Path) -> dict:
    import yaml

    return yaml.load(HEADER.fullmatch(path.read_text(encoding="utf-8"))["header"], Loader=LOADER)


def test_every_code_that_a_column_may_hold_is_in_its_description():
    checked = 0
    for model in load_models(ROOT / "dbt_like_sql"):
        for column in model.columns:
            for values in [
                test["accepted_values"]["values"] for test in column.data_tests if "accepted_values" in test
            ]:
                checked += 1
                if isinstance(values[0], str):
                    assert [code for code in values if code not in column.description] == [], (
                        f"{model.file}: {column.name}"
                    )
    assert checked >= 20


def test_a_header_that_names_unknown_codes_is_refused(tmp_path):
    (tmp_path / "catalogue").mkdir()
    column = "{name: a, data_type: VARCHAR, description: x, data_tests: [{accepted_values: {codes: mood}}]}"
    (tmp_path / "catalogue" / "a.sql").write_text(f"/*\ndescription: x\ncolumns: [{column}]\n*/\nSELECT 'fine' AS a")
    with pytest.raises(ModelError, match="mood"):
        load_models(tmp_path)
