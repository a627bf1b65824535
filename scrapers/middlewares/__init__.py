"""What every request of a crawl passes: robots.txt, retries, conditional requests, decompression, the address guard,
the recording.

Belongs here: Scrapy's middlewares and handlers. Does not belong: what an answer says (`readers`).
"""
