/*
description: "Convocatorias nuevas desde el lunes anterior: las del informe de esta semana, y las que ya esperan el de la próxima. Las cerradas y retiradas no están"
config: {materialized: view}
columns:
  - {name: week, data_type: VARCHAR, description: "Semana (ISO) del informe al que pertenece: la del lunes en que se hace", data_tests: [not_null]}
  - {name: published_on, data_type: DATE, description: Día de la primera publicación del catastro que la trajo, data_tests: [not_null]}
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, unique]}
  - {name: title, data_type: VARCHAR, description: "Título, en el idioma en que se publicó", data_tests: [not_null]}
  - {name: line_es, data_type: VARCHAR, description: "Una línea en español: tipo, materia, monto y fecha"}
  - {name: funder, data_type: VARCHAR, description: Financiador}
  - {name: call_type, data_type: VARCHAR, description: Tipo de convocatoria}
  - {name: status, data_type: VARCHAR, description: Estado (véase call_status), data_tests: [not_null]}
  - {name: next_deadline_on, data_type: DATE, description: Próximo plazo}
  - {name: days_left, data_type: INTEGER, description: Días corridos hasta ese plazo}
  - {name: amount_max, data_type: "DECIMAL(18,2)", description: "Monto máximo por proyecto, en la moneda de currency"}
  - {name: currency, data_type: VARCHAR, description: Moneda (ISO 4217)}
  - {name: url, data_type: VARCHAR, description: Dirección de la convocatoria}
*/
WITH days AS (
    SELECT DISTINCT p.as_of
    FROM publications AS p
    JOIN today AS t ON p.as_of <= t.day
),
arrivals AS (
    -- a day that failed to publish hands its calls to the next that did
    SELECT c.call_id, coalesce(d.as_of, c.first_seen_on) AS published_on
    FROM calls AS c
    ASOF LEFT JOIN days AS d ON c.first_seen_on <= d.as_of
)
SELECT
    strftime(date_trunc('week', a.published_on - 1)::DATE + 7, '%G-W%V') AS week,
    a.published_on,
    c.call_id,
    c.title,
    c.line_es,
    c.funder,
    c.call_type,
    s.status,
    s.next_deadline_on,
    s.days_left,
    c.amount_max,
    c.currency,
    c.url
FROM arrivals AS a
CROSS JOIN today AS t
JOIN calls AS c USING (call_id)
JOIN call_status AS s USING (call_id)
WHERE a.published_on > date_trunc('week', t.day)::DATE - 7
    AND a.published_on <= t.day
    AND s.status NOT IN ('closed', 'withdrawn')
ORDER BY a.published_on DESC, c.call_id
