"""From an answer to records, shared by sources: cards, posts, feeds, files, one page alone; and which posts are calls.

Belongs here: what several sources read alike; loads without Scrapy. Does not belong: one source's values (`sources`).
"""
