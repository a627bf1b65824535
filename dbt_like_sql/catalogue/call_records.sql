/*
description: "Registros: la convocatoria tal como la publica cada fuente, y el archivo que lo prueba"
constraints: [{type: primary_key, columns: [source_id, record_key]}]
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria a la que pertenece el registro, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: source_id, data_type: VARCHAR, description: Fuente, data_tests: [not_null, {relationships: {to: sources, field: source_id}}]}
  - {name: record_key, data_type: VARCHAR, description: Clave del registro en la fuente, data_tests: [not_null]}
  - {name: url, data_type: VARCHAR, description: Dirección del registro en la fuente}
  - {name: title, data_type: VARCHAR, description: Título que le da la fuente}
  - {name: first_seen_on, data_type: DATE, description: Primer día en que se vio, data_tests: [not_null]}
  - {name: last_seen_on, data_type: DATE, description: Último día en que se vio, data_tests: [not_null]}
  - {name: landing, data_type: VARCHAR, description: Carpeta de la recolección con la respuesta original}
*/
SELECT call_id, source_id, record_key, url, title, first_seen_on, last_seen_on, landing
FROM stage.call_records
