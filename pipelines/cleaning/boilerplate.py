"""What stands around a call on its page: menus, cookie banners, teasers of other posts, footers.

Belongs here: telling a page's own text from its furniture, in HTML by elements and in plain text by lines.
Does not belong: markup to text (`markup.py`), facts. What cannot be told from the text stays.
"""

from __future__ import annotations

import re

from pipelines.language.normalisation import fold

_PAGE = re.compile(r"<(?:body|nav|footer|header|aside|main)\b", re.IGNORECASE)
_ELEMENTS = "nav, footer, aside, form, button, dialog, header, script, style, noscript, template"
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|menu|nav|navbar|navigation|breadcrumbs?|footer|sidebar|widget|related|similar|recent|latest|"
    r"share|sharing|social|newsletter|subscribe|comments?|pagination|skip|banner|popup|modal|teasers?|relacionad[ao]s|recomendad[ao]s)"
    r"(?:$|[\s_-])"
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"})
_MAIN = ("main", '[role="main"]', "article", "#content")
_MOST = 0.3  # less of the page's letters than this is not its main part

_OTHER_POSTS = re.compile(
    r"(?m)^(?:[\W\d]*(?:related|similar|recent|latest|other|more|popular|upcoming)(?: \w+)?"
    r" (?:posts?|articles?|news|calls?|grants?|"
    r"opportunities|"
    r"stories|funding|content)\W*|[\W\d]*(?:you (?:may|might) also (?:like|be interested in)|read"
    r" (?:more|next|also)|see also|"
    r"what's new)\W*|"
    r"[\W\d]*(?:tambien (?:te|le) (?:puede|podria) interesar|te puede interesar|lea"
    r" tambien|(?:noticias|entradas|articulos|convocatorias|"
    r"publicaciones|fondos|contenidos?) (?:relacionad[oa]s?|recientes|similares|destacad[oa]s|anteriores)|"
    r"(?:otras|ultimas|mas) (?:noticias|convocatorias|oportunidades|entradas))\W*|"
    r"[\W\d]*(?:a lire aussi|voir aussi|vous aimerez aussi|articles"
    r" (?:similaires|recents|lies)|(?:autres|derniers|dernieres) (?:appels?|"
    r"actualites|articles)(?: a projets)?|sur le meme sujet)\W*|"
    r"[\W\d]*(?:leia (?:mais|tambem)|veja tambem|(?:noticias|posts|artigos|conteudos?) (?:relacionad[oa]s|recentes)|"
    r"(?:outros|outras|ultimas|mais) (?:editais|noticias|oportunidades|chamadas))\W*|"
    r"[\W\d]*(?:das konnte (?:sie|dich) auch interessieren|(?:weitere|andere|aktuelle|neueste|ahnliche|verwandte)"
    r" (?:beitrage|meldungen|"
    r"ausschreibungen|aufrufe|artikel|nachrichten|forderprogramme)|mehr zum thema|lesen sie auch)\W*)$"
)
_MARKS = ("cookie", "©", "(c) ", "copyright", "reserv", "vorbehalten")  # of small print
_CRUMBS = re.compile(r"(?m:^)(?:home|inicio|accueil|startseite) ?[>»/|]")
_SMALL_PRINT = re.compile(
    r"\bcookies?\b|©|\(c\) (?:19|20)\d\d|copyright|all rights reserved|todos los derechos reservados|tous droits"
    r" reserves|"
    r"todos os direitos reservados|alle rechte vorbehalten|" + _CRUMBS.pattern
)
_COOKIE_WORDS = re.compile(
    r"accept|consent|use[sd]?\b|acept|utiliz|usamos|privac|politic|politique|utilis|politik|zustimm|verwend|nutz|einwillig|preferenc"
)
_SHORT, _PARAGRAPH, _MENU = 90, 280, 5
_FOOTER, _BANNER = 160, 600  # the longest line of small print, and of a cookie banner
_MOST_TAGS = 20_000  # more is no page of a call, and the tree of it costs more than it tells


def is_page(markup: str) -> bool:
    """Whether markup is a page, or enough of one to have furniture."""
    return bool(_PAGE.search(markup)) and markup.count("<") <= _MOST_TAGS


def main_markup(markup: str) -> str:
    """The markup of a page's main part, its furniture taken out."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    body = tree.body
    if body is None:
        return markup
    for node in body.css(_ELEMENTS):
        if node.tag != "header" or not node.css_first("h1"):
            node.decompose()
    for node in body.css("[class], [id], [role]"):
        if (
            node.tag not in ("body", "main", "article", "h1", "html")
            and _is_furniture(node.attributes)
            and not node.css_first("h1, main")
        ):
            node.decompose()
    letters = len(body.text())
    for selector in _MAIN:
        parts = body.css(selector)
        if len(parts) == 1 and len(parts[0].text()) > _MOST * letters:
            return parts[0].html or markup
    return body.html or markup


def _is_furniture(attributes: dict[str, str | None]) -> bool:
    if attributes.get("role") in _ROLES:
        return True
    return any(_NAMES.search(name.lower()) for name in (attributes.get("class"), attributes.get("id")) if name)


def without_furniture(text: str, title: str) -> tuple[str, str]:
    """Plain text without the lines of menus, cookie banners, other posts and small print, and the same folded.

    `title` is where the call's own text begins.
    """
    whole = fold(text)
    lines = whole.split("\n")
    folded = [line.strip() for line in lines]
    own = fold(title.strip())
    start = _own_start(folded, own)
    others = {at for at, words in enumerate(folded) if len(words) <= _SHORT and _OTHER_POSTS.fullmatch(words)}
    small_print = any(mark in whole for mark in _MARKS) or _CRUMBS.search(whole)
    if len(lines) < 3 or not (start or others or small_print):
        return text, whole
    kept: list[int] = []
    skipping = False
    for at in range(start, len(folded)):
        words = folded[at]
        if at in others:
            skipping = True
        elif skipping and (words == own or len(words) >= _PARAGRAPH):
            skipping = False
        if not skipping and not (small_print and _is_small_print(words)):
            kept.append(at)
    if not kept or len(kept) == len(lines):
        return text, whole
    written = text.split("\n")
    return "\n".join(written[at] for at in kept), "\n".join(lines[at] for at in kept)


def _own_start(folded: list[str], own: str) -> int:
    """The last place of the title that follows a menu: a run of short lines; 0 where there is none."""
    if not own:
        return 0
    for at, words in enumerate(folded):
        if words == own and at >= _MENU and sum(len(line) <= _SHORT for line in folded[:at]) >= 0.8 * at:
            return at
    return 0


def _is_small_print(words: str) -> bool:
    if len(words) > _BANNER or not _SMALL_PRINT.search(words):
        return False
    return len(words) <= _FOOTER or ("cookie" in words and bool(_COOKIE_WORDS.search(words)))
