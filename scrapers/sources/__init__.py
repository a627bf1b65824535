"""One file a source: a docstring, pure functions from an answer to records, and `SOURCE = Source(...)` at its end.

Belongs here: what one source alone does. Does not belong: what several share (`scrapers/kinds`), requests, files, clocks.
A source is written with `catastro capture ID` and `catastro parse ID FILE`; nothing central is edited: the registry finds it.
"""
