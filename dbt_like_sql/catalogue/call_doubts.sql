/*
description: "Dudas: lo que no se entendió o se contradice en una convocatoria, con las palabras que la causaron"
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: field, data_type: VARCHAR, description: Campo en duda, data_tests: [not_null]}
  - {name: value, data_type: VARCHAR, description: Valor que quedó en el catastro}
  - {name: other_value, data_type: VARCHAR, description: Otro valor posible}
  - {name: quote, data_type: VARCHAR, description: Palabras de la fuente}
*/
SELECT call_id, field, value, other_value, quote
FROM stage.call_doubts
