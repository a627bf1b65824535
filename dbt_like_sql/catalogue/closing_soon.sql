/*
description: "Convocatorias que cierran en 14 días o menos, hoy incluido"
config: {materialized: view}
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, unique]}
  - {name: title, data_type: VARCHAR, description: "Título, en el idioma en que se publicó", data_tests: [not_null]}
  - {name: line_es, data_type: VARCHAR, description: "Una línea en español: tipo, materia, monto y fecha"}
  - {name: funder, data_type: VARCHAR, description: Financiador}
  - {name: call_type, data_type: VARCHAR, description: Tipo de convocatoria}
  - {name: next_deadline_on, data_type: DATE, description: Próximo plazo, data_tests: [not_null]}
  - {name: closes_at, data_type: TIMESTAMPTZ, description: "Hora de ese plazo, solo si la fuente la dice"}
  - {name: days_left, data_type: INTEGER, description: Días corridos hasta ese plazo, data_tests: [not_null]}
  - {name: working_days_left, data_type: INTEGER, description: Días hábiles hasta ese plazo, data_tests: [not_null]}
  - {name: amount_max, data_type: "DECIMAL(18,2)", description: "Monto máximo por proyecto, en la moneda de currency"}
  - {name: currency, data_type: VARCHAR, description: Moneda (ISO 4217)}
  - {name: url, data_type: VARCHAR, description: Dirección de la convocatoria}
*/
SELECT
    o.call_id,
    o.title,
    o.line_es,
    o.funder,
    o.call_type,
    o.next_deadline_on,
    o.closes_at,
    o.days_left,
    o.working_days_left,
    o.amount_max,
    o.currency,
    o.url
FROM open_calls AS o
WHERE o.status = 'closing_soon'
ORDER BY o.next_deadline_on, o.closes_at NULLS LAST, o.call_id
