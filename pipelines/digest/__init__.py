"""The week as people read it: what is chosen for whom, when a call is new, what was decided, and the words of a line.

Belongs here: pure functions of history and decisions. Does not belong: reading the catalogue or writing a file
(`warehouse/exports`).
"""
