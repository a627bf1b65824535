/*
description: "Fondos: los programas estables cuyas ediciones son convocatorias, y cuándo se espera la próxima"
columns:
  - {name: fund_id, data_type: VARCHAR, description: Identificador del fondo, data_tests: [not_null, unique]}
  - {name: name, data_type: VARCHAR, description: Nombre del fondo, data_tests: [not_null]}
  - {name: funder_id, data_type: VARCHAR, description: Financiador, data_tests: [{relationships: {to: funders, field: funder_id}}]}
  - {name: call_count, data_type: INTEGER, description: Cuántas convocatorias suyas hay en el catastro}
  - {name: first_edition, data_type: VARCHAR, description: Primera edición conocida}
  - {name: last_edition, data_type: VARCHAR, description: Última edición conocida}
  - {name: next_opening_from, data_type: DATE, description: "Próxima apertura esperada: desde"}
  - {name: next_opening_to, data_type: DATE, description: "Próxima apertura esperada: hasta"}
  - {name: confidence, data_type: DOUBLE, description: "Confianza en esa espera, de 0 a 1"}
*/
SELECT fund_id, name, funder_id, call_count, first_edition, last_edition, next_opening_from, next_opening_to, confidence
FROM stage.funds
