"""Sums out of invented phrases: number, currency and role."""

from decimal import Decimal

import pytest

from pipelines.cleaning import read_facts


def money(
    text: str, language: str, currency: str | None = None
) -> tuple[str | None, str | None, str | None, str | None]:
    facts = read_facts(text, language=language, currency=currency)
    low, high, total = (
        None if a is None else format(a, "f") for a in (facts.amount_min, facts.amount_max, facts.amount_total)
    )
    return low, high, total, facts.currency


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Grants of up to US$ 250,000 per project.", "250000 USD"),
        ("en", "Up to £2.5 million per award.", "2500000 GBP"),
        ("en", "Up to EUR 200k for each city.", "200000 EUR"),
        ("en", "Seed grants of up to $250,000 CAD.", "250000 CAD"),
        ("en", "Each grant will not exceed €1,500,000.", "1500000 EUR"),
        ("es", "Se financiará hasta $1,5 millones por proyecto en todo Chile.", "1500000 CLP"),
        ("es", "El monto máximo por proyecto es de 17.000 mil euros.", "17000 EUR"),
        ("es", "Cada proyecto podrá solicitar hasta 10 mil dólares.", "10000 USD"),
        ("es", "Hasta 2 mil millones de pesos chilenos por iniciativa.", "2000000000 CLP"),
        ("es", "Subsidio de hasta UF 1.500 por proyecto.", "1500 CLF"),
        ("es", "La subvención no podrá exceder los U$S 10.000.", "10000 USD"),
        ("fr", "Subvention jusqu'à 100 000 € par projet.", "100000 EUR"),
        ("fr", "Aide plafonnée à 1,5 M€ par projet.", "1500000 EUR"),
        ("fr", "Jusqu'à 50 k€ par lauréat.", "50000 EUR"),
        ("pt", "Cada projeto receberá, no máximo, R$ 30.000,00.", "30000 BRL"),
        ("pt", "Bolsas até 300 mil dólares por projeto.", "300000 USD"),
        ("pt", "Até R$ 1,2 milhões por proposta.", "1200000 BRL"),
        ("de", "Gefördert werden bis zu 50.000 Euro pro Projekt.", "50000 EUR"),
        ("de", "Die Förderung beträgt maximal 1,5 Mio. Euro je Vorhaben.", "1500000 EUR"),
        ("de", "Höchstens 100.000,00 € pro Antrag.", "100000 EUR"),
    ],
)
def test_the_most_of_one_award(language: str, text: str, expected: str) -> None:
    high, currency = expected.split()
    assert money(text, language) == (None, high, None, currency)


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "currency"),
    [
        ("en", "Grant: US $50,000 to $400,000", "50000", "400000", "USD"),
        ("en", "Between USD 250,000 and 450,000 is available for each partnership.", "250000", "450000", "USD"),
        ("es", "La ayuda va de $ 10,000 a $ 20,000 dólares canadienses por proyecto.", "10000", "20000", "CAD"),
        ("es", "Aportes de entre USD3.000 y USD10.000.", "3000", "10000", "USD"),
        ("fr", "Subvention de 5 000 € à 20 000 € par projet.", "5000", "20000", "EUR"),
        ("pt", "Bolsas entre R$ 200 mil e R$ 500 mil.", "200000", "500000", "BRL"),
        ("de", "Die Förderung liegt zwischen 10.000 Euro und 25.000 Euro.", "10000", "25000", "EUR"),
        ("en", "Each winning city will receive a USD 20,000 cash prize.", "20000", "20000", "USD"),
        ("en", "Grants will be at least US$5,000 and will not exceed US$9,000.", "5000", "9000", "USD"),
    ],
)
def test_ranges(language: str, text: str, low: str, high: str, currency: str) -> None:
    assert money(text, language) == (low, high, None, currency)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The total budget of the call is EUR 12 million.", "12000000 EUR"),
        ("es", "El presupuesto total de la convocatoria es de 2,4 millones de euros.", "2400000 EUR"),
        ("fr", "Enveloppe globale de 2,4 millions d'euros.", "2400000 EUR"),
        ("pt", "Ao todo, R$ 126 milhões.", "126000000 BRL"),
        ("de", "Insgesamt stehen 3 Mio. Euro zur Verfügung.", "3000000 EUR"),
    ],
)
def test_the_envelope(language: str, text: str, expected: str) -> None:
    total, currency = expected.split()
    assert money(text, language) == (None, None, total, currency)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The average grant is US$ 30,000."),
        ("en", "Open to firms with an annual turnover of up to EUR 2 million."),
        ("en", "Since 2015 the fund has supported 330 projects with US$ 93 million."),
        ("en", "Award: none. Ceiling: 0."),
        ("en", "Amount: Pending"),
        ("en", "Up to 57 projects in 12 countries, 2030 Agenda, 50% women."),
        ("es", "La contribución promedio es de $ 30,000 a $ 50,000 dólares canadienses."),
        ("es", "Empresas con ventas anuales de hasta 25.000 UF."),
        ("es", "En sus 22 años ha apoyado a 951 organizaciones con 4.080 millones de pesos."),
        ("fr", "Le montant total du projet doit être supérieur à 300 000 €."),
        ("fr", "Chiffre d'affaires maximum de 2 M€."),
        ("pt", "Organizações com receita anual de no máximo R$ 700 mil."),
        ("de", "Unternehmen mit einem Jahresumsatz von höchstens 10 Mio. Euro."),
        ("de", "Seit 2010 wurden 40 Vorhaben mit 12 Mio. Euro gefördert."),
    ],
)
def test_no_amount_of_this_call(language: str, text: str) -> None:
    assert money(text, language)[:3] == (None, None, None)


@pytest.mark.parametrize(
    ("currency", "text", "expected"),
    [
        (None, "Grants of up to $5,000 per project.", None),
        ("AUD", "Grants of up to $5,000 per project.", "AUD"),
        (None, "Grants of up to $5,000 per project for organizations in the United States.", "USD"),
        (None, "Grants of up to $5,000 per project; the fund holds CAD 90,000.", "CAD"),
    ],
)
def test_a_bare_dollar_sign(currency: str | None, text: str, expected: str | None) -> None:
    facts = read_facts(text, language="en", currency=currency)
    assert (facts.amount_max, facts.currency) == (Decimal(5000), expected)
    assert ("currency" in {d.field for d in facts.doubts}) is (expected is None)


def test_currencies_are_never_mixed() -> None:
    facts = read_facts("Up to USD 6,000 per project. The total budget is EUR 2 million.", language="en")
    assert (facts.amount_max, facts.currency, facts.amount_total) == (Decimal(6000), "USD", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Applicants must provide co-funding of at least 20%.", 20),
        ("Aporte propio de 10 % del costo.", 10),
        ("Der Eigenanteil beträgt mindestens 30 Prozent.", 30),
        ("Autofinancement de 25 %.", 25),
        ("Contrapartida mínima de 15%.", 15),
        ("More than 50% of members are women.", None),
        ("Cubre hasta el 50% de los costos.", 50),
    ],
)
def test_own_share(text: str, expected: int | None) -> None:
    assert read_facts(text).cofunding_percent == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Förderhöhe: 10.000–50.000 €", ("10000", "50000", None, "EUR")),
        (
            "de",
            "Die Fördermittel betragen insgesamt 15 Millionen Euro, pro Projekt max. 500 TEUR.",
            (None, "500000", "15000000", "EUR"),
        ),
        ("de", "Der Preis ist mit 10.000 Euro dotiert.", ("10000", "10000", None, "EUR")),
        ("de", "Der maximale Beitrag pro Projekt liegt bei 15.000 Euro.", (None, "15000", None, "EUR")),
        ("en", "We make 10 awards of $25,000 each (USD).", ("25000", "25000", None, "USD")),
        (
            "fr",
            "L'aide peut atteindre 50 000 euros par projet, pour une dépense minimale de 10 000 euros.",
            (None, "50000", None, "EUR"),
        ),
    ],
)
def test_sums_beside_each_other(language: str, text: str, expected: tuple[str | None, ...]) -> None:
    assert money(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # each of several prizes
        ("fr", "Premier prix : 1 500 €, deuxième prix : 800 €.", ("800", "1500", None, "EUR")),
        ("de", "Vergeben werden drei Preise: 5.000 Euro, 3.000 Euro und 2.000 Euro.", ("2000", "5000", None, "EUR")),
        ("en", "First prize: £1,500. Second prize: £500.", ("500", "1500", None, "GBP")),
        ("es", "Primer lugar: US$ 1.500. Segundo lugar: US$ 500.", ("500", "1500", None, "USD")),
        ("pt", "As equipas recebem 3 mil euros (1.º lugar) e 2 mil euros (2.º lugar).", ("2000", "3000", None, "EUR")),
        # what the winner gets
        ("pt", "O vencedor recebe 10 mil euros.", ("10000", "10000", None, "EUR")),
        ("es", "La ganadora recibe 10.000 euros.", ("10000", "10000", None, "EUR")),
        ("fr", "La lauréate reçoit 10 000 euros.", ("10000", "10000", None, "EUR")),
        ("de", "Vereine können sich um 10.000 Euro bewerben.", ("10000", "10000", None, "EUR")),
        # a range without a word before it
        ("de", "Die Förderung je Vorhaben beläuft sich auf 10.000 bis 50.000 Euro.", ("10000", "50000", None, "EUR")),
        ("es", "El aporte por proyecto es de 10.000 a 50.000 euros.", ("10000", "50000", None, "EUR")),
        # floor and cap
        ("fr", "Subvention minimale 10 000 €, maximale 50 000 €.", ("10000", "50000", None, "EUR")),
        ("fr", "L'aide n'excède pas 50 000 € par demande.", (None, "50000", None, "EUR")),
        # a cap on the share of the costs
        ("en", "The grant covers 80 % of total project costs, up to EUR 50,000.", (None, "50000", None, "EUR")),
        ("fr", "L'aide atteint 70 % des dépenses, dans la limite de 50 000 euros.", (None, "50000", None, "EUR")),
        ("de", "Gefördert werden 60 Prozent der Gesamtkosten, höchstens 50.000 Euro.", (None, "50000", None, "EUR")),
        ("es", "Se financia el 80 % del costo total del proyecto, hasta 50.000 euros.", (None, "50000", None, "EUR")),
        # a count is capped, not the sum
        ("pt", "Serão apoiados até 40 grupos com R$ 15 mil cada.", ("15000", "15000", None, "BRL")),
        ("es", "Se apoyará hasta 40 grupos con US$ 15.000 cada uno.", ("15000", "15000", None, "USD")),
        ("en", "Up to 40 groups will receive $15,000 USD each.", ("15000", "15000", None, "USD")),
        # the envelope
        ("fr", "Dotation globale : 600 000 CHF.", (None, None, "600000", "CHF")),
        # rounds that are over
        ("pt", "Na edição passada foram distribuídos R$ 450 mil.", (None, None, None, None)),
        ("es", "En la versión anterior se repartieron US$ 450.000 en total.", (None, None, None, None)),
        ("fr", "L'édition précédente était dotée de 450 000 euros au total.", (None, None, None, None)),
        ("de", "In der letzten Runde standen insgesamt 450.000 Euro bereit.", (None, None, None, None)),
        ("en", "In the last edition a total of EUR 450,000 was available.", (None, None, None, None)),
    ],
)
def test_sums_by_more_words(language: str, text: str, expected: tuple[str | None, ...]) -> None:
    assert money(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Taux de cofinancement : 90 %",
        "Tasa de cofinanciación: 85 %",
        "Taxa de cofinanciamento: 85%",
        "Co-financing rate: 80%",
        "EU co-financing: 75 %",
        "La cofinanciación de la UE asciende al 80 %.",
        "Förderquote: 75 %",
        "Kofinanzierungssatz: 90 %",
    ],
)
def test_a_rate_of_cofunding_is_not_the_applicant_s_share(text: str) -> None:
    assert read_facts(text).cofunding_percent is None


@pytest.mark.parametrize(
    "text",
    ["Le cofinancement demandé est de 20 %.", "Co-funding of at least 20% is required.", "Cofinanciación propia: 20 %"],
)
def test_cofunding_that_is_asked_for_is(text: str) -> None:
    assert read_facts(text).cofunding_percent == 20
