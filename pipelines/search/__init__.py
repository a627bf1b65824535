"""Finding calls by words, as people type them, in any of the languages that calls are written in.

Belongs here: words made alike for search, concepts that several languages name, the index and its weights. Does not
belong: reading a catalogue, a page or a script (`warehouse/site`), what a call funds (`pipelines/matching`).
"""
