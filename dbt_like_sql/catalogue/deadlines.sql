/*
description: "Plazos: cada día en que cierra una convocatoria, en orden, con las palabras de la fuente"
constraints: [{type: primary_key, columns: [call_id, position]}]
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: position, data_type: INTEGER, description: "Orden del plazo; 1 es el primero", data_tests: [not_null]}
  - {name: closes_on, data_type: DATE, description: "Día de cierre según la fuente, incluido", data_tests: [not_null]}
  - {name: closes_at, data_type: TIMESTAMPTZ, description: "Hora de cierre, solo si la fuente la dice"}
  - {name: timezone, data_type: VARCHAR, description: "Huso horario, tal como lo da la fuente («Europe/Brussels», «+04:30»)"}
  - {name: stage, data_type: INTEGER, description: "Etapa (1 o 2) en las convocatorias de dos etapas"}
  - {name: quote, data_type: VARCHAR, description: Palabras de la fuente}
*/
SELECT call_id, position, closes_on, closes_at, timezone, stage, quote
FROM stage.deadlines
