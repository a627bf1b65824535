"""Who may apply, and who is only named: as past winner, beneficiary, partner, publisher, audience or topic."""

import pytest

from pipelines.cleaning import read_facts


def _read(text: str, title: str = "") -> set[str]:
    return set(read_facts(text, title=title).applicant_types)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the verb of applying, wherever the language puts it
        ("Vereine können bis zum 3. Mai 2027 einen Zuschuss beantragen.", {"ngo"}),
        ("Mitmachen können Studierende aller Fächer.", {"individual"}),
        ("Anträge stellen können Hochschulen und Forschungseinrichtungen.", {"university", "research"}),
        ("Vorgeschlagen werden können Stiftungen und Bürgerinitiativen.", {"ngo"}),
        ("Zielgruppe: Landkreise und kreisfreie Städte", {"local_government"}),
        ("Wer kann sich bewerben? Kommunen ab 20.000 Einwohnern.", {"local_government"}),
        ("Das Programm wendet sich an Existenzgründerinnen.", {"sme"}),
        ("Gesucht werden Kommunen, die neue Wege gehen.", {"local_government"}),
        ("Les communes ont jusqu'au 3 mai 2027 pour répondre.", {"local_government"}),
        ("Peuvent répondre les régions et les départements.", {"local_government", "regional_government"}),
        ("Public visé : associations et fondations", {"ngo"}),
        ("Qui peut candidater ? Les universités et les laboratoires publics.", {"university", "research"}),
        ("Les PME sont invitées à présenter une idée.", {"sme"}),
        ("As prefeituras têm até 3 de maio de 2027 para enviar propostas.", {"local_government"}),
        ("Público-alvo: micro e pequenas empresas", {"sme"}),
        ("Quem pode participar? Universidades e institutos de pesquisa.", {"university", "research"}),
        ("O convite dirige-se a governos estaduais.", {"regional_government"}),
        ("Serão selecionadas vinte associações de bairro.", {"ngo"}),
        ("¿Quién puede postular? Municipalidades de la región.", {"local_government"}),
        ("Se seleccionarán cinco universidades.", {"university"}),
        ("Las fundaciones tienen plazo hasta el 3 de mayo de 2027.", {"ngo"}),
        ("Público objetivo: pymes", {"sme"}),
        ("Who can apply? Charities and community groups.", {"ngo"}),
        ("Municipalities have until 3 May 2027 to send their plans.", {"local_government"}),
        ("Twelve small businesses will be selected.", {"sme"}),
        ("Target group: universities", {"university"}),
    ],
)
def test_the_one_who_may_apply(text: str, expected: set[str]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # partners of the applicant
        ("NGOs may apply in partnership with a municipality.", {"ngo"}),
        ("Eligible are universities, with additional partners such as NGOs, cities or firms.", {"university"}),
        ("Les universités peuvent candidater en partenariat avec une commune.", {"university"}),
        ("Podem candidatar-se ONG, em parceria com prefeituras.", {"ngo"}),
        ("Pueden postular municipalidades, en conjunto con universidades.", {"local_government"}),
        ("Hochschulen können gemeinsam mit Unternehmen Anträge einreichen.", {"university"}),
        # who pays, organises or helps
        ("Rivers of the north. Sponsored by the city association, private companies and two foundations.", set()),
        ("Fondo Riberas. Colaboran municipalidades, universidades y fundaciones.", set()),
        ("Rios Limpos. Parceiros: prefeituras, empresas e fundações.", set()),
        ("Rivières. Avec la participation de communes, d'entreprises et de fondations.", set()),
        ("Flüsse. In Trägerschaft von Kommunen, Unternehmen und Stiftungen.", set()),
        # what the publisher is
        ("Grants for rivers. Riverwatch is a non-profit organization that protects fish.", set()),
        ("Fondo Riberas. Ribera Viva es una organización de la sociedad civil de la cuenca.", set()),
        ("Fonds Rives. Rives est une association créée en 1999.", set()),
        ("Fundo Margens. A Margens é uma organização sem fins lucrativos.", set()),
        ("Flussfonds. Der Träger ist eine gemeinnützige Stiftung.", set()),
        # rounds that are over, and shares of them
        ("The fund opens again. In the last round 40 % of the grants went to universities.", set()),
        ("El fondo abre de nuevo. El año pasado ganaron tres municipalidades.", set()),
        ("Le fonds ouvre à nouveau. Plus de 60 % des projets ont été portés par des associations.", set()),
        ("O fundo reabre. Na edição anterior foram apoiadas dez universidades.", set()),
        ("Der Fonds öffnet wieder. Bisher wurden 30 Kommunen gefördert.", set()),
        # whom the projects are to serve
        ("Call for projects for young people and students.", set()),
        ("The fund helps small firms comply with new rules.", set()),
        ("Proyectos en beneficio de estudiantes y jóvenes.", set()),
        ("Projets en faveur des jeunes.", set()),
        ("Projetos em benefício de estudantes.", set()),
        ("Projekte zugunsten von Jugendlichen.", set()),
        ("Universities may apply. Final beneficiaries: cities and citizens.", {"university"}),
        ("Pueden postular universidades. Beneficiarios finales: pymes y estudiantes.", {"university"}),
    ],
)
def test_who_is_only_named(text: str, expected: set[str]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Health and wellbeing of young people", set()),
        pytest.param(
            "Derechos de los jóvenes y de los estudiantes",
            set(),
            marks=pytest.mark.xfail(strict=True, reason="whom a title names is taken for who applies"),
        ),
        ("L'emploi des jeunes", set()),
        ("Teilhabe von Jugendlichen", set()),
        ("Inclusão dos jovens", set()),
        ("Grants for young innovators", {"individual"}),
        ("Fondo para organizaciones comunitarias", {"ngo"}),
        ("Förderung für Kommunen", {"local_government"}),
    ],
)
def test_a_title_names_applicants_or_a_topic(title: str, expected: set[str]) -> None:
    assert _read("", title) == expected


def test_the_quote_is_the_sentence_that_names_them() -> None:
    facts = read_facts(
        "Ríos limpios. Abre el lunes. Municipios y universidades de la cuenca: hasta US$ 9.000 por proyecto."
    )
    assert facts.applicant_types == ["local_government", "university"]
    assert facts.quotes["applicant_types"] == "Municipios y universidades de la cuenca: hasta US$ 9.000 por proyecto."
    assert facts.rules["applicant_types"] == "model"


def test_not_for_profit_is_no_company() -> None:
    assert _read("Eligible are not-for-profit partnerships.") == {"ngo"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Community groups may apply. Government bodies, individuals and companies are not eligible.", {"ngo"}),
        ("Civil society organizations may apply; governments and individuals are not eligible.", {"ngo"}),
        (
            "Pueden postular ONG y universidades. Las empresas y las personas naturales no podrán postular.",
            {"ngo", "university"},
        ),
        ("Pueden postular organizaciones comunitarias; no postulan gobiernos.", {"ngo"}),
        ("Les associations peuvent candidater. Les entreprises ne sont pas éligibles.", {"ngo"}),
        ("Universities are eligible, but companies are not eligible.", {"university"}),
        ("Universities may not submit more than two proposals. Eligible applicants: universities.", {"university"}),
    ],
)
def test_who_stands_before_a_refusal_is_left_out(text: str, expected: set[str]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eight fellows study light and insects in cities.", {"individual"}),
        ("Protocols are tested in at least five cities.", set()),
        ("Accredited entities are invited to submit concept notes with cities.", set()),
        ("Cities of any country may enter.", {"local_government"}),
        ("Any public, private or non-profit body may enter a project of a city.", {"ngo", "any"}),
        ("City or township governments", {"local_government"}),
        ("Pueden postular juntas de vecinos y clubes deportivos sin fines de lucro.", {"ngo"}),
        ("Pueden postular personas de cualquier país que trabajen en teatros.", {"individual"}),
        ("Small enterprises of any country can apply.", {"sme"}),
        ("Postulan organismos públicos y ONG.", {"national_government", "ngo"}),
        ("Projetos com fins lucrativos, em fase inicial, liderados por mulheres.", {"sme"}),
    ],
)
def test_cities_as_a_place_and_others_by_their_names(text: str, expected: set[str]) -> None:
    assert _read(text) == expected
