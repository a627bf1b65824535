"""The bulletin: what a person finds in it, and that nothing in it is alive."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from warehouse.exports.bulletin import WIDTH, html, plain, write_html, write_txt
from warehouse.exports.bulletin_model import ABOVE_THE_FOLD, SHOWN_LINES, SHOWN_QUESTIONS, letter

TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "body",
    "main",
    "table",
    "tbody",
    "tr",
    "td",
    "p",
    "span",
    "a",
    "h1",
    "h2",
    "strong",
}
ATTRIBUTES = {
    "lang",
    "charset",
    "name",
    "content",
    "role",
    "width",
    "cellpadding",
    "cellspacing",
    "border",
    "bgcolor",
    "align",
    "style",
    "href",
    "id",
}


def headings(edition):
    return [section.heading for section in letter(edition).sections]


def parted(builder, **counts):
    """An edition with so many invented calls in each part, numbered on."""
    number, parts = 10, {}
    for name, count in counts.items():
        outcome = {"outcome": "unclear", "ask": "¿Admite municipalidades?"} if name == "confirm" else {}
        parts[name] = tuple(
            builder.item(number + n, decision=None, too_late=name == "late", **outcome) for n in range(count)
        )
        number += count
    return builder.edition(**{"followed": (), "changed": (), "confirm": (), "new": parts.get("fresh", ()), **parts})


def test_the_sections_stand_in_the_order_in_which_they_are_read(builder):
    edition = parted(builder, start=1, fresh=1, still=1, confirm=1, late=1)
    assert headings(edition) == [
        "Empiece esta semana",
        "Nuevas",
        "Siguen abiertas",
        "Por confirmar",
        "Ya no alcanza el tiempo",
        "Próximas a abrir",
        "Esperadas y no vistas",
    ]
    assert [s.heading for s in letter(edition).sections if s.below] == [
        "Ya no alcanza el tiempo",
        "Próximas a abrir",
        "Esperadas y no vistas",
    ]
    assert "Fuentes con problemas" not in html(letter(edition)), "what ails a source is its operator's"


@pytest.mark.parametrize(
    "counts",
    [
        {"start": 5, "fresh": 40, "still": 40, "confirm": 9, "late": 30},
        {"still": 40},
        {"fresh": 40},
        {"confirm": 9},
        {"start": 5, "still": 3},
    ],
)
def test_no_more_calls_stand_above_the_fold_than_an_office_reads(builder, counts):
    sections = [s for s in letter(parted(builder, **counts)).sections if not s.below]
    shown = sum(len(s.cards) + len(s.lines) for s in sections)
    assert shown == min(
        ABOVE_THE_FOLD,
        sum(min(n, SHOWN_QUESTIONS) if name == "confirm" else n for name, n in counts.items() if name != "late"),
    )
    hidden = sum(int(re.search(r"\d+", s.more).group()) for s in sections if s.more)
    assert shown + hidden == sum(n for name, n in counts.items() if name != "late"), "what is not shown is counted"


def test_a_question_says_whom_to_ask_and_gives_the_words_to_send(builder):
    section = next(s for s in letter(builder.edition()).sections if s.heading == "Por confirmar")
    whom, words = section.lines[0].facts[-2:]
    assert (whom.text, whom.url) == (
        "Oficina de convocatorias (por Agencia Inventada).",
        "https://ejemplo.invalid/contacto",
    )
    assert words.text == (
        "Estimado equipo: les escribimos de parte de la Municipalidad de Santiago (Chile), que estudia postular a «Fondo "
        "inventado de agua 2». ¿Admite municipalidades de Chile? Muchas gracias."
    )
    english = builder.item(
        2,
        outcome="unclear",
        ask="¿Puede?",
        rule="kind_not_stated",
        language="en",
        eligibility_quote=None,
        decision=None,
    )
    words = (
        next(s for s in letter(builder.edition(confirm=(english,))).sections if s.heading == "Por confirmar")
        .lines[0]
        .facts[-1]
    )
    assert (words.text[:10], words.language) == ("Dear team,", "en")
    assert "May a municipality of Chile?" in words.text


def test_each_sentence_of_a_card_leads_to_the_words_that_it_was_made_from(builder):
    shown = letter(builder.edition())
    card = shown.sections[0].cards[0]
    quotes = {note.number: note.quoted.strip("«»") for note in shown.notes}
    assert {fact.label: quotes[fact.note] for fact in card.facts if fact.note} == {
        "Financia": "Agua potable rural.",
        "Cierre": "hasta las 17:00 horas de Chile",
        "Monto": "hasta 50.000 euros por proyecto",
        "Quién postula": "Pueden postular municipalidades",
    }
    assert "Subvención para iniciativas sobre «Agua y seguridad hídrica» (frase automática)." in [
        fact.text for fact in card.facts
    ]
    page = LexborHTMLParser(html(shown))
    for link in page.css("a[href^='#']"):
        assert page.css_first(link.attributes["href"]), "every number leads somewhere"


def test_what_is_told_in_another_language_says_which(builder):
    page = LexborHTMLParser(html(letter(builder.edition(followed=(builder.item(1, language="fr"),)))))
    told = {node.text() for node in page.css("[lang=fr]")}
    assert {"Fondo inventado de agua 1", "«Agua potable rural.»"} <= told
    assert page.css_first("html").attributes["lang"] == "es"


def test_an_empty_week_says_so_and_shows_no_empty_section(builder):
    nothing = dict.fromkeys(
        (
            "items",
            "closed",
            "new",
            "followed",
            "changed",
            "closing",
            "unclear",
            "forecast",
            "opening",
            "awaited",
            "confirm",
            "standings",
            "troubles",
            "left_out",
        ),
        (),
    )
    shown = letter(builder.edition(**nothing, left_out_line=""))
    assert [(s.heading, s.empty) for s in shown.sections] == [("Nuevas", "Ninguna convocatoria nueva esta semana.")]
    assert shown.counts == (("0", "nuevas"),)


def test_a_card_says_when_how_much_who_and_why(builder):
    text = plain(letter(builder.edition()))
    for words in (
        "[Puede postular] Fondo inventado de agua 1",
        "Cierre: 26-11-2026 · 17:00 en Santiago · quedan 10 días (8 hábiles)",
        "necesita 20 días",
        "Monto: de €\N{NO-BREAK SPACE}1.000 a €\N{NO-BREAK SPACE}50.000",
        "$53\N{NO-BREAK SPACE}millones",
        "Puede postular como líder. [",
        "Subvención para iniciativas sobre «Agua y seguridad hídrica»",
        "Registro previo en el portal",
        "Lugar 1 de 3",
        "https://ejemplo.invalid/convocatoria/1",
        "Último plazo: 20-11-2026 → 26-11-2026",
        "en preparación · Unidad de Proyectos",
        "«Fondo inventado de agua 2». ¿Admite municipalidades de Chile?",
        "Quedaron fuera 12 cerradas y 3 licitaciones.",
        "Se espera entre 01-01-2027 y 31-01-2027",
    ):
        assert re.search(re.escape(words).replace(r"\ ", r"\s+"), text), words


def test_a_change_shows_old_and_new(builder):
    page = html(letter(builder.edition(followed=(), new=())))
    assert "Cambiaron" in page
    old, new = page.index("20-11-2026</span>"), page.index("26-11-2026, visto el 12-11-2026")
    assert "line-through" in page[old - 80 : old]
    assert old < new


def test_one_postponed_deadline_is_told_once(builder):
    item = builder.item(
        1,
        changes=tuple(
            builder.Change(changed_on=date(2026, 11, 12), field=field, old_value="2026-11-20", new_value="2026-11-26")
            for field in ("deadlines", "closes_on")
        ),
    )
    card = letter(builder.edition(followed=(item,))).sections[0].cards[0]
    assert [fact.label for fact in card.facts if fact.old] == ["Plazos"]


def test_a_followed_call_stands_in_full_once(builder):
    cards = [card.title for s in letter(builder.edition()).sections for card in s.cards]
    assert cards == ["Fondo inventado de agua 1"]


def test_below_the_fold_some_stand_in_short_and_the_rest_is_counted(builder):
    late = tuple(builder.item(n, decision=None) for n in range(1, 61))
    section = next(
        s for s in letter(builder.edition(late=late, followed=())).sections if s.heading == "Ya no alcanza el tiempo"
    )
    assert len(section.lines) == SHOWN_LINES
    assert section.more == f"… y {60 - SHOWN_LINES} más en la planilla oportunidades.xlsx."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"days_left": 0}, "cierra hoy"),
        ({"days_left": 1, "working_days_left": 1}, "queda 1 día (1 hábil)"),
        ({"next_deadline_on": None, "deadline_kind": "rolling"}, "Permanente"),
        ({"next_deadline_on": None}, "Sin plazo publicado"),
        ({"next_deadline_on": None, "status": "forecast", "opens_on": date(2027, 1, 4)}, "Abre el 04-01-2027"),
        ({"status": "closed", "closes_on": date(2026, 11, 14)}, "Cerró 14-11-2026"),
        ({"status": "withdrawn", "withdrawn_on": date(2026, 11, 15)}, "Retirada 15-11-2026"),
    ],
)
def test_the_deadline_in_words(builder, given, said):
    card = next(
        s
        for s in letter(builder.edition(fresh=(builder.item(1, decision=None, **given),), followed=())).sections
        if s.cards
    ).cards[0]
    assert said in next(fact.text for fact in card.facts if fact.label == "Cierre")


def test_english_has_no_spanish_heading_left(builder):
    shown = letter(builder.edition(language="en", fresh=(builder.item(5, decision=None),)))
    assert [s.heading for s in shown.sections] == [
        "Followed",
        "New",
        "To be confirmed",
        "Opening soon",
        "Expected and not seen",
    ]
    labels = {fact.label for s in shown.sections for card in s.cards for fact in card.facts}
    assert labels == {
        "It funds",
        "Deadline",
        "Amount",
        "Who may apply",
        "How to begin",
        "Why it is here",
        "Last deadline",
        "In doubt",
        "Follow-up",
    }


def test_equal_editions_give_equal_bytes(builder, tmp_path):
    for name, write in (("a.html", write_html), ("a.txt", write_txt)):
        write(builder.edition(), tmp_path / name)
        write(builder.edition(), tmp_path / f"again-{name}")
        assert (tmp_path / name).read_bytes() == (tmp_path / f"again-{name}").read_bytes()


def test_the_page_asks_for_nothing_and_needs_no_style_of_the_head(builder):
    page = LexborHTMLParser(html(letter(builder.edition())))
    assert not page.css("img, script, style, link, iframe, form")
    assert "url(" not in page.html


def test_the_text_is_wrapped_and_addresses_are_whole(builder):
    long = f"https://ejemplo.invalid/{'a' * 120}"
    lines = plain(letter(builder.edition(followed=(builder.item(1, url=long),)))).splitlines()
    assert f"  {long}" in lines
    assert all(len(line) <= WIDTH for line in lines if "https://" not in line)


def test_no_hostile_text_is_alive_in_the_page(builder, hostile):
    for payload in hostile.PAYLOADS:
        page = LexborHTMLParser(html(letter(hostile.poisoned(builder.edition(), payload))))
        for node in page.css("*"):
            assert node.tag in TAGS, (payload, node.tag)
            assert set(node.attributes) <= ATTRIBUTES, (payload, node.attributes)
            href = node.attributes.get("href")
            assert href is None or re.match(r"https?://[^/@\s]+(/|$|\?)|#cita-\d+$", href), (payload, href)
            assert "expression" not in (node.attributes.get("style") or "")
        assert not page.css("meta[http-equiv]")


def test_no_hostile_text_breaks_the_lines_of_the_text_or_leaves_a_control_in_it(builder, hostile):
    plain_lines = len(plain(letter(hostile.poisoned(builder.edition(), "x"))).splitlines())
    for payload in hostile.PAYLOADS:
        text = plain(letter(hostile.poisoned(builder.edition(), payload)))
        text.encode("utf-8")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text), payload
        assert "\nBcc:" not in text
        assert len(text.splitlines()) < 12 * plain_lines


def test_a_shape_without_a_value_in_it_can_be_shown(builder):
    bare = builder.edition().items[2]
    page = html(
        letter(
            builder.edition(
                fresh=(replace(bare, outcome="eligible"),),
                followed=(bare,),
                changed=(bare,),
                still=(bare,),
                confirm=(bare,),
                late=(bare,),
            )
        )
    )
    assert "None" not in page
