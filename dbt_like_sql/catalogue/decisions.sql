/*
description: "Lo que cada perfil decidió de cada convocatoria, con su historia: una fila por decisión (territory/decisions.csv, que escribe `catastro decisions`)"
columns:
  - {name: profile_id, data_type: VARCHAR, description: "Perfil que decidió, como municipality-13101", data_tests: [not_null]}
  - {name: call_id, data_type: VARCHAR, description: "Convocatoria; si se unió a otra, la que vive", data_tests: [not_null]}
  - {name: decision, data_type: VARCHAR, description: "Decisión: follow (seguir), dismiss (descartar); vacía si se anuló", data_tests: [{accepted_values: {codes: choice}}]}
  - name: state
    data_type: VARCHAR
    description: "En qué está la postulación: preparing (en preparación), submitted (presentada), won (ganada), lost (perdida), abandoned (abandonada)"
    data_tests: [{accepted_values: {codes: application_state}}]
  - {name: responsible, data_type: VARCHAR, description: Quién quedó a cargo}
  - {name: decided_on, data_type: DATE, description: Día en que se decidió, data_tests: [not_null]}
  - {name: seen_on, data_type: DATE, description: Día del informe en que se vio, data_tests: [not_null]}
  - {name: stands, data_type: BOOLEAN, description: "Si es la que rige: la última de ese perfil sobre esa convocatoria, y no anulada", data_tests: [not_null]}
*/
SELECT
    profile_id,
    coalesce(a.call_id, d.call_id) AS call_id,
    decision,
    state,
    responsible,
    decided_on,
    seen_on,
    row_number() OVER (PARTITION BY profile_id, coalesce(a.call_id, d.call_id) ORDER BY position DESC) = 1
    AND (decision IS NOT NULL OR state IS NOT NULL OR responsible IS NOT NULL) AS stands
FROM stage.decisions AS d
LEFT JOIN call_aliases AS a ON a.old_call_id = d.call_id
