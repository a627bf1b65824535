"""What one applicant may apply for, from the published catalogue: best first, what is unclear after, what is too late
apart.

Belongs here: choosing and ordering rows for one applicant of the table `applicants`, or for a kind. Does not belong:
who may apply (the table `eligibility`), how the lines are worded (`pipelines.digest.explanations`), how they are
printed (`catastro.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pipelines.digest.explanations import ExplainedCall, explain
from pipelines.language.messages import FIRST, Language, text

if TYPE_CHECKING:
    import duckdb


Row = dict[str, Any]
_NEAREST = 3
# One applicant's rows of the view, each with the priority that is asked for, or else with its best.
_ROWS = """
    SELECT o.* EXCLUDE (position, why) REPLACE (
        coalesce(p.name, o.priority) AS priority, coalesce(m.priority_id, o.priority_id) AS priority_id,
        coalesce(m.score, o.score) AS score,
        coalesce(m.grade, o.grade) AS grade, coalesce(m.terms, o.terms) AS terms, coalesce(m.quote, o.match_quote) AS match_quote)
    FROM opportunities AS o
    LEFT JOIN matches AS m ON m.call_id = o.call_id AND m.priority_id = coalesce($priority, o.priority_id)
    LEFT JOIN (SELECT priority_id, CASE $language WHEN 'en' THEN coalesce(name_en, name_es) ELSE name_es END AS name FROM priorities) AS p
        ON p.priority_id = coalesce($priority, o.priority_id)
    WHERE o.applicant = $kind AND ($priority IS NULL OR m.call_id IS NOT NULL)
        AND ($population IS NULL OR $population BETWEEN coalesce(o.min_population, 0) AND coalesce(o.max_population, 2147483647))
    ORDER BY o.outcome, coalesce(m.score, o.score) DESC NULLS LAST, o.next_deadline_on NULLS LAST, o.call_id
"""


class Unknown(ValueError):
    """An applicant or a priority that the catalogue does not have; the message lists the nearest that it has."""


@dataclass(frozen=True, slots=True)
class Opportunities:
    """What one applicant may apply for on a day. Rows are those of the view `opportunities`, with `what` and `who`,
    the two lines.
    """

    day: date
    applicant: str  # the name that people read
    lead_working_days: int | None  # None for a kind: how long it takes differs
    eligible: list[Row]
    unclear: list[Row]
    too_late: list[Row]  # eligible or unclear, with fewer working days left than the applicant needs
    without_priority: int  # rows left out because they fit no priority


def ask(
    con: duckdb.DuckDBPyConnection, who: str, *, priority: str | None = None, language: Language = FIRST
) -> Opportunities:
    """The opportunities of an applicant's id, or of a kind such as "municipality". Raises Unknown."""
    applicant = applicant_of(con, who, language)
    if priority is not None:
        _known(
            con,
            "opportunities.no_priority",
            priority,
            language,
            "SELECT priority_id, name_es || ' ' || coalesce(name_en, '') FROM priorities",
        )
    found = con.execute(
        _ROWS,
        {
            "kind": applicant["applicant"],
            "population": applicant["population"],
            "priority": priority,
            "language": language,
        },
    )
    columns = [column[0] for column in found.description or []]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    fitting = [row for row in rows if row["priority_id"] is not None]
    needed = applicant["lead_working_days"]
    for row in fitting:
        row["lead_working_days"] = needed
        row["too_late"] = (
            needed is not None and row["working_days_left"] is not None and row["working_days_left"] < needed
        )
        row["what"], row["who"] = explain(ExplainedCall.of(row), language=language)
    in_time = [row for row in fitting if not row["too_late"]]
    day = con.execute("SELECT day FROM today").fetchone()
    assert day is not None
    return Opportunities(
        day[0],
        applicant["name"],
        needed,
        [row for row in in_time if row["outcome"] == "eligible"],
        [row for row in in_time if row["outcome"] == "unclear"],
        [row for row in fitting if row["too_late"]],
        len(rows) - len(fitting),
    )


def applicant_of(con: duckdb.DuckDBPyConnection, who: str, language: Language) -> Row:
    """The row of an applicant's id; of a kind one without population. Raises Unknown."""
    columns = ("applicant_id", "applicant", "name", "population", "lead_working_days")
    rows = [
        dict(zip(columns, row, strict=True))
        for row in con.execute(f"SELECT {', '.join(columns)} FROM applicants").fetchall()
    ]
    named = next((row for row in rows if row["applicant_id"] == who), None)
    if named is None and who in {row["applicant"] for row in rows}:
        return {"applicant": who, "name": who, "population": None, "lead_working_days": None}
    if named is None:
        kinds = "SELECT DISTINCT applicant, applicant FROM applicants"
        _known(
            con, "opportunities.no_applicant", who, language, f"SELECT applicant_id, name FROM applicants UNION {kinds}"
        )
        raise AssertionError("an id that is known has a row")
    return named


def _known(con: duckdb.DuckDBPyConnection, otherwise: str, wanted: str, language: Language, query: str) -> None:
    """Raise Unknown, saying `otherwise` with the ids nearest to what was written by id or by name, unless it is an
    id.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.utils import default_process

    names = dict(con.execute(query).fetchall())
    if wanted in names:
        return
    written = default_process(wanted)
    last_word = default_process(wanted.split(":")[-1])

    def nearness(name: str) -> float:
        return max(
            fuzz.ratio(written, default_process(name)), fuzz.token_set_ratio(last_word, default_process(names[name]))
        )

    near = sorted(names, key=lambda name: (-nearness(name), name))[:_NEAREST]
    listed = ", ".join(f"{name} ({names[name].strip()})" if names[name] != name else name for name in near)
    raise Unknown(text(otherwise, language, wanted=repr(wanted), near=listed))
