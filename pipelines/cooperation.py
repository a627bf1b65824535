"""Models of cooperation that a call asks for, each with the partners that its words name and the words.

Belongs here: finding them in prose, and which known actors fit. Does not belong: who may apply (`pipelines.applying`),
the words (`lexicon/cooperation/`).

A sentence that says that something is not asked for names no model. The first sentence of a call counts for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.actors import Actor
from pipelines.language.lexicon import lexicon
from pipelines.language.normalisation import fold
from pipelines.vocabulary import CODES

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+|\s\|\s")
_TOKEN = re.compile(r"[^\W_]+")
_LONGEST_QUOTE = 400
_PARTNER = "partner_"
_FITTING = {
    "local_government": ("local_government", "municipal_association", "city_network"),
    "university": ("university", "university_network"),
}
"""Kinds of actor that are a kind of partner, or lead to one."""


@dataclass(frozen=True, slots=True)
class CooperationFact:
    """`partners`: the kinds that the sentence names, as codes of `applicant_type`."""

    model: str
    partners: tuple[str, ...]
    quote: str


def read_cooperation(text: str) -> list[CooperationFact]:
    """The models of cooperation that a text asks for, in order of place."""
    found: dict[str, CooperationFact] = {}
    for sentence in _sentences(text):
        concepts = [concept for *_, concept in lexicon("cooperation").find(_TOKEN.findall(fold(sentence)))]
        if "not_asked" in concepts:
            continue
        partners = dict.fromkeys(c.removeprefix(_PARTNER) for c in concepts if c.startswith(_PARTNER))
        for model in concepts:
            if model in CODES["cooperation_model"] and model not in found:
                found[model] = CooperationFact(model, tuple(partners), sentence.strip()[:_LONGEST_QUOTE])
    return list(found.values())


def _sentences(text: str) -> Iterator[str]:
    return (sentence for sentence in _SENTENCE.split(text) if sentence.strip())


def fitting(fact: CooperationFact, funder_id: str | None, actors: Iterable[Actor]) -> list[str]:
    """The known actors that fit the partners a model asks for; for a triangular one and a delegated one, those who
    represent the funder.
    """
    wanted = {kind for partner in fact.partners for kind in _FITTING.get(partner, ())}
    represents = fact.model in ("triangular", "delegated")
    return [
        actor.actor_id
        for actor in actors
        if actor.kind in wanted
        or (represents and any(r.kind == "represents" and r.to == funder_id for r in actor.relations))
    ]
