"""Who may apply, read out of prose: kinds of applicants and places with their roles, as statements that everything else
is told from.

Belongs here: the words for kinds (`kind_words`, data in `lexicon/applicants`), the clauses of a text with their place
on the page, the learned reader of both, the statements, which kinds may apply, what a consortium must hold, and words
that the lexicon lacks. Does not belong: the verdict on one applicant (`pipelines.matching`).
"""
