"""The monthly report as files: one page for the region and a short one for each profile.

Belongs here: writing pages, and where. Does not belong: what they say (`report_model.py`). A month made again from the
catalogue that closed it gives the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.language.messages import FIRST, Language
from pipelines.place import in_use
from warehouse import months
from warehouse.exports.report_model import ReportMaker
from warehouse.exports.report_parts import MonthReport
from warehouse.exports.report_reading import MonthRead, read_month
from warehouse.home import Home
from warehouse.page_templates import page_templates

TEMPLATES = Path(__file__).parent / "templates"
REGION = "region.html"


@dataclass(frozen=True, slots=True)
class Reported:
    """What was written: the folder, the month as it was read, and how many profiles have a page."""

    folder: Path
    read: MonthRead
    profiles: int


def report(
    home: Home,
    month: date,
    *,
    out: Path | None = None,
    profiles: Sequence[str] = (),
    language: Language = FIRST,
) -> Reported:
    """Write a month's pages, by default those of every profile. Raises NoMonth, OSError.

    `out` takes the place of home's `exports/informes`; `profiles` are ids.
    """
    read = read_month(months.catalogue_of(home, month), month)
    maker = ReportMaker(read, language)
    folder = (out or home.exports / "informes") / f"{month:%Y-%m}"
    (folder / "perfiles").mkdir(parents=True, exist_ok=True)
    _write(folder / REGION, maker.region())
    chosen = [p for p in read.profiles if not profiles or p["profile_id"] in profiles]
    for profile in chosen:
        _write(folder / "perfiles" / f"{profile['profile_id']}.html", maker.profile(profile))
    return Reported(folder, read, len(chosen))


def html(shown: MonthReport) -> str:
    """The page."""
    return page_templates(TEMPLATES).get_template("informe.html.j2").render(report=shown, paper=in_use().paper)


def _write(path: Path, shown: MonthReport) -> None:
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(html(shown), encoding="utf-8", newline="\n")
    os.replace(aside, path)
