/*
description: "Calidad: qué dio cada chequeo de este catastro antes de publicarlo. Un error o un chequeo que no se pudo hacer impide publicar; una advertencia no"
columns:
  - {name: table_name, data_type: VARCHAR, description: "Tabla o vista que se revisó; vacío si el chequeo cruza varias", data_tests: [not_null]}
  - {name: column_name, data_type: VARCHAR, description: "Columna que se revisó; vacío si se revisaron las filas", data_tests: [not_null]}
  - {name: check_name, data_type: VARCHAR, description: "Chequeo: los values_…, rows_at_least y fall_of_… son las reglas de la compuerta; los demás, las pruebas de cada tabla", data_tests: [not_null]}
  - {name: severity, data_type: VARCHAR, description: "Gravedad: error (impide publicar), warn (advertencia)", data_tests: [not_null, {accepted_values: {codes: severity}}]}
  - {name: outcome, data_type: VARCHAR, description: "Resultado: passed (pasó), failed (halló filas malas), broken (no se pudo hacer: nada se sabe)", data_tests: [not_null, {accepted_values: {codes: check_outcome}}]}
  - {name: failing_rows, data_type: INTEGER, description: Cuántas filas fallan, data_tests: [not_null]}
  - {name: example, data_type: VARCHAR, description: Una de ellas}
  - {name: note, data_type: VARCHAR, description: "Por qué importa, o por qué no se pudo hacer"}
*/
SELECT table_name, column_name, check_name, severity, outcome, failing_rows, example, note
FROM stage.quality_results
