/*
description: "Los hitos como están escritos en territory/milestones.yaml; con su estado, en milestones"
columns:
  - {name: position, data_type: INTEGER, description: Orden, data_tests: [not_null]}
  - {name: milestone_id, data_type: VARCHAR, description: Identificador, data_tests: [not_null, unique]}
  - {name: name_es, data_type: VARCHAR, description: Qué se prometió, data_tests: [not_null]}
  - {name: name_en, data_type: VARCHAR, description: Lo mismo en inglés}
  - {name: planned_on, data_type: DATE, description: Día previsto, data_tests: [not_null]}
  - {name: done_on, data_type: DATE, description: "Día en que se cumplió, dicho por una persona"}
  - {name: evidence, data_type: VARCHAR, description: Con qué se prueba o qué falta}
  - {name: measure, data_type: VARCHAR, description: Indicador que dice cuánto va, data_tests: [{relationships: {to: measures, field: measure}}]}
  - {name: target, data_type: DOUBLE, description: A cuánto debe llegar}
*/
SELECT position, milestone_id, name_es, name_en, planned_on, done_on, evidence, measure, target
FROM stage.milestones
