/*
description: "Los indicadores de los meses aún no cerrados, calculados de la historia"
columns:
  - {name: month, data_type: DATE, description: Mes, data_tests: [not_null]}
  - {name: measure, data_type: VARCHAR, description: Medida, data_tests: [not_null]}
  - {name: dimension, data_type: VARCHAR, description: Por qué se separa, data_tests: [not_null]}
  - {name: member, data_type: VARCHAR, description: De cuál, data_tests: [not_null]}
  - {name: value, data_type: DOUBLE, description: Valor, data_tests: [not_null]}
*/
WITH split AS (
    SELECT month, measure, dimension, member, call_id, thing, amount FROM core.month_facts
    UNION ALL
    SELECT f.month, f.measure, d.dimension, d.member, f.call_id, f.thing, f.amount
    FROM core.month_facts AS f
    JOIN (
        SELECT call_id, 'funder' AS dimension, coalesce(funder_id, 'unknown') AS member FROM catalogue.calls
        UNION ALL
        SELECT call_id, 'call_type', coalesce(call_type, 'unknown') FROM catalogue.calls
        UNION ALL
        SELECT call_id, 'priority', priority_id FROM catalogue.matches WHERE grade = 2
    ) AS d USING (call_id)
    WHERE f.dimension = 'region'
),
counted AS (
    SELECT month, measure, dimension, member, count(DISTINCT thing)::DOUBLE AS value FROM split GROUP BY ALL
    UNION ALL
    SELECT month, measure || '_amount', dimension, member, sum(amount)::DOUBLE
    FROM (SELECT DISTINCT month, measure, dimension, member, thing, amount FROM split)
    WHERE amount IS NOT NULL AND measure || '_amount' IN (SELECT x.measure FROM catalogue.measures AS x)
    GROUP BY ALL
),
lead_days AS (
    SELECT m.month, 'lead_days' AS measure, s.dimension, s.member, median(c.closes_on - e.came_on)::DOUBLE AS value
    FROM core.month_ends AS m
    JOIN core.month_eligible AS e ON e.came_on BETWEEN m.month AND m.ends_on
    JOIN core.month_scopes AS s ON s.profile_id = e.profile_id
    JOIN catalogue.calls AS c ON c.call_id = e.call_id AND c.closes_on >= e.came_on
    GROUP BY ALL
    UNION ALL
    SELECT a.month, 'answer_days', s.dimension, s.member, median(a.first_said_on - e.came_on)::DOUBLE
    FROM core.application_months AS a
    JOIN core.month_eligible AS e ON e.call_id = a.call_id AND e.profile_id = a.profile_id AND e.came_on <= a.first_said_on
    JOIN core.month_scopes AS s ON s.profile_id = a.profile_id
    WHERE a.first_said_on >= a.month
    GROUP BY ALL
),
coverage AS (
    SELECT
        m.month,
        count(*) AS calls,
        count(*) FILTER (c.closes_on IS NOT NULL OR c.deadline_kind = 'rolling') AS dated,
        count(*) FILTER (c.amount_max IS NOT NULL OR c.amount_total IS NOT NULL OR c.amount_min IS NOT NULL) AS priced
    FROM core.month_ends AS m
    JOIN catalogue.calls AS c ON c.first_seen_on BETWEEN m.month AND m.ends_on
    GROUP BY ALL
),
judged AS (
    SELECT m.month, count(*) AS verdicts, count(*) FILTER (e.outcome <> 'unclear') AS clear
    FROM core.month_ends AS m
    JOIN catalogue.calls AS c ON c.first_seen_on BETWEEN m.month AND m.ends_on
    JOIN catalogue.eligibility AS e USING (call_id)
    GROUP BY ALL
),
healthy AS (
    SELECT m.month, avg(100.0 * p.sources_ok / p.sources_total) AS percent
    FROM core.month_ends AS m
    JOIN catalogue.publications AS p ON p.as_of BETWEEN m.month AND m.ends_on AND p.sources_total > 0
    GROUP BY ALL
),
heard AS (
    SELECT
        m.month, s.dimension, s.member,
        count(DISTINCT s.profile_id) AS profiles,
        count(DISTINCT s.profile_id) FILTER (a.decided_on >= m.month) AS answered,
        count(DISTINCT s.profile_id) FILTER (a.profile_id IS NULL) AS silent
    FROM core.month_ends AS m
    CROSS JOIN core.month_scopes AS s
    LEFT JOIN catalogue.applications AS a ON a.profile_id = s.profile_id AND a.decided_on <= m.ends_on
    WHERE s.dimension <> 'profile'
    GROUP BY ALL
),
behind AS (
    SELECT m.month, s.dimension, s.member, count(DISTINCT s.profile_id) AS municipalities
    FROM core.month_ends AS m
    CROSS JOIN core.month_scopes AS s
    WHERE s.is_municipality AND s.dimension <> 'profile' AND NOT EXISTS (
        SELECT 1 FROM catalogue.applications AS a
        WHERE a.profile_id = s.profile_id AND a.decided_on <= m.ends_on AND a.state IN ('submitted', 'won', 'lost')
    )
    GROUP BY ALL
),
found AS (
    SELECT month, measure, dimension, member, value FROM counted
    UNION ALL
    SELECT month, measure, dimension, member, value FROM lead_days
    UNION ALL
    SELECT month, 'with_deadline', 'region', 'all', 100.0 * dated / calls FROM coverage
    UNION ALL
    SELECT month, 'with_amount', 'region', 'all', 100.0 * priced / calls FROM coverage
    UNION ALL
    SELECT month, 'with_verdict', 'region', 'all', 100.0 * clear / verdicts FROM judged
    UNION ALL
    SELECT month, 'sources_healthy', 'region', 'all', percent FROM healthy
    UNION ALL
    SELECT month, 'profiles', dimension, member, profiles FROM heard
    UNION ALL
    SELECT month, 'answered', dimension, member, answered FROM heard
    UNION ALL
    SELECT month, 'silent', dimension, member, silent FROM heard
    UNION ALL
    SELECT month, 'without_application', dimension, member, municipalities FROM behind
)
SELECT month, measure, dimension, member, round(value, 6) AS value FROM found
UNION ALL
-- a count of nothing is 0 and is said, for the region; a median or a share of nothing is no value
SELECT m.month, x.measure, 'region', 'all', 0
FROM core.month_ends AS m
CROSS JOIN catalogue.measures AS x
WHERE x.is_count AND NOT EXISTS (
    SELECT 1 FROM found AS f WHERE f.month = m.month AND f.measure = x.measure AND f.dimension = 'region'
)
