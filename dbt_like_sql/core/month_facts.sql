/*
description: "Lo que se cuenta: una fila por cosa contada, en el mes en que pasó. Aquí, y en ninguna otra parte, se decide qué cuenta para cada medida; lo dice en palabras catalogue.measures"
columns:
  - {name: month, data_type: DATE, description: Mes, data_tests: [not_null]}
  - {name: measure, data_type: VARCHAR, description: Medida, data_tests: [not_null]}
  - {name: dimension, data_type: VARCHAR, description: "De quién se habla: region, province o profile", data_tests: [not_null]}
  - {name: member, data_type: VARCHAR, description: Cuál, data_tests: [not_null]}
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null]}
  - {name: thing, data_type: VARCHAR, description: "Lo que se cuenta una sola vez: la convocatoria, o la postulación de un perfil", data_tests: [not_null]}
  - {name: amount, data_type: "DECIMAL(20,0)", description: Su monto}
*/
WITH came AS (
    SELECT m.month, c.call_id, c.{{ amount_column }} AS amount
    FROM core.month_ends AS m
    JOIN catalogue.calls AS c ON c.first_seen_on BETWEEN m.month AND m.ends_on
    WHERE c.call_type IS NULL OR c.call_type NOT IN ('tender', 'award_notice')
),
reached AS (
    -- net of the month: where it stands at its end and did not at the end of the month before
    SELECT
        a.month, a.profile_id, a.call_id, a.amount,
        unnest(list_filter(
            [
                CASE WHEN a.state IN ('followed', 'preparing', 'submitted', 'won', 'lost')
                    AND a.before NOT IN ('followed', 'preparing', 'submitted', 'won', 'lost') THEN 'followed' END,
                CASE WHEN a.state IN ('submitted', 'won', 'lost') AND a.before NOT IN ('submitted', 'won', 'lost') THEN 'submitted' END,
                CASE WHEN a.state IN ('won', 'lost', 'withdrawn', 'dismissed') AND a.state <> a.before THEN a.state END
            ],
            lambda x: x IS NOT NULL
        )) AS measure
    FROM core.application_months AS a
),
closed AS (
    SELECT m.month, c.call_id, c.closes_on, c.{{ amount_column }} AS amount
    FROM core.month_ends AS m
    CROSS JOIN catalogue.today AS t
    JOIN catalogue.calls AS c ON c.closes_on BETWEEN m.month AND m.ends_on AND c.closes_on < t.day
),
missed AS (
    SELECT k.month, s.dimension, s.member, k.call_id, k.amount
    FROM closed AS k
    JOIN core.month_eligible AS e ON e.call_id = k.call_id AND e.came_on <= k.closes_on AND e.grade = 2
    JOIN core.month_scopes AS s ON s.profile_id = e.profile_id
    WHERE NOT EXISTS (
        SELECT 1
        FROM catalogue.applications AS a
        JOIN core.month_scopes AS o ON o.profile_id = a.profile_id
        WHERE a.call_id = k.call_id AND a.decided_on <= k.closes_on AND o.dimension = s.dimension AND o.member = s.member
    )
    GROUP BY ALL
)
SELECT f.month, f.measure, f.dimension, f.member, f.call_id, f.thing, f.amount
FROM (
    SELECT month, 'published' AS measure, 'region' AS dimension, 'all' AS member, call_id, call_id AS thing, amount FROM came
    UNION ALL
    SELECT DISTINCT m.month, 'eligible', s.dimension, s.member, e.call_id, e.call_id, c.{{ amount_column }}
    FROM core.month_ends AS m
    JOIN core.month_eligible AS e ON e.came_on BETWEEN m.month AND m.ends_on
    JOIN core.month_scopes AS s ON s.profile_id = e.profile_id
    JOIN catalogue.calls AS c ON c.call_id = e.call_id
    UNION ALL
    SELECT r.month, r.measure, s.dimension, s.member, r.call_id, r.profile_id || ' ' || r.call_id, r.amount
    FROM reached AS r
    JOIN core.month_scopes AS s ON s.profile_id = r.profile_id
    UNION ALL
    SELECT month, 'missed', dimension, member, call_id, call_id, amount FROM missed
) AS f
