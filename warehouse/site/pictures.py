"""Pictures of the catalogue as SVG, each with its table and the query that gives it.

Belongs here: bars drawn as markup out of figures of ours. Does not belong: texts from outside unescaped: all go through
`markupsafe`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from pipelines.language.figures import number
from pipelines.language.messages import Language, family, text
from warehouse.site.cards import HOPE, OPEN
from warehouse.site.reading import Row, SiteCatalogue

WIDTH, LEFT, ROW, BAR = 720, 250, 30, 16
MOST = 14
_SERIES = ("one", "two", "three")


class Pictures:
    """The pictures of a site in one language."""

    def __init__(self, site: SiteCatalogue, names: Mapping[str, str], language: Language) -> None:
        self.site, self.names, self.language = site, names, language
        self.current = [c for c in site.calls.values() if c["status"] in OPEN]

    def by_month(self) -> Row:
        """Open calls by the month in which they close."""
        from warehouse.site.group_pages import month_name

        months = Counter(f"{c['next_deadline_on']:%Y-%m}" for c in self.current if c["next_deadline_on"])
        rows = [(month_name(m, self.language), [n]) for m, n in sorted(months.items())][:MOST]
        return self._picture("months", rows, ["calls"], QUERIES["months"])

    def by_priority(self) -> Row:
        """Open calls by priority: those that are about it, those that touch it."""
        about, touches = Counter[str](), Counter[str]()
        for call in self.current:
            for match in self.site.matches[call["call_id"]]:
                (about if match["grade"] == 2 else touches)[match["priority_id"]] += 1
        rows = [(name, [about[p], touches[p]]) for p, name in self.names.items()]
        rows.sort(key=lambda row: (-sum(row[1]), row[0]))
        return self._picture("priorities", rows, ["about", "touches"], QUERIES["priorities"])

    def to_whom(self) -> Row:
        """Open calls by kind of applicant and verdict."""
        kinds = family("site_kind", self.language)
        counts = Counter(
            (row["applicant"], row["outcome"]) for c in self.current for row in self.site.eligibility[c["call_id"]]
        )
        rows = [(name, [counts[kind, outcome] for outcome in HOPE]) for kind, name in kinds.items()]
        return self._picture("whom", rows, list(HOPE), QUERIES["whom"])

    def by_country(self) -> Row:
        """Open calls by the country of who pays."""
        from babel import Locale

        territories = Locale.parse(text("format.locale", self.language)).territories
        nobody = text("site.not_known", self.language)
        countries = Counter(
            (self.site.funders.get(c["funder_id"] or "") or {}).get("country") or "" for c in self.current
        )
        rows = [(str(territories.get(code, code)) if code else nobody, [n]) for code, n in countries.most_common(MOST)]
        return self._picture("countries", rows, ["calls"], QUERIES["countries"])

    def of_sources(self) -> Row:
        """Sources by how their last collection went."""
        verdicts = family("site_verdict", self.language)
        counts = Counter(s["verdict"] or "never" for s in self.site.sources)
        rows = [(name, [counts[verdict]]) for verdict, name in verdicts.items() if counts[verdict]]
        return self._picture("sources", rows, ["sources"], QUERIES["sources"])

    def _picture(self, name: str, rows: Sequence[tuple[str, list[int]]], series: Sequence[str], query: str) -> Row:
        known = family("site_series", self.language)
        said = [known[s] for s in series]
        told = text(f"site_picture.{name}", self.language)
        return {
            "id": f"picture-{name}",
            "name": told,
            "about": text(f"site_about.{name}", self.language),
            "headings": [family("site_heading", self.language)["what"], *said],
            "rows": [(label, *(number(n, self.language) for n in values)) for label, values in rows],
            "query": query,
            "svg": bars(rows, said if len(said) > 1 else [], told, self.language),
        }


def bars(rows: Sequence[tuple[str, list[int]]], series: Sequence[str], name: str, language: Language) -> Markup:
    """Lying bars, a row each, their series one after the other with a figure at the end."""
    top = 34 if series else 6
    most = max((sum(values) for _, values in rows), default=0) or 1
    room = WIDTH - LEFT - 60
    height = top + ROW * len(rows) + 4
    out = [f'<svg class="bars" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(name)}">']
    for n, said in enumerate(series):
        x = LEFT + n * 165
        out.append(f'<rect class="{_SERIES[n]}" x="{x}" y="6" width="12" height="12" rx="2"/>')
        out.append(f'<text class="key" x="{x + 18}" y="16">{escape(said)}</text>')
    for n, (label, values) in enumerate(rows):
        y, at = top + n * ROW, float(LEFT)
        out.append(f'<text class="label" x="{LEFT - 12}" y="{y + 13}" text-anchor="end">{escape(cut(label))}</text>')
        for kind, value in zip(_SERIES, values, strict=False):
            width = round(value / most * room, 1)
            if width:
                out.append(f'<rect class="{kind}" x="{at:g}" y="{y}" width="{width:g}" height="{BAR}"/>')
            at += width
        out.append(f'<text class="figure" x="{at + 6:g}" y="{y + 13}">{number(sum(values), language)}</text>')
    out.append("</svg>")
    return Markup("".join(out))


def cut(label: str) -> str:
    """A label as long as its column."""
    return label if len(label) <= 36 else label[:35] + "…"


QUERIES = {
    "months": "SELECT strftime(next_deadline_on, '%Y-%m') AS month, count(*) AS calls\n"
    "FROM open_calls WHERE next_deadline_on IS NOT NULL GROUP BY month ORDER BY month",
    "priorities": "SELECT p.name_es, count(*) FILTER (m.grade = 2) AS about, count(*) FILTER (m.grade = 1) AS touches\n"
    "FROM open_calls AS o JOIN matches AS m USING (call_id) JOIN priorities AS p USING (priority_id)\n"
    "GROUP BY p.name_es ORDER BY about + touches DESC",
    "whom": "SELECT e.applicant, e.outcome, count(*) AS calls\n"
    "FROM open_calls AS o JOIN eligibility AS e USING (call_id) GROUP BY ALL ORDER BY ALL",
    "countries": "SELECT f.country, count(*) AS calls\n"
    "FROM open_calls AS o JOIN calls AS c USING (call_id) LEFT JOIN funders AS f ON f.funder_id = c.funder_id\n"
    "GROUP BY f.country ORDER BY calls DESC",
    "sources": "SELECT verdict, count(*) AS sources FROM sources GROUP BY verdict ORDER BY sources DESC",
}
