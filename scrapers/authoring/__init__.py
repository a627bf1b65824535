"""How a source is written and kept: new-source, capture, canary, checks, the page of sources.

Belongs here: tools for the one who adds or mends a source. Does not belong: a day's crawl (`engine`).
"""
