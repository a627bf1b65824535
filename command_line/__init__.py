"""The command line: what each command asks of the rooms, and what it says of the answer.

Belongs here: options, exit codes, which message is said. Does not belong: how a table looks (`terminal.py`), the words
(`messages/`), and anything that a stage, a crawl or a table decides. `catastro.py` lists the commands; a module here
holds a group of them. Everything heavy is imported by the command that needs it, so that `--help` answers at once.
"""
