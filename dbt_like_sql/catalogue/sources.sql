/*
description: "Fuentes: los sitios de donde se recoge, y cómo resultó la última vez"
columns:
  - {name: source_id, data_type: VARCHAR, description: Identificador de la fuente, data_tests: [not_null, unique]}
  - {name: name, data_type: VARCHAR, description: Nombre, data_tests: [not_null]}
  - {name: family, data_type: VARCHAR, description: Familia de la fuente}
  - {name: state, data_type: VARCHAR, description: "Situación: trial (a prueba), live (en uso), retired (retirada)", data_tests: [{accepted_values: {codes: source_state}}]}
  - name: verdict
    data_type: VARCHAR
    description: "Resultado de la última recolección: ok (completa), empty_confirmed (vacía, confirmado), incomplete (incompleta), malformed (ilegible), failed (fallida)"
    data_tests: [{accepted_values: {codes: crawl_verdict}}]
  - {name: checked_at, data_type: TIMESTAMPTZ, description: Momento de la última recolección}
  - {name: last_good_at, data_type: TIMESTAMPTZ, description: Momento de la última recolección buena}
  - {name: records, data_type: INTEGER, description: Registros de la última recolección}
  - {name: expected_min, data_type: INTEGER, description: Mínimo de registros que se espera}
  - {name: expected_max, data_type: INTEGER, description: Máximo de registros que se espera}
  - {name: note, data_type: VARCHAR, description: Por qué ese resultado}
  - {name: last_good_on, data_type: DATE, description: "Día al que corresponde la última recolección buena; lo que mostró entonces sigue publicado en la fuente"}
*/
SELECT
    source_id,
    name,
    family,
    state,
    verdict,
    checked_at,
    last_good_at,
    records,
    expected_min,
    expected_max,
    note,
    coalesce(last_good_on, (last_good_at AT TIME ZONE '{{ time_zone }}')::DATE) AS last_good_on
FROM stage.sources
