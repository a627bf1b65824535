/*
description: "Lo que pasó con la edición anterior: por cada convocatoria y perfil, cómo terminó su última postulación a otra edición del mismo fondo"
config: {materialized: view}
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null]}
  - {name: profile_id, data_type: VARCHAR, description: Perfil, data_tests: [not_null]}
  - {name: earlier_call_id, data_type: VARCHAR, description: La convocatoria de la edición anterior, data_tests: [not_null]}
  - {name: edition, data_type: VARCHAR, description: "Edición, tal como se nombra"}
  - {name: state, data_type: VARCHAR, description: "Cómo terminó: won (adjudicada), lost (no adjudicada), withdrawn (desistida); submitted (enviada) donde aún no se sabe", data_tests: [not_null, {accepted_values: {values: [won, lost, withdrawn, submitted]}}]}
  - {name: "{{ own_column }}", data_type: "DECIMAL(20,0)", description: "Monto pedido o ganado, en {{ currency_name }}"}
  - {name: decided_on, data_type: DATE, description: Día en que se dijo, data_tests: [not_null]}
  - {name: why, data_type: VARCHAR, description: "Por qué, en palabras de quien lo dijo"}
*/
SELECT
    c.call_id,
    a.profile_id,
    a.call_id AS earlier_call_id,
    e.edition,
    a.state,
    a.{{ own_column }},
    a.decided_on,
    a.why
FROM applications AS a
JOIN calls AS e USING (call_id)
JOIN calls AS c ON c.fund_id = e.fund_id AND c.call_id <> e.call_id
WHERE a.stands AND a.state IN ('won', 'lost', 'withdrawn', 'submitted')
QUALIFY row_number() OVER (
    PARTITION BY c.call_id, a.profile_id ORDER BY a.state = 'submitted', a.decided_on DESC, a.call_id DESC
) = 1
