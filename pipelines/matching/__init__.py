"""Which calls fit the territory's priorities, and who of the territory may apply.

Belongs here: priorities; which sentences of a call say what it funds (`subject`), what stands between them and each
priority (`relations`, `classifiers`) and the chances that follow (`matcher`, `reasons`); eligibility as a gate with a
reason (`assessment`, `text_rules`), and the line that explains both (`explain`). Does not belong: dates, money and
places of a call (`pipelines.cleaning`), the order in which people see calls (SQL), or facts of the territory
(`territory/`, read by `pipelines.territory`).
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.matching.priorities.matcher import Matcher

__all__ = ["Matcher"]


def __getattr__(name: str) -> Any:
    """`Matcher` brings pandas, which the readers of texts do without."""
    if name != "Matcher":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipelines.matching.priorities.matcher import Matcher

    globals()[name] = Matcher
    return Matcher
