"""The texts that priorities are learned from: pages, what is cut from them, short ones, and their sentences.

Belongs here: which texts, and which of their sentences say what is funded. Does not belong: what is learned from them
(`priorities.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np

from corpus.training.read import Labelled, read_texts
from pipelines.cleaning.markup import plain_line, plain_text
from pipelines.language.words import words
from pipelines.matching.priorities import background
from pipelines.matching.priorities.priority_file import Priority, load_priorities
from pipelines.matching.priorities.subject import Sentence, sentences_of

CORPUS = Path(__file__).resolve().parent.parent
PRIORITIES = CORPUS.parent / "territory" / "priorities.yaml"
MOST_OTHERS = 4  # sentences beside those on what is funded in a short text
FORMS = 4  # of short texts: a title alone, what says nothing, and twice a paragraph
SHORT, CUT = "short", "cut"  # at the end of an id: a short text that an author wrote, and what a program made of a page
PAGES, SHORT_TEXTS = ("facts/*.txt",), ("retold/*.txt", "short/*.txt", "relevance/*.txt")  # of the corpus
SHARED_WORDS, SHARED_PART = 4, 0.5  # of a sentence's longer words with a quote, so that it says what the quote says
Rows = np.ndarray


@dataclass
class Corpus:
    """All texts with their sentences, which of them say what is funded, and the grades of all priorities (texts,
    priorities).
    """

    texts: list[Labelled]
    sentences: list[list[Sentence]]
    says: list[np.ndarray]
    authors: np.ndarray
    grades: np.ndarray
    priorities: list[Priority]


def gathered() -> Corpus:
    """The pages of the corpus, of each a few lines as a card, a title or a notice gives them, and the short texts whose
    priorities are known, with what is known of them."""
    texts = read_texts(*_files(PAGES))
    priorities = load_priorities(PRIORITIES)[1]
    sentences, says = _sentences_of(texts)
    short = (
        [_shortened(text, own, told) for text, own, told in zip(texts, sentences, says, strict=True)]
        + _notices()
        + _written_short()
    )
    more_sentences, more_says = _sentences_of(short)
    texts, sentences, says = texts + short, sentences + more_sentences, says + more_says
    grades = np.array([[text.gold["relevance"].get(p.priority_id, 0) for p in priorities] for text in texts])
    return Corpus(texts, sentences, says, np.array([text.author for text in texts]), grades, priorities)


def _sentences_of(texts: Sequence[Labelled]) -> tuple[list[list[Sentence]], list[np.ndarray]]:
    sentences = [sentences_of(plain_line(text.title), plain_text(text.text)) for text in texts]
    says = [
        np.array([_says(s.words, text.gold["subject"]) for s in own], dtype=int)
        for text, own in zip(texts, sentences, strict=True)
    ]
    return sentences, says


def _shortened(text: Labelled, sentences: Sequence[Sentence], says: np.ndarray) -> Labelled:
    """A page's sentences on what is funded and a few others, in one paragraph; or its first quote as a title alone; or
    what says nothing of what is funded: that fits no priority, whatever the call is about."""
    number = crc32(text.id.encode())
    body = [at for at, sentence in enumerate(sentences) if not sentence.titled]
    others = sorted((at for at in body if not says[at]), key=lambda at: crc32(f"{text.id} {at}".encode()))
    name, form = f"{text.id} {CUT}", number % FORMS
    if form == 0:
        return replace(text, id=name, title=text.gold["subject"][0], text="")
    if form == 1:
        subject = _stems(" ".join([text.title, *text.gold["subject"]]))
        beside = [at for at in others if not subject & _stems(sentences[at].words)]
        gold = text.gold | {"subject": [], "relevance": {}}
        return replace(
            text, id=name, title="", text=_paragraph(sentences, beside[: 1 + number // FORMS % MOST_OTHERS]), gold=gold
        )
    kept = [at for at in body if says[at]] + others[: number // FORMS % (MOST_OTHERS + 1)]
    return replace(text, id=name, text=_paragraph(sentences, kept))


def _written_short() -> list[Labelled]:
    """Short texts by people, of the files in which priorities are given."""
    files = [read_texts(path) for path in _files(SHORT_TEXTS)]
    return [
        replace(text, id=f"{text.id} {SHORT}")
        for texts in files
        if any(t.gold["relevance"] for t in texts)
        for text in texts
    ]


def _files(patterns: Sequence[str]) -> list[Path]:
    return sorted((path for pattern in patterns for path in CORPUS.glob(pattern)), key=lambda path: path.name)


def _notices() -> list[Labelled]:
    """What offices write in every call, of the background, in its languages."""
    return [
        Labelled(
            f"background-{number}-{language} {CUT}",
            "background",
            "",
            text,
            language,
            None,
            {"subject": [], "relevance": {}},
        )
        for language in background.LANGUAGES
        for number, text in enumerate(background.texts(language)[: background.NOTICES])
    ]


def _paragraph(sentences: Sequence[Sentence], kept: Sequence[int]) -> str:
    return ". ".join(sentences[at].words.rstrip(".") for at in sorted(kept)) + "."


def _stems(text: str) -> set[str]:
    return {word.lower()[:5] for word in words(text) if len(word) > 4}


def _says(sentence: str, quotes: Sequence[str]) -> bool:
    own = " ".join(words(sentence)).lower()
    return any(_overlap(own, " ".join(words(quote)).lower()) for quote in quotes)


def _overlap(own: str, quote: str) -> bool:
    if not own or not quote:
        return False
    if quote in own or (len(own) > 15 and own in quote):
        return True
    longer = {word for word in own.split() if len(word) > 3}
    shared = longer & set(quote.split())
    return len(shared) >= max(SHARED_WORDS, SHARED_PART * len(longer))
