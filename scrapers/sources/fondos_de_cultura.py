"""Fondos de Cultura: the lines of Fondart and its sister funds.

Publisher: Ministerio de las Culturas, las Artes y el Patrimonio (Chile). Artists, organisations, and for some lines municipalities.
Caveats: one big call a year, from the end of July; lines close on different days; the year in a title is that of execution, one ahead.
Closed lines stand under a heading of the same page. The calls stand in fondos.gob.cl too (source fondos_gob_cl).
Format: headings "Convocatorias abiertas" and "Convocatorias cerradas", links /<line>-<fund>-<year>/, "Plazo de postulación: DD-MM-YYYY".
Proof: documented (a public capture of index and pages, August 2026).
"""

import re

from scrapers.readers import cards
from scrapers.source import Ask, Source

CALL = re.compile(r"(?i)fondosdecultura\.cl/([\w-]+-20\d\d)/?")

SOURCE = Source(
    id="fondos_de_cultura",
    name="Fondos de Cultura: líneas de concurso",
    funder="Ministerio de las Culturas, las Artes y el Patrimonio",
    family="chile",
    kind="listing",
    homepage="https://www.fondosdecultura.cl/",
    asks=(Ask("https://www.fondosdecultura.cl/fondos/fondart-nacional/lineas-de-concurso/"),),
    read_listing=cards.listing(
        CALL,
        base="https://www.fondosdecultura.cl/",
        language="es",
        funder="Ministerio de las Culturas, las Artes y el Patrimonio",
        until="Convocatorias cerradas",
        none="Convocatorias",
    ),
    ask_detail=cards.own_page,
    read_detail=cards.detail(CALL, base="https://www.fondosdecultura.cl/", language="es"),
    languages=("es",),
    country="CL",
    cadence="daily",
    licence="not stated",
    state="live",
    proof="documented",
    # For half of the year all lines are closed.
    expected=(0, 100),
    lists_all=False,
    lists_once=True,
    sentinel="Convocatorias",
)
