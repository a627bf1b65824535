"""What every room needs of language: letters made alike, tokens.

Belongs here: what holds for a text whatever it is about. Does not belong: words that mean something to one room (its
lexicon).
"""
