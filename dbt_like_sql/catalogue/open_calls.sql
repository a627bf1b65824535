/*
description: "Convocatorias a las que hoy se puede postular, o que no dicen plazo y siguen vigentes; la que cierra antes va primero"
config: {materialized: view}
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, unique]}
  - {name: title, data_type: VARCHAR, description: "Título, en el idioma en que se publicó", data_tests: [not_null]}
  - {name: line_es, data_type: VARCHAR, description: "Una línea en español: tipo, materia, monto y fecha"}
  - {name: funder, data_type: VARCHAR, description: Financiador}
  - {name: call_type, data_type: VARCHAR, description: Tipo de convocatoria}
  - {name: status, data_type: VARCHAR, description: "Estado: open (abierta), closing_soon (cierra en 14 días o menos), undated (sin plazo)", data_tests: [not_null]}
  - {name: next_deadline_on, data_type: DATE, description: Próximo plazo}
  - {name: days_left, data_type: INTEGER, description: Días corridos hasta ese plazo}
  - {name: working_days_left, data_type: INTEGER, description: Días hábiles hasta ese plazo}
  - {name: deadline_kind, data_type: VARCHAR, description: Forma de los plazos}
  - {name: amount_max, data_type: "DECIMAL(18,2)", description: "Monto máximo por proyecto, en la moneda de currency"}
  - {name: currency, data_type: VARCHAR, description: Moneda (ISO 4217)}
  - {name: amount_max_usd, data_type: "DECIMAL(18,2)", description: Monto máximo por proyecto en dólares de Estados Unidos}
  - {name: "{{ amount_column }}", data_type: "DECIMAL(20,0)", description: "Monto máximo por proyecto en {{ currency_name }}"}
  - {name: language, data_type: VARCHAR, description: Idioma}
  - {name: url, data_type: VARCHAR, description: Dirección de la convocatoria}
  - {name: funder_id, data_type: VARCHAR, description: Identificador del financiador}
  - {name: programme, data_type: VARCHAR, description: Programa al que pertenece}
  - {name: edition, data_type: VARCHAR, description: "Edición, tal como se nombra («2026»)"}
  - {name: call_references, data_type: "VARCHAR[]", description: Números oficiales con que el financiador la publica}
  - {name: summary, data_type: VARCHAR, description: "Resumen, en el idioma en que se publicó"}
  - {name: published_on, data_type: DATE, description: Día en que la fuente la publicó}
  - {name: opens_on, data_type: DATE, description: Día desde el que se puede postular}
  - {name: closes_on, data_type: DATE, description: "Día de cierre (último plazo), incluido; vacío si es permanente o no tiene plazo"}
  - {name: closes_at, data_type: TIMESTAMPTZ, description: "Hora del próximo plazo, solo si la fuente la dice"}
  - {name: amount_min, data_type: "DECIMAL(18,2)", description: "Monto mínimo por proyecto, en la moneda de currency"}
  - {name: amount_total, data_type: "DECIMAL(18,2)", description: "Monto total de la convocatoria, en la moneda de currency"}
  - {name: rate_on, data_type: DATE, description: "Día del tipo de cambio con que se pasó a dólares y {{ currency_name }} (el más antiguo de los que intervienen)"}
  - {name: cofunding_percent, data_type: "DECIMAL(5,2)", description: Porcentaje que debe aportar quien postula}
  - {name: applicant_types, data_type: "VARCHAR[]", description: Quiénes pueden postular según la fuente}
  - {name: places, data_type: "VARCHAR[]", description: "Países, regiones o grupos de países a los que se dirige"}
  - {name: min_population, data_type: INTEGER, description: Población mínima que exige al territorio}
  - {name: max_population, data_type: INTEGER, description: Población máxima que acepta}
  - {name: eligible, data_type: "VARCHAR[]", description: "Clases de postulante del territorio que pueden postular (el porqué está en eligibility)"}
  - {name: unclear, data_type: "VARCHAR[]", description: "Clases de postulante del territorio que quizá puedan, y hay que preguntar"}
  - {name: priorities, data_type: "VARCHAR[]", description: "Prioridades del territorio con que calza, la que mejor calza primero (las palabras están en matches)"}
  - {name: contact_page, data_type: VARCHAR, description: Página de contacto del financiador}
  - {name: before_applying, data_type: VARCHAR, description: Qué se necesita antes de postular}
  - {name: source_count, data_type: INTEGER, description: Cuántas fuentes la publican, data_tests: [not_null]}
  - {name: first_seen_on, data_type: DATE, description: Día en que el catastro la vio por primera vez, data_tests: [not_null]}
  - {name: changed_on, data_type: DATE, description: Día de su último cambio}
*/
WITH hours AS (
    SELECT call_id, closes_on, min(closes_at) AS closes_at
    FROM deadlines
    GROUP BY call_id, closes_on
),
who AS (
    SELECT
        call_id,
        list(applicant ORDER BY applicant) FILTER (outcome = 'eligible') AS eligible,
        list(applicant ORDER BY applicant) FILTER (outcome = 'unclear') AS unclear
    FROM eligibility
    GROUP BY call_id
),
fits AS (
    SELECT m.call_id, list(m.priority_id ORDER BY m.score DESC, p.weight DESC NULLS LAST, m.priority_id) AS priorities
    FROM matches AS m
    JOIN priorities AS p USING (priority_id)
    GROUP BY m.call_id
)
SELECT
    c.call_id,
    c.title,
    c.line_es,
    c.funder,
    c.call_type,
    s.status,
    s.next_deadline_on,
    s.days_left,
    s.working_days_left,
    c.deadline_kind,
    c.amount_max,
    c.currency,
    c.amount_max_usd,
    c.{{ amount_column }},
    c.language,
    c.url,
    c.funder_id,
    c.programme,
    c.edition,
    c.call_references,
    c.summary,
    c.published_on,
    c.opens_on,
    c.closes_on,
    h.closes_at,
    c.amount_min,
    c.amount_total,
    c.rate_on,
    c.cofunding_percent,
    c.applicant_types,
    c.places,
    c.min_population,
    c.max_population,
    w.eligible,
    w.unclear,
    f.priorities,
    p.contact_page,
    p.before_applying,
    c.source_count,
    c.first_seen_on,
    c.changed_on
FROM calls AS c
JOIN call_status AS s USING (call_id)
LEFT JOIN hours AS h ON h.call_id = c.call_id AND h.closes_on = s.next_deadline_on
LEFT JOIN who AS w ON w.call_id = c.call_id
LEFT JOIN fits AS f ON f.call_id = c.call_id
LEFT JOIN funders AS p ON p.funder_id = c.funder_id
WHERE s.status IN ('open', 'closing_soon', 'undated') AND c.call_type IS DISTINCT FROM 'award_notice'
ORDER BY s.next_deadline_on NULLS LAST, c.call_id
