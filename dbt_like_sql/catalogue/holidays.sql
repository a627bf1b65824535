/*
description: "Feriados de {{ country }}, con los que se cuentan los días hábiles"
columns:
  - {name: on_date, data_type: DATE, description: Día feriado, data_tests: [not_null, unique]}
  - {name: name, data_type: VARCHAR, description: Nombre del feriado, data_tests: [not_null]}
*/
SELECT on_date, string_agg(DISTINCT name, '; ' ORDER BY name) AS name
FROM stage.holidays
GROUP BY on_date
