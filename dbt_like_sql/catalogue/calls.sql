/*
description: "Convocatorias: una fila por llamado a postular, lo publiquen una o varias fuentes. Lo que ninguna fuente dijo queda vacío. El estado se calcula al preguntar: véase call_status"
columns:
  - {name: call_id, data_type: VARCHAR, description: "Identificador de la convocatoria, para siempre; si se unió a otra, véase call_aliases", data_tests: [not_null, unique]}
  - {name: fund_id, data_type: VARCHAR, description: Fondo del que esta convocatoria es una edición, data_tests: [{relationships: {to: funds, field: fund_id}}]}
  - {name: title, data_type: VARCHAR, description: "Título, en el idioma en que se publicó", data_tests: [not_null]}
  - {name: language, data_type: VARCHAR, description: "Idioma del título y del resumen (código de dos letras: es, en, fr, pt, de)"}
  - {name: summary, data_type: VARCHAR, description: "Resumen, en el idioma en que se publicó"}
  - {name: line_es, data_type: VARCHAR, description: "Una línea en español: tipo, materia, monto y fecha"}
  - {name: funder_id, data_type: VARCHAR, description: Identificador del financiador, data_tests: [{relationships: {to: funders, field: funder_id}}]}
  - {name: funder, data_type: VARCHAR, description: "Financiador: quien paga"}
  - {name: programme, data_type: VARCHAR, description: Programa al que pertenece}
  - {name: edition, data_type: VARCHAR, description: "Edición, tal como se nombra («2026»)"}
  - {name: call_references, data_type: "VARCHAR[]", description: Números oficiales con que el financiador la publica}
  - name: call_type
    data_type: VARCHAR
    description: "Tipo: grant (subvención), prize (premio), technical_assistance (asistencia técnica), loan (préstamo), equity (capital), fellowship (beca), tender (licitación), award_notice (adjudicación), other (otro)"
    data_tests: [{accepted_values: {codes: call_type}}]
  - {name: published_on, data_type: DATE, description: Día en que la fuente la publicó}
  - {name: opens_on, data_type: DATE, description: Día desde el que se puede postular}
  - {name: closes_on, data_type: DATE, description: "Día de cierre (último plazo), incluido; vacío si es permanente o no tiene plazo. Todos los plazos están en deadlines"}
  - {name: closes_at, data_type: TIMESTAMPTZ, description: "Hora del último cierre, solo si la fuente la dice"}
  - name: deadline_kind
    data_type: VARCHAR
    description: "Forma de los plazos: fixed (uno), multiple (varios cortes), two_stage (dos etapas), rolling (permanente), none (sin plazo)"
    data_tests: [{accepted_values: {codes: deadline_kind}}]
  - name: stated_status
    data_type: VARCHAR
    description: "Estado que declara la fuente, como evidencia: forecast (anunciada), open (abierta), closed (cerrada), withdrawn (retirada)"
    data_tests: [{accepted_values: {codes: stated_status}}]
  - {name: stated_on, data_type: DATE, description: Día en que la fuente declaró ese estado}
  - {name: amount_min, data_type: "DECIMAL(18,2)", description: "Monto mínimo por proyecto, en la moneda de currency"}
  - {name: amount_max, data_type: "DECIMAL(18,2)", description: "Monto máximo por proyecto, en la moneda de currency"}
  - {name: amount_total, data_type: "DECIMAL(18,2)", description: "Monto total de la convocatoria, en la moneda de currency"}
  - {name: currency, data_type: VARCHAR, description: "Moneda de los montos (ISO 4217). No se suman monedas distintas"}
  - {name: amount_max_usd, data_type: "DECIMAL(18,2)", description: "Monto máximo por proyecto en dólares de Estados Unidos, para comparar; vacío si no hay tipo de cambio"}
  - {name: "{{ amount_column }}", data_type: "DECIMAL(20,0)", description: "Monto máximo por proyecto en {{ currency_name }}, para comparar; vacío si no hay tipo de cambio"}
  - {name: rate_on, data_type: DATE, description: Día del tipo de cambio usado (el más antiguo de los que intervienen)}
  - {name: cofunding_percent, data_type: "DECIMAL(5,2)", description: Porcentaje que debe aportar quien postula}
  - {name: applicant_types, data_type: "VARCHAR[]", description: "Quiénes pueden postular según la fuente: local_government, regional_government, national_government, ngo, university, research, sme, company, individual, international_org, any"}
  - {name: places, data_type: "VARCHAR[]", description: "Países, regiones o grupos de países a los que se dirige"}
  - {name: min_population, data_type: INTEGER, description: Población mínima que exige al territorio}
  - {name: max_population, data_type: INTEGER, description: Población máxima que acepta}
  - {name: url, data_type: VARCHAR, description: Dirección de la convocatoria}
  - {name: source_count, data_type: INTEGER, description: Cuántas fuentes la publican, data_tests: [not_null]}
  - {name: first_seen_on, data_type: DATE, description: Día en que el catastro la vio por primera vez, data_tests: [not_null]}
  - {name: last_seen_on, data_type: DATE, description: Último día en que alguna fuente la mostraba, data_tests: [not_null]}
  - {name: changed_on, data_type: DATE, description: Día de su último cambio}
  - {name: withdrawn_on, data_type: DATE, description: "Día en que se retiró: por palabra de la fuente, o por faltar en dos listados completos"}
*/
WITH money AS (
    SELECT
        c.call_id,
        c.amount_max::DOUBLE / own.per_usd AS usd,
        CASE c.currency WHEN '{{ currency }}' THEN c.amount_max::DOUBLE ELSE c.amount_max::DOUBLE / own.per_usd * home.per_usd END AS own,
        least(CASE WHEN c.currency <> 'USD' THEN own.rules_from END, home.rules_from) AS rate_on
    FROM stage.calls AS c
    CROSS JOIN today AS t
    LEFT JOIN staging.rates AS own
        ON own.currency = c.currency AND own.rules_from <= t.day AND (own.rules_until > t.day OR own.rules_until IS NULL)
    LEFT JOIN staging.rates AS home
        ON home.currency = '{{ currency }}' AND home.rules_from <= t.day AND (home.rules_until > t.day OR home.rules_until IS NULL)
    WHERE c.amount_max IS NOT NULL AND own.per_usd IS NOT NULL
),
sources_of AS (
    SELECT call_id, count(DISTINCT source_id)::INTEGER AS source_count
    FROM stage.call_records
    GROUP BY call_id
)
SELECT
    c.call_id,
    c.fund_id,
    c.title,
    c.language,
    c.summary,
    c.line_es,
    c.funder_id,
    c.funder,
    c.programme,
    c.edition,
    c.call_references,
    c.call_type,
    c.published_on,
    c.opens_on,
    CASE WHEN c.deadline_kind IN ('rolling', 'none') THEN NULL ELSE l.closes_on END AS closes_on,
    CASE WHEN c.deadline_kind IN ('rolling', 'none') THEN NULL ELSE l.closes_at END AS closes_at,
    c.deadline_kind,
    c.stated_status,
    c.stated_on,
    c.amount_min,
    c.amount_max,
    c.amount_total,
    c.currency,
    round(m.usd, 2)::DECIMAL(18, 2) AS amount_max_usd,
    round(m.own)::DECIMAL(20, 0) AS {{ amount_column }},
    m.rate_on,
    c.cofunding_percent,
    c.applicant_types,
    c.places,
    c.min_population,
    c.max_population,
    c.url,
    coalesce(s.source_count, 0) AS source_count,
    c.first_seen_on,
    c.last_seen_on,
    c.changed_on,
    c.withdrawn_on
FROM stage.calls AS c
LEFT JOIN core.closings AS l USING (call_id)
LEFT JOIN money AS m USING (call_id)
LEFT JOIN sources_of AS s USING (call_id)
