"""The week's files, made from a published catalogue alone.

Belongs here: reading a catalogue for an export, one writer a format, putting a week's folder in place whole, sending
it, reading decisions back. Does not belong: which calls a profile is told (`pipelines/digest/selection.py`), or
publishing (`warehouse/publish.py`).
"""
