"""Decisions read back from a spreadsheet that a person filled in: what is kept, and errors that say where and how to
mend.
"""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from pipelines.digest.decisions import read_decisions, standing
from warehouse.exports.decisions import BadSheet, keep_decisions
from warehouse.exports.sheet import write_xlsx

ON = date(2026, 11, 17)
PROFILES = {"municipality-13101"}


class Sheet:
    """An exported spreadsheet, opened and filled in."""

    def __init__(self, path, edition):
        self.path, self.into, self.edition = path, path.with_name("decisions.csv"), edition
        write_xlsx(edition, path)

    def fill(self, sheet="Oportunidades", row=2, **values):
        book = openpyxl.load_workbook(self.path)
        headings = {cell.value: cell.column for cell in book[sheet][1]}
        names = {
            "choice": "Decisión",
            "responsible": "Responsable",
            "state": "Estado de postulación",
            "call_id": "Identificador",
        }
        for name, value in values.items():
            book[sheet].cell(row, headings[names[name]]).value = value
        book.save(self.path)
        return self

    def change(self, edit):
        book = openpyxl.load_workbook(self.path)
        edit(book)
        book.save(self.path)
        return self

    def keep(self, on=ON, profiles=PROFILES, calls=None, aliases=None):
        known = {i.call_id for i in self.edition.items + self.edition.closed + self.edition.followed}
        return keep_decisions(
            self.path,
            self.into,
            on=on,
            profiles=profiles,
            calls=known if calls is None else calls,
            aliases=aliases or {},
        )

    def standing(self, until=date(2027, 1, 1)):
        return standing(read_decisions(self.into), until=until).get("municipality-13101", {})


@pytest.fixture
def sheet(builder, tmp_path):
    """Three undecided open calls and a closed one."""
    items = tuple(builder.item(n, decision=None) for n in (1, 2, 3))
    return Sheet(
        tmp_path / "oportunidades.xlsx",
        builder.edition(items=items, new=items, followed=(), closed=(builder.item(9, status="closed", decision=None),)),
    )


def call(number):
    return f"00000000-0000-5000-8000-{number:012}"


def test_what_was_filled_in_is_kept_with_its_day_and_what_was_seen(sheet):
    sheet.fill(choice="seguir", responsible="Ana Ejemplo, Secpla", state="en preparación").fill(
        row=3, choice=" Descartar "
    )
    sheet.fill("Cerradas", choice="seguir", state="adjudicada")
    kept = sheet.keep()
    assert (kept.origin.profile_id, kept.origin.week, kept.rows, len(kept.fresh)) == (
        "municipality-13101",
        "2026-W47",
        3,
        3,
    )
    first = sheet.standing()[call(1)]
    assert (first.choice, first.responsible, first.state) == ("follow", "Ana Ejemplo, Secpla", "preparing")
    assert (first.decided_on, first.seen_on) == (ON, date(2026, 11, 16))
    assert (sheet.standing()[call(2)].choice, sheet.standing()[call(9)].state) == ("dismiss", "won")


def test_the_same_sheet_twice_changes_nothing(sheet):
    sheet.fill(choice="seguir").keep()
    before = sheet.into.read_bytes()
    assert sheet.keep(on=date(2026, 11, 20)).fresh == ()
    assert sheet.into.read_bytes() == before


def test_a_decision_is_taken_back_by_emptying_its_cell(sheet):
    sheet.fill(choice="seguir").keep()
    sheet.fill(choice=None).keep(on=date(2026, 11, 18))
    assert sheet.standing() == {}
    assert sheet.standing(until=ON)[call(1)].choice == "follow", "history stays"


def test_a_sheet_that_does_not_know_a_newer_decision_does_not_undo_it(sheet, builder):
    newer = Sheet(
        sheet.path.with_name("newer.xlsx"),
        builder.edition(
            items=sheet.edition.items,
            followed=(),
            closed=(),
            week="2026-W48",
            published_on=date(2026, 11, 23),
            as_of=date(2026, 11, 23),
        ),
    )
    newer.fill(choice="seguir").keep(on=date(2026, 11, 24))
    sheet.fill(row=3, choice="seguir")
    assert [e.call_id for e in sheet.keep(on=date(2026, 11, 25)).fresh] == [call(2)]
    assert set(sheet.standing()) == {call(1), call(2)}


def test_english_sheets_are_read_as_well(builder, tmp_path):
    sheet = Sheet(
        tmp_path / "oportunidades.xlsx",
        builder.edition(language="en", items=(builder.item(1, decision=None),), followed=()),
    )

    def fill(book):
        headings = {cell.value: cell.column for cell in book["Opportunities"][1]}
        book["Opportunities"].cell(2, headings["Decision"]).value = "dismiss"

    assert sheet.change(fill).keep().fresh[0].decision.choice == "dismiss"


def test_a_merged_call_is_decided_under_the_id_that_stays(sheet):
    sheet.fill(choice="seguir").keep(calls={call(n) for n in (2, 3, 9)} | {"new"}, aliases={call(1): "new"})
    assert set(sheet.standing()) == {"new"}


@pytest.mark.parametrize(
    ("row", "values", "place", "mend"),
    [
        (3, {"choice": "quizás"}, "sheet Oportunidades, row 3, column Decisión", "choose one of seguir, descartar"),
        (2, {"state": "ganada"}, "row 2, column Estado de postulación", "choose one of"),
        (2, {"choice": "=1+1"}, "row 2, column Decisión", "holds a formula"),
        (4, {"call_id": "otra"}, "row 4, column Identificador", "is no call of the catalogue; copy it"),
        (2, {"call_id": None, "choice": "seguir"}, "row 2, column Identificador", "is empty"),
        (2, {"responsible": "x" * 201}, "row 2, column Responsable", "write 200 at most"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_kept(sheet, row, values, place, mend):
    sheet.fill(row=4, choice="seguir").fill(row=row, **values)
    with pytest.raises(BadSheet, match=rf"oportunidades\.xlsx, .*{place}: .*{mend}"):
        sheet.keep()
    assert not sheet.into.exists()


def test_two_rows_of_one_call_that_disagree_are_refused(sheet):
    sheet.fill(row=2, choice="seguir").fill(row=3, choice="descartar", call_id=call(1))
    with pytest.raises(BadSheet, match="row 3, column Identificador: stands in another row"):
        sheet.keep()


@pytest.mark.parametrize(
    ("edit", "mend"),
    [
        (
            lambda book: setattr(book.properties, "keywords", None),
            "does not say whose it is; fill in the oportunidades.xlsx",
        ),
        (lambda book: setattr(book["Oportunidades"], "title", "Hoja1"), None),  # the closed calls are read still
        (lambda book: book["Oportunidades"].delete_rows(1), "row 1: has no column Decisión"),
        (
            lambda book: (book.remove(book["Oportunidades"]), book.remove(book["Cerradas"])),
            "has no sheet 'Oportunidades'",
        ),
    ],
)
def test_a_workbook_that_was_rearranged(sheet, edit, mend):
    sheet.change(edit)
    if mend is None:
        assert sheet.keep().rows == 0
        return
    with pytest.raises(BadSheet, match=mend):
        sheet.keep()


def test_a_profile_that_is_no_more_and_a_file_that_is_no_workbook(sheet, tmp_path):
    with pytest.raises(BadSheet, match=r"is of profile 'municipality-13101', which profiles\.yaml does not have"):
        sheet.keep(profiles={"ngo"})
    sheet.path.write_bytes(b"no")
    with pytest.raises(BadSheet, match=r"is no \.xlsx workbook"):
        sheet.keep()
    sheet.path.unlink()
    with pytest.raises(BadSheet, match="no such file"):
        sheet.keep()
