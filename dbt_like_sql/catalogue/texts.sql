/*
description: "Textos: la prosa entera de cada registro, en su idioma, para buscar en ella"
constraints: [{type: primary_key, columns: [source_id, record_key]}]
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: source_id, data_type: VARCHAR, description: Fuente, data_tests: [not_null]}
  - {name: record_key, data_type: VARCHAR, description: Clave del registro en la fuente, data_tests: [not_null]}
  - {name: language, data_type: VARCHAR, description: Idioma del texto (código de dos letras)}
  - {name: text, data_type: VARCHAR, description: El texto entero, data_tests: [not_null]}
*/
SELECT call_id, source_id, record_key, language, text
FROM stage.texts
