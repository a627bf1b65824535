"""Eligibility verdicts on invented phrases in five languages."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from pipelines.matching.eligibility.assessment import assess, read_rules
from pipelines.matching.eligibility.rule_verdict import judge
from pipelines.vocabulary import APPLICANTS

SHARED = Path(__file__).resolve().parents[3] / "shared"
TODAY = date(2026, 9, 15)
YES, NO, ASK = "eligible", "ineligible", "unclear"


# phrase, then the outcome for municipality, regional_government, university, ngo
PHRASES = [
    # closed lists and seats
    ("Only municipalities established in Peru, Bolivia or Ecuador may apply.", NO, NO, NO, NO),
    ("Podrán postular municipalidades de Chile y Argentina.", YES, NO, NO, NO),
    ("Peuvent candidater les communes basées au Sénégal, au Mali ou au Bénin.", NO, NO, NO, NO),
    ("Podem participar prefeituras brasileiras e universidades brasileiras.", NO, NO, NO, NO),
    ("Antragsberechtigt sind Hochschulen mit Sitz in Deutschland oder Österreich.", NO, NO, NO, NO),
    ("Applicants must be universities or municipalities based in Chile, Colombia or Mexico.", YES, NO, YES, NO),
    # dated groups
    ("Applicants must be non-profit organisations registered in an ODA-eligible country.", NO, NO, NO, NO),
    ("Podrán participar organizaciones de países menos adelantados.", NO, NO, NO, NO),
    ("Sont éligibles les associations des pays les moins avancés.", NO, NO, NO, NO),
    ("Researchers in low- and middle-income countries are eligible to apply.", NO, NO, NO, NO),
    ("Open to cities in OECD countries.", YES, NO, NO, NO),
    ("Applications are invited from municipalities of EU Member States.", NO, NO, NO, NO),
    ("Bewerben können sich Kommunen in ODA-Ländern. Die Kommunen sind antragsberechtigt.", NO, NO, NO, NO),
    # regions
    ("Podrán postular gobiernos locales y universidades de América Latina y el Caribe.", YES, ASK, YES, NO),
    ("Poderão se inscrever organizações da sociedade civil da América Latina.", NO, NO, ASK, YES),
    ("Open to universities in sub-Saharan Africa.", NO, NO, NO, NO),
    ("Peuvent déposer un dossier les universités d'Amérique latine.", NO, NO, YES, NO),
    ("Teilnahmeberechtigt sind Universitäten aus Lateinamerika.", NO, NO, YES, NO),
    ("ODA-eligible countries in Latin America: civil society organisations may apply.", NO, NO, NO, NO),
    # worldwide
    ("Cities from around the world are eligible to apply.", YES, NO, NO, NO),
    ("Open to any legal entity from any country.", YES, YES, YES, YES),
    ("Pueden postular municipios de cualquier país.", YES, NO, NO, NO),
    ("Sont éligibles les villes de tous les pays.", YES, NO, NO, NO),
    ("Podem candidatar-se universidades de todos os países.", NO, NO, YES, NO),
    ("Bewerben können sich Hochschulen weltweit. Hochschulen weltweit sind antragsberechtigt.", NO, NO, YES, NO),
    # exceptions
    ("Open to municipalities of Latin America, except Chile and Uruguay.", NO, NO, NO, NO),
    ("Podrán postular universidades de cualquier país, excepto China.", NO, NO, YES, NO),
    ("Municipalities from any country may apply. Applicants from Chile are not eligible.", NO, NO, NO, NO),
    ("NGOs from ODA-eligible countries may apply. Exceptionally, NGOs in Chile are also eligible.", NO, NO, NO, YES),
    # kinds refused
    (
        "Civil society organisations from all countries may apply. Universities and government entities are not eligible.",
        NO,
        NO,
        NO,
        YES,
    ),
    (
        "Pueden postular organizaciones sin fines de lucro de Chile. No podrán postular municipalidades ni universidades.",
        NO,
        NO,
        NO,
        YES,
    ),
    # nothing said, or said by reference
    ("The programme supports water projects with municipalities and universities.", ASK, ASK, ASK, ASK),
    ("Applicants must be located in eligible partner countries.", ASK, ASK, ASK, ASK),
    ("Se apoyarán proyectos en Chile y Perú.", ASK, ASK, ASK, ASK),
    ("The Embassy of Freedonia invites applications from civil society organisations.", NO, NO, ASK, ASK),
    ("Podrán postular ciudades miembros de la Red de Ciudades Lejanas de América Latina.", ASK, NO, NO, NO),
    # others as partners
    (
        "Lead applicants must be NGOs of an EU Member State. Municipalities of Latin America may take part as co-applicants.",
        YES,
        NO,
        NO,
        ASK,
    ),
    ("Las municipalidades de América Latina pueden participar sin financiación.", ASK, ASK, ASK, ASK),
    # the United States
    (
        "Eligible applicants: State governments; County governments; Nonprofits having a 501(c)(3) status with the IRS.",
        NO,
        NO,
        NO,
        NO,
    ),
    (
        "Eligible applicants: Private institutions of higher education. Non-domestic (non-U.S.) entities are not eligible.",
        NO,
        NO,
        NO,
        NO,
    ),
]
TYPES = "Eligible applicants: "
OTHERS = 'Others (see text field entitled "Additional Information on Eligibility" for clarification)'
UNRESTRICTED = (
    "Unrestricted (i.e., open to any type of entity above), subject to any clarification in text field entitled "
    '"Additional Information on Eligibility"'
)
NONPROFITS = "Nonprofits having a 501(c)(3) status with the IRS, other than institutions of higher education"
FIELD = "\n\nAdditional information on eligibility: "


# the lists of types of US federal notices, then the outcome for municipality, regional_government, university, ngo
US_LISTS = [
    # a pointer to a field that follows is no reference
    (f"{TYPES}{OTHERS}{FIELD}Chilean municipalities and universities may apply.", YES, NO, YES, NO),
    (
        f"{TYPES}{OTHERS}{FIELD}Botanic gardens, local governments and charities of Chile, Kenya or Nepal.",
        YES,
        ASK,
        ASK,
        YES,
    ),
    (f"{TYPES}{UNRESTRICTED}{FIELD}Proposals are welcome from applicants in any country.", YES, YES, YES, YES),
    (f"{TYPES}{UNRESTRICTED}{FIELD}Applications are invited from universities of any country.", ASK, ASK, YES, ASK),
    # ... but one to a field that is empty, absent or points further is
    (f"{TYPES}{OTHERS}", ASK, ASK, ASK, ASK),
    (f"{TYPES}{UNRESTRICTED}{FIELD}\n\nCost sharing: no", ASK, ASK, ASK, ASK),
    (f"{TYPES}{OTHERS}{FIELD}Please refer to section C of the announcement.", ASK, ASK, ASK, ASK),
    # "other than" defines one type of the list and refuses nobody whom another names
    (f"{TYPES}{NONPROFITS}; {OTHERS}{FIELD}Universities and foundations of Latin America may apply.", NO, NO, YES, YES),
    ("Non-profits other than universities, from any country, may apply.", NO, NO, NO, YES),
    # types mean bodies of the United States unless others are named; who is named beside them is not everybody
    (f"{TYPES}Private institutions of higher education; {NONPROFITS}", NO, NO, NO, NO),
    (f"{TYPES}City or township governments; County governments{FIELD}Towns, counties and tribes.", NO, NO, NO, NO),
    (f"{TYPES}City or township governments; {OTHERS}{FIELD}Foreign non-profits may apply.", ASK, NO, ASK, YES),
    (f"{TYPES}Private institutions of higher education{FIELD}Foreign entities are eligible.", ASK, ASK, YES, ASK),
    (
        f"{TYPES}County governments; {OTHERS}{FIELD}County, city and village governments of the United States.",
        NO,
        NO,
        NO,
        NO,
    ),
    (
        f"{TYPES}County governments\n\nThe programme works with universities of Latin America and any country worldwide.",
        NO,
        NO,
        NO,
        NO,
    ),
    # countries that nobody names
    (
        f"{TYPES}Private institutions of higher education; {OTHERS}{FIELD}Universities in the United States or in a country that has "
        "concluded a treaty with the Institute.",
        NO,
        NO,
        ASK,
        NO,
    ),
]


# how calls open, cross borders and speak of countries nobody names, in five languages
MORE_PHRASES = [
    ("Individuals of any nationality who hold a degree in botany may apply.", NO, NO, NO, NO),
    (
        "Higher education institutions from Latin America (Area 7), including those of Chile, may coordinate and take part.",
        NO,
        NO,
        YES,
        NO,
    ),
    ("Universities and municipalities established in Chile may lead proposals.", YES, NO, YES, NO),
    ("Postulan municipios, gobiernos regionales y corporaciones sin fines de lucro de Chile.", YES, YES, ASK, YES),
    ("Municipios y universidades de Chile y Ecuador pueden presentar proyectos conjuntos.", YES, NO, YES, NO),
    ("Las universidades de América Latina podrán coordinar propuestas.", NO, NO, YES, NO),
    ("Les communes d'Amérique latine peuvent coordonner un projet.", YES, NO, NO, NO),
    ("Candidatam-se prefeituras e universidades da América Latina.", YES, NO, YES, NO),
    ("Es bewerben sich Städte und Hochschulen aus Lateinamerika.", YES, NO, YES, NO),
    ("Postulan universidades de Chile. No postulan municipios.", NO, NO, YES, NO),
    ("County, village and tribal governments of Canada may apply.", NO, NO, NO, NO),
    (
        "Cities of every country in the world may apply; those outside the EU and associated countries pay no fee.",
        YES,
        NO,
        NO,
        NO,
    ),
    (
        "Towns and cities of any country may join as applicants; bodies outside the EU or the EEA sign the same contract.",
        YES,
        NO,
        NO,
        NO,
    ),
    (
        "Podrán postular universidades de cualquier país; las de fuera de la UE y países asociados reciben lo mismo.",
        NO,
        NO,
        YES,
        NO,
    ),
    ("Universities in Norway or in any country that has ratified the convention may apply.", NO, NO, ASK, NO),
    ("Podrán postular universidades de España o de países que hayan firmado el convenio.", NO, NO, ASK, NO),
    ("Peuvent postuler les universités de France ou des pays ayant conclu un accord.", NO, NO, ASK, NO),
    ("Podem participar universidades de Portugal ou de países que tenham assinado o acordo.", NO, NO, ASK, NO),
    (
        "Antragsberechtigt sind Universitäten aus Deutschland oder aus Ländern, die das Abkommen unterzeichnet haben.",
        NO,
        NO,
        ASK,
        NO,
    ),
    ("Applicants must be universities of an EU Member State or of partner countries.", NO, NO, ASK, NO),
    (
        "Postulan personas naturales de nacionalidad chilena con tres años de experiencia en una municipalidad.",
        NO,
        NO,
        NO,
        NO,
    ),
    ("Students of universities in Chile may apply.", NO, NO, NO, NO),
    ("Who may apply: see section Admitted bodies.\nAdmitted bodies: Universities of Chile may apply.", NO, NO, YES, NO),
]
EVERY_PHRASE = [*PHRASES, *US_LISTS, *MORE_PHRASES]


@pytest.mark.parametrize(("phrase", "municipality", "regional", "university", "ngo"), EVERY_PHRASE)
def test_invented_phrases(phrase: str, municipality: str, regional: str, university: str, ngo: str) -> None:
    kinds = ("municipality", "regional_government", "university", "ngo")
    got = {kind: assess(phrase, applicant=kind, on=TODAY).outcome for kind in kinds}
    assert got == dict(zip(kinds, (municipality, regional, university, ngo), strict=True))


NEVER_ELIGIBLE = [
    "Municipalities worldwide may apply, provided they are located in an ODA-eligible country.",
    "Universities from all countries may be partners; the lead must be a Canadian university.",
    "The grant is for organisations in Chile's neighbouring countries: Argentina, Bolivia and Peru.",
    "NGOs from Latin America (excluding high-income countries) are invited to apply.",
    "NGOs from low- and middle-income countries in Latin America may apply.",
    "Podrán postular municipios de América Latina y el Caribe que sean receptores de AOD.",
    "Pueden postular ONG de América Latina, con excepción de los países de renta alta.",
    "Organizaciones de la sociedad civil de Sudamérica pueden participar como invitadas a la ceremonia.",
    "Les villes du monde entier peuvent assister au forum; seules les villes européennes peuvent candidater.",
    "Städte weltweit können sich informieren; antragsberechtigt sind nur Städte in der EU.",
    "Podem candidatar-se ONGs da América Latina, à exceção dos países de renda alta.",
    "Winners were municipalities from Chile and Peru. Applications for the next edition will open to African cities.",
    "Municipalities in Chile were eligible until 2017.",
    "Municipal employees from any country may register for the webinar.",
    "Any municipality in the world may use the toolkit. Applications are only accepted from member cities.",
    "La Municipalidad de Santiago de Chile puede postular solo si es miembro de la red.",
    "Chilean municipalities may apply only through the national ministry.",
    "Open to all countries in the Asia-Pacific region: local governments may apply.",
    "Universities from any country bordering the Mediterranean may apply.",
    "Universidades de todos los países andinos salvo Chile podrán postular.",
    "Podrán presentarse municipios de todos los países de la Unión Europea y sus hermanadas de Chile como observadoras.",
    "Any legal entity from any OECD country that is also on the DAC list may apply.",
    "Chile is not among the eligible countries. Local governments may apply.",
    "Local governments of Latin American countries other than Chile may apply.",
    "Los municipios chilenos no son elegibles este año; sí lo son los del resto de América Latina.",
    "Non-Chilean NGOs from Latin America may apply.",
    "NGOs of any country may apply if their project takes place in a least developed country.",
    "Peuvent candidater les ONG de tous les pays, sous réserve d'être accréditées auprès du Fonds.",
    "Bewerben können sich Hochschulen aus Lateinamerika, ausgenommen OECD-Länder.",
    "As universidades da América Latina podem assistir; apenas as brasileiras podem candidatar-se.",
    "Universities of Peru may apply. No money is paid to the municipality itself, wherever in the world.",
    "Dirigida a entidades de América Latina. Tipo: PERSONAS JURÍDICAS QUE NO DESARROLLAN ACTIVIDAD ECONÓMICA",
    "El lote 2 se dirige a asociaciones nacionales de municipios de América Latina que ya hayan sido financiadas.",
    "Abierta a asociaciones de municipios de América Latina: finanzas locales, asistencia a comunas pequeñas, formación de concejales.",
    "Three companies from three countries participating in Creative Europe may apply.",
    "Podrán postular a nivel mundial municipios que hayan sido beneficiarios en ediciones anteriores.",
    "Municipalities worldwide may apply through their national chapter.",
    "Organizations that work with municipalities in Chile may apply if registered in the United States.",
    "Eligible applicants are US-based NGOs. Activities must take place in Chile.",
    "Proposals should involve universities in Latin America. Only Dutch companies may apply.",
    "Solo podrán postular entidades con domicilio en España. Las actividades se harán en América Latina.",
    "Applicants must be non-profit organisations. The grant supports projects worldwide.",
    "Sont éligibles les associations de droit français, pour des projets menés dans tous les pays.",
    "Not all countries are eligible. Municipalities may apply.",
    "Unlike last year, municipalities in Chile are no longer eligible.",
    "Officials of Chilean municipalities are eligible for scholarships; municipalities cannot apply.",
    "Grants are awarded to local governments in the US and its territories; Chile is mentioned as best practice.",
    "Los municipios de Chile participarán como beneficiarios finales; podrán postular ONG españolas.",
    "Kommunen aus Deutschland können sich mit Partnerkommunen in Lateinamerika bewerben.",
    "Municipalities from Latin America may apply only if invited by an EU lead.",
    "El concurso está dirigido a municipalidades de la Región de Valparaíso, Chile.",
    "NGOs may apply with strong preference for Chile.",
    "Abierto a asociaciones de chilenos en el exterior.",
    "Open to universities that teach in Spanish.",
    "Private institutions of higher education and Others (see text field entitled Additional Information on Eligibility) may apply.",
    f"{TYPES}City or township governments{FIELD}Projects take place in Latin America or any country worldwide.",
    f"{TYPES}{UNRESTRICTED}{FIELD}See the announcement.",
    f"{TYPES}{UNRESTRICTED}{FIELD}U.S. and non-U.S. organizations may apply; non-U.S. participants take part without funding.",
    f"{TYPES}City or township governments; {OTHERS}{FIELD}International organizations and American non-profits may apply.",
    f"{TYPES}{OTHERS}{FIELD}Town councils of any country of the Sahel may apply.",
    f"{TYPES}{OTHERS}{FIELD}Organizations of the United States that work in Chile.",
    "Municipalities in Chile may join webinars. Universities of Latin America may coordinate with the team.",
    "Postulan universidades de países que tengan convenio con Freedonia.",
    "Universities outside the EU and Chile may apply.",
    "Podrán postular empleados de municipalidades de Chile.",
]


@pytest.mark.parametrize("text", NEVER_ELIGIBLE)
def test_no_false_eligible(text: str) -> None:
    assert {
        kind: outcome
        for kind in APPLICANTS
        if (outcome := assess(text, applicant=kind, on=TODAY).outcome) == "eligible"
    } == {}


@pytest.mark.parametrize("row", EVERY_PHRASE, ids=[row[0][:50] for row in EVERY_PHRASE])
def test_every_verdict_gives_its_reason(row: tuple[str, ...]) -> None:
    for kind in APPLICANTS:
        verdict = assess(row[0], applicant=kind, on=TODAY)
        assert verdict.rule
        if verdict.outcome == "ineligible":
            assert verdict.quote
            assert verdict.role is None
        assert (verdict.ask is not None) == (verdict.outcome == "unclear")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "¿?¡!;;;:::",
        "\u00ad-–—•",
        "eligible " * 20_000,
        "not " * 50_000,
        "a;b:c.\n" * 20_000,
        "más de " * 20_000,
    ],
)
def test_no_text_breaks_or_stalls_it(text: str) -> None:
    started = time.process_time()
    rules = read_rules(text, on=TODAY)
    assert all(judge(rules, applicant=kind).outcome != "eligible" for kind in APPLICANTS)
    assert time.process_time() - started < 5
