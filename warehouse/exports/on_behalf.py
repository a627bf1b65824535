"""On whose behalf a letter is written: the article that a name takes.

Belongs here: that one phrase. Does not belong: the letter (`bulletin_model.py`).
"""

from __future__ import annotations

from pipelines.language.messages import Language, text

_MALE, _FEMALE = (
    ("Gobierno", "Servicio", "Instituto", "Centro"),
    ("Municipalidad", "Universidad", "Organización", "Corporación", "Fundación", "Asociación", "Pyme", "Mesa"),
)


def on_behalf(name: str, language: Language) -> str:
    """ "de parte de la Municipalidad de Alhué": the article that the name takes, none where its first word is not
    known.
    """
    first = name.split(" ", 1)[0]
    form = "on_behalf_of_him" if first in _MALE else "on_behalf_of_her" if first in _FEMALE else "on_behalf"
    return text(f"bulletin.{form}", language, name=name)
