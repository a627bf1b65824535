"""The outside world, up to the landing.

Belongs here: what a source declares, how it is asked, how its answers become records, how the crawl went.
Does not belong: what prose means (`pipelines/cleaning`), storage other than the landing's files (`warehouse`).
Sources, the registry and the caller's side (`crawl.py`, `landing.py`, `parse.py`, `verdict.py`, `checks.py`) load without Scrapy.
Only the host process imports it: `host.py` forks a `child.py` a source, which runs one of `kinds/` behind `address_guard.py`, `robots.py`
and `recording.py`.
"""
