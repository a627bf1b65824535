"""The stages of a day, pure: frames in, frames out.

Belongs here: what a call's text means, which records are one call, what matches whom and what changed.
Does not belong: Dagster, Scrapy, Great Expectations, the network, the clock, an open database. Every stage
takes its date as an argument; nothing here imports another package of this project.
"""
