/*
description: "Índice de búsqueda: las raíces de las palabras con que se halla cada convocatoria, y cuánto dice cada una de ella. La usa `catastro search` y el buscador del sitio; con SQL, levels[list_position(terms, 'agu')]"
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, unique, {relationships: {to: calls, field: call_id}}]}
  - {name: terms, data_type: "VARCHAR[]", description: "Raíces: sin tildes, sin plural ni género (agua, aguas: agu); con ~ delante, un concepto que varios idiomas nombran (~agua: agua, water, eau, Wasser)", data_tests: [not_null]}
  - {name: levels, data_type: "INTEGER[]", description: "Cuánto dice cada raíz, de 1 a 16, en el orden de terms", data_tests: [not_null]}
*/
SELECT call_id, terms, levels
FROM stage.search_index
