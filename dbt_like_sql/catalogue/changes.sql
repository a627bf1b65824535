/*
description: "Cambios de convocatorias ya publicadas. Una convocatoria nueva no es un cambio, ni lo es un estado que cambió por el paso del tiempo"
columns:
  - {name: changed_on, data_type: DATE, description: Día en que se publicó el cambio, data_tests: [not_null]}
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null]}
  - {name: field, data_type: VARCHAR, description: Campo que cambió, data_tests: [not_null]}
  - {name: old_value, data_type: VARCHAR, description: Valor anterior}
  - {name: new_value, data_type: VARCHAR, description: Valor nuevo}
  - name: cause
    data_type: VARCHAR
    description: "Causa: source (la fuente), rules (nuestras reglas), territory (el territorio), merge (una unión de convocatorias)"
    data_tests: [not_null, {accepted_values: {codes: cause}}]
  - {name: matters, data_type: BOOLEAN, description: "Si importa a quien postula: plazos, montos, postulantes, lugares, estado declarado o retiro", data_tests: [not_null]}
*/
SELECT
    changed_on,
    call_id,
    field,
    -- what was kept before texts were cleaned as they came in
    regexp_replace(old_value, '[\x00-\x08\x0e-\x1f\x7f-\x9f\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{feff}]', '', 'g') AS old_value,
    regexp_replace(new_value, '[\x00-\x08\x0e-\x1f\x7f-\x9f\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{feff}]', '', 'g') AS new_value,
    cause,
    matters
FROM stage.changes
