/*
description: "Identificadores retirados al unir convocatorias, cada uno con el que hoy vale"
columns:
  - {name: old_call_id, data_type: VARCHAR, description: Identificador retirado, data_tests: [not_null, unique]}
  - {name: call_id, data_type: VARCHAR, description: Identificador que hoy vale, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
*/
WITH RECURSIVE followed AS (
    SELECT old_call_id, call_id
    FROM stage.call_aliases
    UNION
    SELECT f.old_call_id, a.call_id
    FROM followed AS f
    JOIN stage.call_aliases AS a ON a.old_call_id = f.call_id
)
SELECT old_call_id, call_id
FROM followed
WHERE NOT EXISTS (SELECT 1 FROM stage.call_aliases AS a WHERE a.old_call_id = followed.call_id)
