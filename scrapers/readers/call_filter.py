"""What makes a post a call: words of five languages that announce one, report one's results, or speak of something
else.

Belongs here: judging a post by its title and lead, and the reading function that most sources of posts share. Does not
belong: what the call says (`pipelines/cleaning`), how posts come (`scrapers/readers/posts.py`,
`scrapers/readers/wordpress_posts.py`), one source's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipelines.records import CallType, Record
from scrapers.readers import posts, wordpress_posts
from scrapers.readers.answer import Answer
from scrapers.readers.posts import Post
from scrapers.source import Ask, Page


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


CALLS = {
    "es": _words(
        r"convocatori",
        r"\bllamados? (?:a|al|para|abierto|público)\b",
        r"\bpostul",
        r"\bconcurs[oa]s?\b",
        r"\bpremios?\b",
        r"\bbecas?\b",
        r"\bsubvenci",
        r"\blicitaci",
        r"expresi(?:ón|ones) de interés",
        r"\b(?:abr|lanza|nuev)\w*\b.{0,200}?\bfinanciamiento\b",
        r"\bfondos?\b.{0,200}?\b(?:abr|lanza|disponible|concursable)",
        r"\b(?:abr|lanza)\w*\b.{0,200}?\b(?:fondos?|reto|desafío|challenge)\b",
        r"\bayudas (?:a|al|para)\b",
        r"\bllama a\b.{0,200}?\b(?:postular|presentar|participar|integrarse)",
    ),
    "en": _words(
        r"(?:^|[:–—|] ?)call for\b(?! papers| posters| abstracts| action)",
        r"\bopen calls?\b",
        r"\bcall \d",
        r"\bcalls? for"
        r" (?:proposal|application|project|expression|concept|submission|idea|nomination|entries|partner|host|tender|grant)",
        r"\b(?:open|global|public|new|first|second|third|joint|\d+(?:st|nd|rd|th)) call\b",
        r"\brequests? for (?:proposal|application|expression)",
        r"expressions? of interest",
        r"\bgrants?\b",
        r"\b(?:fellow|scholar)ships?\b",
        r"\bfunding (?:opportunit|call|available|window|round)",
        r"\bapply\b",
        r"\bapplications? (?:are |now )*(?:open|invited|due|welcome)",
        r"\b(?:prize|award|challenge|competition|accelerator)s?\b.{0,200}?\b(?:open|appl|submi|nominat|call|entries|deadline)",
        r"\b(?:open|appl|submi|nominat|call|entries|deadline|launch|issu)\w*\b.{0,200}?\b(?:prize|award|challenge|competition|accelerator)s?\b",
        r"\bopen(?:s|ed)?\b.{0,200}?\bfunds?\b",
        r"\bfunds?\b.{0,200}?\bopen(?:s|ed)?\b",
        r"\bopen for (?:calls|applications|proposals|entries)",
    ),
    "fr": _words(
        r"\bappels? (?:à|a|aux|ouverts?|d['’]offres)\b",
        r"\bcandidat(?:ez|ures?)\b",
        r"\bsubventions?\b",
        r"\bbourses?\b",
        r"\bconcours\b",
        r"\bprix\b.{0,200}?\b(?:candidat|édition|ouvert|lanc)",
        r"\baides? (?:aux|financière)",
        r"manifestation d['’]intérêt",
    ),
    "pt": _words(
        r"\bchamadas?\b",
        r"\bedita(?:l|is)\b",
        r"\bconcursos?\b",
        r"\bpr[êe]mios?\b",
        r"\bcandidaturas?\b",
        r"\bbolsas?\b",
        r"\bconvocat[óo]ria",
        r"\bsubven[çc]",
        r"\bfundos?\b.{0,200}?\b(?:abr|lan[çc]a|dispon)",
        r"\b(?:abr|lan[çc]a)\w*\b.{0,200}?\bfundos?\b",
    ),
    "de": _words(
        r"ausschreib",
        r"\b\w*aufruf\b",
        r"\bbewerb(?:en|ung)",
        r"\bförder(?:ung|mittel|programm|bekanntmachung|richtlinie|runde)",
        r"\bstipendi",
        r"wettbewerb",
        r"\bantr(?:ag|äge)(?:s\w+)?\b",
        r"projektanträge",
        r"\bpreis\b.{0,200}?\b(?:ausgeschrieben|bewerb)",
    ),
}
ASKS = {
    "es": _words(
        r"\b(?:abr|lanz)\w*\b[^.]{0,60}\b(?:convocatoria|llamado|concurso|postulaciones)",
        r"\bpostul(?:ar|aciones|en|a)\b",
        r"inscripciones (?:abiertas|hasta)",
        r"\bplazo\b.{0,200}?\bhasta\b",
        r"(?:convocatoria|llamado|concurso) (?:está|estará|permanece)? ?abiert",
    ),
    "en": _words(
        r"\bapply (?:by|before|now|until)\b",
        r"\b(?:invited|welcome) to apply\b",
        r"applications? (?:close|must|are (?:due|open|invited))",
        r"\bdeadline\b",
        r"\bproposals? (?:are|is|by|must|from)\b",
        r"\bcalls? for (?:proposal|application|submission|project|expression|concept|entries)",
        r"applications will be accepted",
        r"\b(?:launch|open|announc)\w*\b[^.]{0,60}\b(?:call|round of funding|grants?|challenge)\b",
    ),
    "fr": _words(
        r"\b(?:dépos|candidat)\w* .{0,200}?\bavant le\b",
        r"jusqu['’]au \d",
        r"date (?:limite|de clôture)",
        r"les candidatures sont",
        r"dossier de candidature",
        r"\b(?:lanc|ouvr)\w*\b[^.]{0,60}\bappels?\b",
    ),
    "pt": _words(
        r"inscri[çc][õo]es (?:abertas|até)",
        r"candidaturas (?:abertas|até)",
        r"\bprazo\b.{0,200}?\baté\b",
        r"\brecebe (?:projetos|propostas)\b",
        r"\b(?:abr|lan[çc])\w*\b[^.]{0,60}\b(?:edital|chamada|inscri[çc][õo]es)",
        r"\bconvida\b[^.]{0,80}\binscrever",
    ),
    "de": _words(
        r"\bbis (?:zum|spätestens)\b.{0,200}?\b(?:einreich|bewerb|beantrag)",
        r"(?:antrags|einreich|bewerbungs)frist",
        r"können (?:sich bewerben|anträge)",
        r"\b(?:startet|ruft|veröffentlicht)\b[^.]{0,60}\b(?:aufruf|ausschreibung|wettbewerb)",
    ),
}
RESULTS = _words(
    r"\bresultados?\b",
    r"\bganador",
    r"\bseleccionad",
    r"\bpremiad",
    r"\badjudica",
    r"\bnómina de",
    r"\bvencedor",
    r"\bselecionad",
    r"\bcontemplad",
    r"\bwinners?\b",
    r"\bwinning\b",
    r"\bawarded\b",
    r"\bresults\b",
    r"\bgrantees?\b",
    r"\b(?:projects|proposals|finalists) (?:selected|announced)",
    r"\bselected (?:projects|proposals)",
    r"\blauréat",
    r"\bprojets retenus",
    r"\brésultats?\b",
    r"\bpreisträger",
    r"\bgewinner",
    r"\bergebnis",
    r"ausgewählte projekte",
)
TENDERS = _words(
    r"\blicitaci",
    r"\bconsultor[ií]",
    r"términos de referencia",
    r"solicitud de (?:cotizaci|propuestas)",
    r"\badquisici",
    r"contratación de",
    r"\btenders?\b",
    r"\bprocurement\b",
    r"\brequests? for quotation",
    r"\bconsultan(?:t|cy)",
    r"\bterms of reference",
    r"appels? d['’]offres",
    r"marché public",
    r"\blicita[çc][ãa]o",
)
FELLOWSHIPS = _words(
    r"\bbecas?\b",
    r"\b(?:fellow|scholar)ships?\b",
    r"\bbourses?\b",
    r"\bbolsas?\b",
    r"\bstipendi",
    r"\bpasant[ií]as?\b",
    r"\bpostdoc",
    r"\bresiden(?:cy|cies|cias?)\b",
)
PRIZES = _words(r"\bpremios?\b", r"\bpr[êe]mios?\b", r"\bprizes?\b", r"^(?:le |grand )?prix\b", r"\bpreis\b")
EVENTS = _words(
    r"\bwebinar",
    r"\bseminari[oe]",
    r"\btaller",
    r"\bcharla",
    r"conversatorio",
    r"\bcongreso",
    r"\bjornadas?\b",
    r"\bencuentro",
    r"\bcumbre",
    r"\bforo\b",
    r"\bworkshops?\b",
    r"\bconference",
    r"\bseminar\b",
    r"\bsummit\b",
    r"\binfo(?:rmation)?[ -](?:session|day)",
    r"\bmasterclass",
    r"\bwebinaire",
    r"\batelier",
    r"\bcolloque",
    r"\bséminaire",
    r"\boficina\b",
    r"\bpalestra",
    r"\bseminário",
    r"\btagung",
    r"\bkonferenz",
    r"infoveranstaltung",
)
EVENT_FIRST = re.compile(rf"^\W*(?:\w+ ){{0,2}}(?:{EVENTS.pattern})", re.I)
JOBS = _words(
    r"\bvacan(?:te|cy|cies)s?\b",
    r"\bwe are hiring\b",
    r"\bjob (?:opening|opportunit|vacanc)",
    r"\binternships?\b",
    r"\bempleos?\b",
    r"\boferta laboral\b",
    r"stellenausschreibung",
    r"offre d['’]emploi",
)
ROUND_UPS = _words(
    r"^\W*(?:top |the )?\d{1,3}\+? ",
    r"\bcurrently open\b",
    r"\bround-?up\b",
    r"\bhow to (?:write|win|apply|get|find)\b",
    r"\btips\b",
    r"\bguide to\b",
    r"\bwhat is\b",
    r"\blist of\b",
    r"\bthis (?:week|month)\b",
)
BRIEF = re.compile(
    r"(?im)^.*\b(?:deadline|clos(?:es|ing)|apply (?:by|before)|eligib\w+|open to|applicants?|"
    r"plazo|cierre|hasta el|prazo|date limite|frist)\b.*$"
)
BRIEF_LINES, BRIEF_LENGTH = 6, 300


def announces(title: str, lead: str = "", languages: tuple[str, ...] = tuple(CALLS)) -> bool:
    """Whether a post of one of the languages is a call, or reports the results of one: no event, no job offer, no
    other news.
    """
    if JOBS.search(title) or EVENT_FIRST.search(title):
        return False
    return _any(CALLS, title, languages) or (_any(ASKS, f"{title}\n{lead}", languages) and not EVENTS.search(title))


def one_call(title: str) -> bool:
    """Whether a post of a site that holds little else but calls is one: no job offer, no round-up of many, no
    advice.
    """
    return not (JOBS.search(title) or ROUND_UPS.search(title))


def call_type(title: str) -> CallType | None:
    """What a title says the call is; results before tenders before scholarships before prizes. Money is not told by
    titles: None.
    """
    known: tuple[tuple[re.Pattern[str], CallType], ...] = (
        (RESULTS, "award_notice"),
        (TENDERS, "tender"),
        (FELLOWSHIPS, "fellowship"),
        (PRIZES, "prize"),
    )
    return next((kind for words, kind in known if words.search(title)), None)


def reader(
    language: str | Callable[[Post], str] | None,
    *,
    languages: tuple[str, ...] = (),
    funder: str | None = None,
    named: str = "",
    only: Callable[[str, str], bool] | None = None,
    own: Callable[[Record, str], None] | None = None,
    brief: bool = False,
    following: Callable[[int], Ask] | None = None,
) -> Callable[[Answer], Page]:
    """A `read_listing` for a feed or a WordPress site: the posts that are calls, as records.

    `language`: of every post, or told by the post, or not known; `languages`: all that its posts may announce in, where
    they are several. `funder`: who pays; `named`: words of a title (a pattern) without which the call is another's that
    the site passes on. `only(title, lead)`: which posts are calls; by default those that announce one. `own(record,
    text)`: what the source's labels say in the text. `brief`: the site's terms forbid republishing its text, so that
    only the lead and the lines that say until when and for whom are kept.
    """

    def read_post(post: Post) -> Record | None:
        spoken = language(post) if callable(language) else language
        record = posts.record(post, spoken)
        title, lead = record.title, record.summary or ""
        if not (only(title, lead) if only else announces(title, lead, languages or (spoken or "en",))):
            return None
        record.funder = funder if re.search(named, title, re.I) else None
        record.call_type = call_type(title)
        if own:
            own(record, record.text or "")
        return _brief(record) if brief else record

    return lambda answer: wordpress_posts.read(answer, read_post, following=following)


def _brief(record: Record) -> Record:
    lead = (record.summary or "")[:BRIEF_LENGTH] or None
    lines = [line[:BRIEF_LENGTH] for line in BRIEF.findall(record.text or "")]
    kept = [line for line in dict.fromkeys(lines) if line not in (lead or "")][:BRIEF_LINES]
    return replace(record, summary=lead, text="\n".join(filter(None, [lead, *kept])) or None)


def _any(words: dict[str, re.Pattern[str]], text: str, languages: tuple[str, ...]) -> bool:
    return any(words[language].search(text) for language in languages if language in words)
