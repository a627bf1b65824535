/*
description: "El día con que calculan todas las vistas: el que se pida con SET VARIABLE as_of = DATE '2026-11-30', si no el del reloj, si no el de hoy en {{ here }}. Un día anterior a la primera publicación se rechaza: entonces no había catastro"
config: {materialized: view}
columns:
  - {name: day, data_type: DATE, description: Día con que calculan las vistas, data_tests: [not_null]}
*/
-- no function of ICU: clients without that extension (duckdb-wasm, R) bind no view that has one
WITH utc AS (SELECT make_timestamp(epoch_us(now())) AS moment),
here AS (SELECT moment + to_minutes((SELECT arg_max(minutes, from_utc) FROM local_time WHERE from_utc <= moment)) AS moment FROM utc)
SELECT
    CASE
        WHEN asked.day < c.first_on
            THEN error('as_of ' || strftime(asked.day, '%Y-%m-%d') || ': the catalogue begins on ' || strftime(c.first_on, '%Y-%m-%d')
                || '; ask for that day or a later one')::DATE
        ELSE coalesce(asked.day, c.as_of, h.moment::DATE)
    END AS day
FROM (SELECT getvariable('as_of')::DATE AS day) AS asked
CROSS JOIN (SELECT max(as_of) AS as_of, max(first_on) AS first_on FROM clock) AS c
CROSS JOIN here AS h
