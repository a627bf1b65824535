"""Actors and their relations for other programs: two CSV files and a GraphML graph.

Belongs here: the form of the three files. Does not belong: what a relation is (`dbt_like_sql/catalogue`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from pipelines.language.safe_text import clean
from warehouse.analyst_query import as_csv

if TYPE_CHECKING:
    import duckdb

_OF_NODE = ("name", "name_es", "kind", "country", "parent_id", "homepage", "source", "checked_on", "call_count")
_OF_EDGE = ("kind", "call_count", "quote", "source", "checked_on")


def write_graph(con: duckdb.DuckDBPyConnection, folder: Path) -> list[Path]:
    """Write `actores.csv`, `relaciones.csv` and `actores.graphml`; gives the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file, table in (("actores.csv", "actors"), ("relaciones.csv", "actor_relations")):
        columns, rows = _rows(con, f"SELECT * FROM {table} ORDER BY ALL")
        (folder / file).write_text(as_csv(columns, rows), encoding="utf-8")
        written.append(folder / file)
    graph = folder / "actores.graphml"
    ElementTree(_graph(con)).write(graph, encoding="utf-8", xml_declaration=True)
    return [*written, graph]


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> tuple[list[str], list[Any]]:
    cursor = con.execute(query)
    return [column[0] for column in cursor.description or []], cursor.fetchall()


def _graph(con: duckdb.DuckDBPyConnection) -> Element:
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for owner, names in (("node", ("type", *_OF_NODE)), ("edge", _OF_EDGE)):
        for name in names:
            kind = "int" if name == "call_count" else "string"
            SubElement(root, "key", {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": kind})
    graph = SubElement(root, "graph", id="actors", edgedefault="directed")
    _, actors = _rows(con, f"SELECT actor_id, 'actor', {', '.join(_OF_NODE)} FROM actors ORDER BY actor_id")
    for actor_id, *values in actors:
        _put(SubElement(graph, "node", id=f"actor:{actor_id}"), "node", ("type", *_OF_NODE), values)
    _, others = _rows(
        con,
        """
        SELECT to_kind || ':' || to_id, to_kind, coalesce(min(to_name), to_id) FROM actor_relations
        WHERE to_kind <> 'actor' GROUP BY to_kind, to_id ORDER BY ALL""",
    )
    for node, *values in others:
        _put(SubElement(graph, "node", id=node), "node", ("type", "name"), values)
    _, edges = _rows(
        con,
        f"SELECT 'actor:' || actor_id, to_kind || ':' || to_id, {', '.join(_OF_EDGE)} FROM actor_relations ORDER BY ALL",
    )
    for start, end, *values in edges:
        _put(SubElement(graph, "edge", source=start, target=end), "edge", _OF_EDGE, values)
    indent(root)
    return root


def _put(element: Element, owner: str, names: tuple[str, ...], values: list[Any]) -> None:
    for name, value in zip(names, values, strict=True):
        if value is not None:
            SubElement(element, "data", key=f"{owner}_{name}").text = clean(str(value))
