/*
description: "Hitos del proyecto: para cuándo están previstos, cuándo se cumplieron y cómo van (territory/milestones.yaml)"
config: {materialized: view}
columns:
  - {name: position, data_type: INTEGER, description: Orden, data_tests: [not_null]}
  - {name: milestone_id, data_type: VARCHAR, description: Identificador, data_tests: [not_null, unique]}
  - {name: name_es, data_type: VARCHAR, description: Qué se prometió, data_tests: [not_null]}
  - {name: name_en, data_type: VARCHAR, description: Lo mismo en inglés}
  - {name: planned_on, data_type: DATE, description: Día previsto, data_tests: [not_null]}
  - {name: done_on, data_type: DATE, description: "Día en que se cumplió, dicho por una persona"}
  - {name: state, data_type: VARCHAR, description: "done (cumplido), late (atrasado), ahead (por venir)", data_tests: [not_null, {accepted_values: {values: [done, late, ahead]}}]}
  - {name: evidence, data_type: VARCHAR, description: Con qué se prueba o qué falta}
  - {name: measure, data_type: VARCHAR, description: "Indicador que dice cuánto va; véase measures"}
  - {name: reached, data_type: DOUBLE, description: "Cuánto va de ese indicador, sumado desde el primer mes"}
  - {name: target, data_type: DOUBLE, description: A cuánto debe llegar}
*/
SELECT
    m.position, m.milestone_id, m.name_es, m.name_en, m.planned_on,
    CASE WHEN m.done_on <= t.day THEN m.done_on END AS done_on,
    CASE WHEN m.done_on <= t.day THEN 'done' WHEN m.planned_on < t.day THEN 'late' ELSE 'ahead' END AS state,
    m.evidence, m.measure,
    (
        SELECT sum(i.value) FROM indicators AS i
        WHERE i.measure = m.measure AND i.dimension = 'region' AND i.month <= t.day
    ) AS reached,
    m.target
FROM milestone_plan AS m
CROSS JOIN today AS t
