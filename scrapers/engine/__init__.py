"""One crawl in its own process: requests, the archive, the landing, completeness, the verdict.

Belongs here: what happens around every answer, whatever its source. Does not belong: reading one (`readers`), a
source's values (`sources`).
"""
