/*
description: Los meses que el catastro ha visto y que aún no están cerrados en la historia, con su primer y último día
columns:
  - {name: month, data_type: DATE, description: Primer día del mes, data_tests: [not_null, unique]}
  - {name: ends_on, data_type: DATE, description: Último día del mes, data_tests: [not_null]}
*/
SELECT
    m.month::DATE AS month,
    last_day(m.month)::DATE AS ends_on
FROM (
    SELECT unnest(generate_series(date_trunc('month', coalesce(c.first_on, t.day)), t.day::TIMESTAMP, INTERVAL 1 MONTH)) AS month
    FROM catalogue.today AS t
    CROSS JOIN catalogue.clock AS c
) AS m
WHERE m.month::DATE NOT IN (SELECT i.month FROM stage.indicators AS i)
