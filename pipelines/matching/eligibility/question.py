"""The question to put to the funder where a call's text leaves eligibility open.

Belongs here: which question is asked of whom. Does not belong: deciding what is unclear (`assessment`), the words
themselves (`messages/`: `question.…` has one a rule, `applicant.…` one a kind of applicant).
"""

from __future__ import annotations

from pipelines.language.messages import FIRST, Language, family, own, text


def asks(rule: str | None) -> bool:
    """Whether a rule has a question of its own: those of an older catalogue may have none."""
    return rule in family("question", FIRST)


def applicant_name(applicant: str, language: Language) -> str:
    """A kind of applicant in a sentence: "una municipalidad"."""
    return text(f"applicant.{applicant}", language)


def question(rule: str, applicant: str, quote: str, language: Language | None = None) -> str:
    """What to ask the funder, with the words that leave it open; in the territory's language where no other is
    named.
    """
    language = language or own()
    asked = text(f"question.{rule}", language, who=applicant_name(applicant, language))
    return text("question_with_words.asked", language, asked=asked, words=quote) if quote else asked
