"""Words into facts: text, language, days, money, places, applicants, and records completed from their own prose.

Belongs here: everything that reads what a funder wrote. Does not belong: comparing calls with each other, with
priorities or with applicants. The heavy readers load when first asked for, so that a source's file needs only
`source_fields` and `markup`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.cleaning.completion import complete
    from pipelines.cleaning.facts import Facts, read_facts
    from pipelines.cleaning.spanish_line import line_es

__all__ = ["Facts", "complete", "line_es", "read_facts"]

_HOMES = {"Facts": "facts", "read_facts": "facts", "complete": "completion", "line_es": "spanish_line"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
