/*
description: El último cierre de cada convocatoria que tiene alguno
columns:
  - {name: call_id, data_type: VARCHAR, description: Identificador de la convocatoria, data_tests: [not_null, unique]}
  - {name: closes_on, data_type: DATE, description: Día del último plazo, data_tests: [not_null]}
  - {name: closes_at, data_type: TIMESTAMPTZ, description: "Hora del último plazo, solo si la fuente la dice"}
*/
SELECT
    call_id,
    max(closes_on) AS closes_on,
    arg_max(closes_at, (closes_on, position)) AS closes_at
FROM (SELECT call_id, closes_on, closes_at, position, max(closes_on) OVER (PARTITION BY call_id) AS last_on FROM stage.deadlines)
WHERE closes_on = last_on
GROUP BY call_id
