/*
description: "Hora de {{ here }}: minutos que hay que sumar a la hora UTC, desde cada cambio de hora. Con ella las vistas saben qué día es, sin la extensión ICU de DuckDB"
columns:
  - {name: from_utc, data_type: TIMESTAMP, description: "Desde cuándo rige, en UTC", data_tests: [not_null, unique]}
  - {name: minutes, data_type: INTEGER, description: "Minutos que se suman a UTC (negativos al oeste)", data_tests: [not_null]}
*/
SELECT from_utc, minutes FROM stage.local_time
