"""Pages from templates, safe whatever they are given: the week's bulletin, the month's report, the site.

Belongs here: how templates are read. Does not belong: the templates, which stand beside what fills them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def page_templates(folder: Path) -> Environment:
    """The templates of a folder. Text is escaped, and a name that nobody gave is an error, never a blank."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
