"""The spreadsheet as openpyxl and Excel's own rules read it."""

from __future__ import annotations

import zipfile
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal

import pytest
from lxml import etree
from openpyxl import load_workbook

from pipelines.digest.week import Item
from warehouse.exports.columns import ADDRESS_LIMIT, COLUMNS, MAIN, Linked
from warehouse.exports.sheet import write_xlsx
from warehouse.exports.words import codes


@pytest.fixture
def written(tmp_path):
    def write(edition):
        path = tmp_path / "oportunidades.xlsx"
        write_xlsx(edition, path)
        return load_workbook(path)

    return write


def rows(sheet, header=1):
    names = [cell.value for cell in sheet[header]]
    return [dict(zip(names, line, strict=True)) for line in sheet.iter_rows(min_row=header + 1)]


def value(read, item, language="es"):
    found = read(item, language)
    return found.text if isinstance(found, Linked) else found


@pytest.mark.parametrize(
    ("language", "sheets"),
    [
        ("es", ["Oportunidades", "Cambios", "Cerradas", "Próximas", "Columnas"]),
        ("en", ["Opportunities", "Changes", "Closed", "Upcoming", "Columns"]),
    ],
)
def test_every_cell_reads_back_as_the_edition_has_it(builder, written, language, sheets) -> None:
    edition = builder.edition(language=language)
    book = written(edition)
    assert book.sheetnames == sheets
    for sheet, items in ((book.worksheets[0], edition.items), (book.worksheets[2], edition.closed)):
        assert len(list(sheet.iter_rows())) == 1 + len(items)
        for line, item in zip(rows(sheet), items, strict=True):
            for column in COLUMNS:
                expected = value(column.read, item, language)
                got = line[column.heading(language)].value
                if isinstance(got, datetime) and not isinstance(expected, datetime):
                    got = got.date()
                if column.kind == "yes":
                    expected = {"es": "Sí", "en": "Yes"}[language] if expected else None
                assert got == (float(expected) if isinstance(expected, Decimal) else expected), column.key


def test_days_and_sums_are_numbers_in_chilean_form(builder, written) -> None:
    line = rows(written(builder.edition()).worksheets[0])[0]
    assert line["Próximo plazo"].is_date
    assert line["Próximo plazo"].number_format == "dd-mm-yyyy"
    assert line["Último plazo, hora de Chile"].value == datetime(2026, 11, 26, 17, 0)
    assert (line["Monto máximo, CLP"].value, line["Monto máximo, CLP"].number_format) == (53_250_000, '"$"#,##0')
    assert line["Monto máximo, USD"].value == 58123.40
    assert line["Tipo de cambio del"].value.date() == date(2026, 11, 13)


def test_cents_show_where_there_are_any(builder, written) -> None:
    edition = builder.edition(
        followed=(),
        items=(
            builder.item(1, amount_max=Decimal("1500.50"), cofunding_percent=Decimal("12.5")),
            builder.item(2, amount_max=Decimal("1500")),
        ),
    )
    found = rows(written(edition).worksheets[0])
    assert [line["Monto máximo"].number_format for line in found] == ["#,##0.00", "#,##0"]
    assert [line["Aporte propio"].number_format for line in found] == ['0.00"%"', '0"%"']


def test_each_field_of_a_call_moves_some_cell(builder) -> None:
    full = builder.item(1, ask="¿?", withdrawn_on=date(2026, 11, 14))
    seen = [column.read(full, "es") for column in COLUMNS]
    for field in fields(Item):
        default = {
            "title": "",
            "status": "open",
            "outcome": "unclear",
            "call_id": "",
            "is_new": False,
            "too_late": False,
            "deadline_changes": 0,
            "first_seen_on": None,
            "last_seen_on": None,
        }
        emptied = builder.item(
            1,
            **{
                "ask": "¿?",
                "withdrawn_on": date(2026, 11, 14),
                field.name: default.get(field.name, () if isinstance(getattr(full, field.name), tuple) else None),
            },
        )
        assert [column.read(emptied, "es") for column in COLUMNS] != seen, f"no column shows {field.name}"


def test_columns_have_headings_of_their_own_and_are_explained_in_the_last_sheet(builder, written) -> None:
    for language in ("es", "en"):
        assert len({column.heading(language).casefold() for column in COLUMNS}) == len(
            COLUMNS
        )  # Excel mends a table with two
        assert all(column.about(language) for column in COLUMNS)
    sheet = written(builder.edition()).worksheets[-1]
    said = {line[0].value: line[1].value for line in sheet.iter_rows()}
    assert {column.heading("es"): column.about("es") for column in COLUMNS}.items() <= said.items()
    assert "Quedaron fuera 12 cerradas y 3 licitaciones." in said


def test_decisions_are_there_and_offered_in_words_that_can_be_read_back(builder, written) -> None:
    book = written(builder.edition())
    for sheet in (book.worksheets[0], book.worksheets[2]):
        first = rows(sheet)[0]
        assert (first["Decisión"].value, first["Responsable"].value, first["Estado de postulación"].value) == (
            "seguir",
            "Unidad de Proyectos",
            "en preparación",
        )
        offered = {str(v.sqref): v.formula1.strip('"').split(",") for v in sheet.data_validations.dataValidation}
        until = ("C2", "E2") if sheet.max_row == 2 else (f"C2:C{sheet.max_row}", f"E2:E{sheet.max_row}")
        assert offered == {
            until[0]: ["seguir", "descartar"],
            until[1]: ["en preparación", "enviada", "adjudicada", "no adjudicada", "abandonada"],
        }
    assert codes("choice") == {"seguir": "follow", "follow": "follow", "descartar": "dismiss", "dismiss": "dismiss"}


def test_the_table_filters_its_header_stays_and_it_prints_across_one_page(builder, written) -> None:
    book = written(builder.edition())
    sheet = book.worksheets[0]
    (table,) = sheet.tables.values()
    assert table.autoFilter is not None
    assert table.ref.startswith("A1:")
    assert sheet.freeze_panes == "B2"
    assert (
        sheet.page_setup.orientation,
        sheet.page_setup.fitToHeight,
        sheet.sheet_properties.pageSetUpPr.fitToPage,
    ) == ("landscape", 0, True)
    assert sheet.print_area.endswith(f"{sheet.cell(1, len(MAIN)).column_letter}$4")
    assert len({table.name for sheet in book.worksheets for table in sheet.tables.values()}) == 5


def test_colours_follow_the_days_that_are_left(builder, written) -> None:
    rules = [
        rule.formula[0]
        for found in written(builder.edition()).worksheets[0].conditional_formatting
        for rule in found.rules
    ]
    assert "AND(ISNUMBER($H2),$H2<=14)" in rules
    assert "AND(ISNUMBER($H2),$H2<=30)" in rules
    assert MAIN[7].key == "days_left"


def test_links_are_real_and_only_to_the_web(builder, written) -> None:
    items = (
        builder.item(1),
        builder.item(2, url="javascript:alert(1)"),
        builder.item(3, url="https://ejemplo.invalid/" + "a" * ADDRESS_LIMIT),
    )
    good, bad, long = rows(written(builder.edition(items=items, followed=())).worksheets[0])
    assert good["Abrir"].hyperlink.target == good["Dirección"].value == "https://ejemplo.invalid/convocatoria/1"
    assert bad["Abrir"].hyperlink is None
    assert bad["Dirección"].value is None
    assert long["Abrir"].hyperlink is None
    assert long["Dirección"].value == items[2].url


def test_followed_calls_come_first_and_no_call_is_there_twice(builder, written) -> None:
    second, ended = builder.item(2), builder.item(4, status="closed")
    book = written(
        builder.edition(
            items=(builder.item(1), second), followed=(second, ended), closed=(ended, builder.item(5, status="closed"))
        )
    )
    open_, closed = ([line["Identificador"].value[-1] for line in rows(book.worksheets[place])] for place in (0, 2))
    assert (open_, closed) == (["2", "4", "1"], ["5"])


def test_a_text_is_cut_where_a_cell_ends_also_for_letters_of_two_units(builder, written) -> None:
    line = rows(written(builder.edition(followed=(), items=(builder.item(1, summary="🌊" * 40_000),))).worksheets[0])[0]
    assert line["Resumen"].value == "🌊" * (32_767 // 2)


def test_changes_say_what_was_and_what_is(builder, written) -> None:
    (line,) = rows(written(builder.edition()).worksheets[1])
    assert [cell.value for cell in line.values()][:4] == [
        "Fondo inventado de agua 1",
        "Abrir",
        "Último plazo",
        "20-11-2026",
    ]


def test_a_week_without_calls_is_a_sheet_that_opens(builder, written) -> None:
    empty = builder.edition(
        items=(),
        closed=(),
        new=(),
        followed=(),
        changed=(),
        closing=(),
        unclear=(),
        opening=(),
        awaited=(),
        troubles=(),
    )
    assert all(sheet.max_row >= 1 for sheet in written(empty).worksheets)


def test_its_parts_are_well_formed_and_hold_no_formula(builder, written, tmp_path) -> None:
    written(builder.edition())
    with zipfile.ZipFile(tmp_path / "oportunidades.xlsx") as parts:
        for name in parts.namelist():
            tree = etree.fromstring(parts.read(name))
            assert not tree.findall(".//{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"), name


def test_the_sheet_opens_on_what_one_decides_by_and_the_rest_is_grouped(builder, written) -> None:
    sheet = written(builder.edition()).worksheets[0]
    shown = [cell.value for cell in sheet[1] if not _hidden(sheet, cell.column)]
    assert shown == [column.heading("es") for column in MAIN]
    assert len(shown) == 14


def _hidden(sheet, column: int) -> bool:
    found = [d for d in sheet.column_dimensions.values() if d.min <= column <= d.max]
    return any(d.hidden and d.outlineLevel == 1 for d in found)
