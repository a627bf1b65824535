"""What a call's text points to: documents and the mailbox of its office.

Belongs here: addresses of files and of offices. Does not belong: people, whose addresses are left unread.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from pipelines.cleaning.markup import plain_line
from pipelines.records import Document

_FILE = r"https?://[^\s\"'<>()|]{3,300}?\.(pdf|docx?|xlsx?|odt|ods|zip|pptx?)"
_ANCHOR = re.compile(
    rf"<a\s[^<>]{{0,300}}?href\s*=\s*[\"']({_FILE})(?:[?#][^\"'<>]{{0,200}})?[\"'][^<>]{{0,300}}>([^<>]{{0,200}})",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_FILE}(?![\w/])", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w.+-])[a-z][\w.+-]{1,40}$")
_HOST = re.compile(r"@(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}(?![\w-])")
_OFFICES = re.compile(
    r"(?:^|[._+-])(?:info\w*|contacto?|contato|kontakt|calls?|grants?|funding|awards?|prizes?|office|help(?:desk)?|support|soporte|enquir\w+|"
    r"inquir\w+|applications?|submissions?|programm?e?a?s?|convocatorias?|concursos?|fondos?|becas|premios?|consultas|oficina|secretar\w+|"
    r"postulacion\w*|cooperacion|subvention\w*|appels?|candidatures?|projets?|editais|edital|chamadas?|projetos|foerderung|ausschreibung\w*|"
    r"antrag\w*|projekte?|poststelle|geschaeftsstelle|mail)(?:$|[._+\d-])"
)


def read_documents(markup: str, text: str) -> list[Document]:
    """The files that a text links, under the words of the link where there are any."""
    found: dict[str, Document] = {}
    if "href" in markup:
        for url, kind, words in _ANCHOR.findall(markup):
            found.setdefault(url, Document(plain_line(words) or _name(url), url, kind.lower()))
    if "http" in text:
        for match in _BARE.finditer(text):
            found.setdefault(match.group(), Document(_name(match.group()), match.group(), match[1].lower()))
    return list(found.values())[:30]


def read_contact(folded: str) -> str | None:
    """The first mailbox that is an office's by its name; a person's is not read."""
    at = folded.find("@")
    while at >= 0:
        name, host = _NAME.search(folded, max(0, at - 41), at), _HOST.match(folded, at)
        if name and host and _OFFICES.search(name.group()):
            return name.group() + host.group()
        at = folded.find("@", at + 1)
    return None


def _name(url: str) -> str:
    return unquote(urlsplit(url).path.rsplit("/", 1)[-1])
