/*
description: "Postulaciones, con su historia: una fila por cada vez que un perfil dijo en qué está con una convocatoria, por la planilla, un formulario o catastro decide (territory/decisions.csv). Dos respuestas que se contradicen están ambas; rige la última"
constraints: [{type: primary_key, columns: [position]}]
columns:
  - {name: position, data_type: INTEGER, description: "Línea de territory/decisions.csv, sin contar la primera: las que siguen son posteriores", data_tests: [not_null, unique]}
  - {name: profile_id, data_type: VARCHAR, description: "Perfil, como municipality-13101", data_tests: [not_null]}
  - {name: call_id, data_type: VARCHAR, description: "Convocatoria; si se unió a otra, la que vive", data_tests: [not_null]}
  - name: state
    data_type: VARCHAR
    description: "En qué está: followed (seguida), dismissed (descartada), preparing (en preparación), submitted (enviada), won (adjudicada), lost (no adjudicada), withdrawn (desistida); vacío si se anuló"
    data_tests: [{accepted_values: {codes: application_stage}}]
  - {name: "{{ own_column }}", data_type: "DECIMAL(20,0)", description: "Monto pedido o, una vez adjudicada, ganado, en {{ currency_name }}; vacío si nadie lo dijo"}
  - {name: responsible, data_type: VARCHAR, description: Oficina a cargo}
  - {name: partners, data_type: VARCHAR, description: "Con quiénes, separados por punto y coma"}
  - {name: who, data_type: VARCHAR, description: Quién lo dijo}
  - {name: why, data_type: VARCHAR, description: "Por qué, en sus palabras"}
  - {name: road, data_type: VARCHAR, description: "Por dónde llegó: spreadsheet (planilla), form (formulario), command (catastro decide)", data_tests: [{accepted_values: {codes: decision_road}}]}
  - {name: decided_on, data_type: DATE, description: Día en que se dijo, data_tests: [not_null]}
  - {name: seen_on, data_type: DATE, description: Día de la publicación que tenía a la vista, data_tests: [not_null]}
  - {name: stands, data_type: BOOLEAN, description: "Si es la que rige: la última de ese perfil sobre esa convocatoria, y no anulada", data_tests: [not_null]}
  - {name: disputed, data_type: "VARCHAR[]", description: "En qué campos la contradice otra respuesta, dadas ambas sin saber de la otra y aún sin zanjar: stage, responsible, amount, partners", data_tests: [not_null]}
*/
WITH said AS (
    SELECT
        d.* EXCLUDE (call_id, state),
        coalesce(a.call_id, d.call_id) AS call_id,
        coalesce(
            CASE d.state WHEN 'abandoned' THEN 'withdrawn' ELSE d.state END,
            CASE d.decision WHEN 'follow' THEN 'followed' WHEN 'dismiss' THEN 'dismissed' END
        ) AS state
    FROM stage.decisions AS d
    LEFT JOIN call_aliases AS a ON a.old_call_id = d.call_id
)
SELECT
    position,
    profile_id,
    call_id,
    state,
    amount AS {{ own_column }},
    responsible,
    partners,
    who,
    why,
    road,
    decided_on,
    seen_on,
    row_number() OVER (PARTITION BY profile_id, call_id ORDER BY position DESC) = 1
    AND (state IS NOT NULL OR responsible IS NOT NULL OR amount IS NOT NULL OR partners IS NOT NULL) AS stands,
    coalesce(disputed, []) AS disputed
FROM said
