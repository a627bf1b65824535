/*
description: "Salud de las fuentes: qué tan al día está lo que el catastro muestra de cada una"
config: {materialized: view}
columns:
  - {name: source_id, data_type: VARCHAR, description: Fuente, data_tests: [not_null, unique]}
  - {name: name, data_type: VARCHAR, description: Nombre, data_tests: [not_null]}
  - {name: family, data_type: VARCHAR, description: Familia de la fuente}
  - {name: state, data_type: VARCHAR, description: "Situación: trial (a prueba), live (en uso), retired (retirada)"}
  - {name: verdict, data_type: VARCHAR, description: Resultado de la última recolección}
  - {name: checked_at, data_type: TIMESTAMPTZ, description: Momento de la última recolección}
  - {name: last_good_at, data_type: TIMESTAMPTZ, description: Momento de la última recolección buena}
  - {name: age_days, data_type: INTEGER, description: Días desde la última recolección buena}
  - {name: records, data_type: INTEGER, description: Registros de la última recolección}
  - {name: expected_min, data_type: INTEGER, description: Mínimo de registros que se espera}
  - {name: expected_max, data_type: INTEGER, description: Máximo de registros que se espera}
  - {name: in_range, data_type: BOOLEAN, description: Si los registros están entre el mínimo y el máximo que se espera}
  - {name: prose_checked, data_type: BIGINT, description: "Fechas y montos que la fuente declara en un campo y que su propio texto también dice", data_tests: [not_null]}
  - {name: prose_differs, data_type: BIGINT, description: "De ellos, en cuántos el texto dice otra cosa que el campo: la fuente se contradice o se lee mal", data_tests: [not_null]}
  - {name: line_es, data_type: VARCHAR, description: "Una línea en español que lo resume", data_tests: [not_null]}
*/
WITH aged AS (
    SELECT
        s.*,
        (t.day - s.last_good_on)::INTEGER AS age_days,
        s.records BETWEEN s.expected_min AND s.expected_max AS in_range
    FROM sources AS s
    CROSS JOIN today AS t
),
aligned AS (
    SELECT source_id, count(*) AS prose_checked, count(*) FILTER (value <> stated) AS prose_differs
    FROM evidence
    WHERE stated IS NOT NULL
    GROUP BY source_id
)
SELECT
    source_id,
    name,
    family,
    state,
    verdict,
    checked_at,
    last_good_at,
    age_days,
    records,
    expected_min,
    expected_max,
    in_range,
    coalesce(prose_checked, 0) AS prose_checked,
    coalesce(prose_differs, 0) AS prose_differs,
    CASE
        WHEN verdict IS NULL THEN 'Aún no se ha recogido'
        ELSE CASE verdict
            WHEN 'ok' THEN 'Recolección completa'
            WHEN 'empty_confirmed' THEN 'La fuente no publica nada por ahora, confirmado'
            WHEN 'incomplete' THEN 'Recolección incompleta'
            WHEN 'malformed' THEN 'Respuesta ilegible'
            WHEN 'failed' THEN 'Recolección fallida'
        END
        || coalesce(': ' || records || CASE records WHEN 1 THEN ' registro' ELSE ' registros' END, '')
        || CASE WHEN in_range THEN '' ELSE coalesce(' (se esperaban de ' || expected_min || ' a ' || expected_max || ')', '') END
    END || '. ' || CASE
        WHEN last_good_on IS NULL THEN 'Nunca ha habido una buena'
        WHEN age_days <= 0 THEN 'Al día'
        WHEN age_days = 1 THEN 'La última buena es de ayer'
        ELSE 'La última buena es de hace ' || age_days || ' días (' || strftime(last_good_on, '%d-%m-%Y') || ')'
    END || '.' || CASE WHEN verdict IN ('ok', 'empty_confirmed') OR note IS NULL THEN '' ELSE ' ' || note END
    || CASE WHEN prose_differs > 0 THEN ' En ' || prose_differs || ' de ' || prose_checked
        || ' fechas y montos su texto dice otra cosa que su campo.' ELSE '' END AS line_es
FROM aged
LEFT JOIN aligned USING (source_id)
ORDER BY state = 'retired', verdict IN ('ok', 'empty_confirmed'), source_id
