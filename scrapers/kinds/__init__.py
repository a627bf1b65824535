"""One Scrapy spider a kind of source, in a module of the kind's name with a class `Spider`.

Belongs here: what the sources of one kind share: how an answer is known to be one. Asking, paging, details and counting
are in `base.py`, the same for all. Does not belong: anything of one source (`scrapers/sources`).
"""
