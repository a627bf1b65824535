/*
description: "El día con que calculan todas las vistas: el que se pida con SET VARIABLE as_of = DATE '2026-11-30', si no el del reloj, si no el de hoy en Santiago"
config: {materialized: view}
columns:
  - {name: day, data_type: DATE, description: Día con que calculan las vistas, data_tests: [not_null]}
*/
SELECT coalesce(getvariable('as_of'), (SELECT as_of FROM clock), (now() AT TIME ZONE 'America/Santiago')::DATE)::DATE AS day
