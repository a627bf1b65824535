/*
description: "Calces: cuánto responde una convocatoria a una prioridad, con la evidencia. Los que no calzan no están"
constraints: [{type: primary_key, columns: [call_id, priority_id]}]
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: priority_id, data_type: VARCHAR, description: Prioridad, data_tests: [not_null, {relationships: {to: priorities, field: priority_id}}]}
  - {name: score, data_type: DOUBLE, description: "Puntaje de 0 a 1, comparable entre idiomas y prioridades", data_tests: [not_null]}
  - {name: grade, data_type: INTEGER, description: "Grado: 2 (trata de eso), 1 (lo toca)", data_tests: [not_null, {accepted_values: {values: [1, 2]}}]}
  - {name: terms, data_type: "VARCHAR[]", description: Términos hallados}
  - {name: quote, data_type: VARCHAR, description: La frase que más se acerca}
*/
SELECT call_id, priority_id, score, grade, terms, quote
FROM stage.matches
WHERE grade > 0
