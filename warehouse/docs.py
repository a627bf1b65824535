"""The page that tells analysts what the catalogue holds, from the headers of its models.

Belongs here: how the page looks. Does not belong: what a table or column means (its header in
`dbt_like_sql/catalogue`). `python -m warehouse.docs` writes the page anew; a test fails while it is not current.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from warehouse.headers import SqlModel, load_models

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "catalogue.md"
_INTRODUCTION = """\
# El catastro, tabla por tabla

<!-- Escrita por `python -m warehouse.docs` desde los encabezados de dbt_like_sql/catalogue: se edita allá. -->

El catastro es un archivo DuckDB, `catalogue.duckdb`, que se reemplaza entero cada día. Se pregunta con SQL:

```sql
-- lo mejor para una municipalidad
SELECT position, title, funder, next_deadline_on, working_days_left, why
FROM opportunities
WHERE applicant = 'municipality'
ORDER BY position
LIMIT 10;
```

```sql
-- lo que cierra pronto y alcanza a tocar el agua
SELECT c.title, c.next_deadline_on, m.score, m.terms
FROM closing_soon AS c
JOIN matches AS m USING (call_id)
WHERE m.priority_id = 'water'
ORDER BY c.next_deadline_on;
```

```sql
-- de dónde salió una convocatoria, y qué no quedó claro
SELECT c.title, r.source_id, r.url, d.field, d.quote
FROM calls AS c
JOIN call_records AS r USING (call_id)
LEFT JOIN call_doubts AS d USING (call_id)
ORDER BY c.call_id, r.source_id;
```

Las vistas calculan con el día de `today`. Para preguntar como si fuera otro día:

```sql
SET VARIABLE as_of = DATE '2026-11-30';
SELECT status, count(*) AS calls FROM call_status GROUP BY status ORDER BY status;
```

Lo que ninguna fuente dijo está vacío (NULL). Los montos llevan su moneda: no se suman monedas distintas.
"""


def catalogue_page(models: Iterable[SqlModel]) -> str:
    """The page in Markdown: the views, which answer questions, then the tables, which hold the facts."""
    published = sorted((m for m in models if m.schema == "catalogue"), key=lambda m: m.name)
    views, tables = ([m for m in published if m.materialized == kind] for kind in ("view", "table"))
    return "\n".join([_INTRODUCTION, *_part("Vistas", views), *_part("Tablas", tables)])


def _part(title: str, models: Sequence[SqlModel]) -> Iterator[str]:
    yield f"## {title}\n"
    yield from (f"- [`{model.name}`](#{model.name}): {model.description}" for model in models)
    for model in models:
        yield f"\n### {model.name}\n\n{model.description}.\n"
        if model.key:
            yield f"Una fila por {', '.join(f'`{name}`' for name in model.key)}.\n"
        yield "| columna | tipo | qué es |\n|---|---|---|"
        yield from (f"| `{c.name}` | {c.data_type} | {_cell(c.description)} |" for c in model.columns)
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(catalogue_page(load_models(ROOT / "dbt_like_sql")), encoding="utf-8")
