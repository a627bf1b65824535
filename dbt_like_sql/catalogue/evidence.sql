/*
description: "Evidencia: en qué palabras de qué registro descansa cada valor leído de un texto, cómo se leyó y con qué certeza"
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: field, data_type: VARCHAR, description: Campo, data_tests: [not_null]}
  - {name: value, data_type: VARCHAR, description: "Valor que dice el texto (el de la convocatoria puede venir de otro registro)", data_tests: [not_null]}
  - {name: quote, data_type: VARCHAR, description: Palabras de la fuente}
  - {name: method, data_type: VARCHAR, description: "Cómo se leyó: rule (una regla), model (un modelo aprendido)", data_tests: [not_null, {accepted_values: {codes: evidence_method}}]}
  - {name: certainty, data_type: DOUBLE, description: "Probabilidad de que sea correcto, de 0 a 1; vacía si lo leyó una regla"}
  - {name: stated, data_type: VARCHAR, description: "Lo que la fuente declara en un campo propio, si lo hay: el texto lo confirma o lo contradice"}
  - {name: source_id, data_type: VARCHAR, description: Fuente, data_tests: [not_null]}
  - {name: record_key, data_type: VARCHAR, description: Clave del registro en la fuente, data_tests: [not_null]}
  - {name: landing, data_type: VARCHAR, description: "Recogida de la que viene, carpeta en landing/", data_tests: [not_null]}
*/
SELECT call_id, field, value, quote, method, certainty, stated, source_id, record_key, landing
FROM stage.evidence
