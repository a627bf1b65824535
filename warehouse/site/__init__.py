"""The catalogue in the open: a folder of pages that opens without a server, made from the published catalogue alone.

Belongs here: reading a catalogue for its pages, what each page shows, its templates, styles and scripts, and putting the
folder in place whole. Does not belong: how words find calls (`pipelines/search`), or what the catalogue says.
"""
