"""The outside world, up to the landing.

Belongs here: what a source declares, how it is asked, how its answers become records, how the crawl went.
Does not belong: what prose means (`pipelines/cleaning`), storage other than the landing's files (`warehouse`).
Sources and the registry load without Scrapy: only `crawl.py`, `guard.py` and `kinds/` import it.
"""
