/*
description: "Estado de cada convocatoria, calculado al preguntar con el día de today. Los plazos son días, incluido el del cierre"
config: {materialized: view}
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, unique]}
  - name: status
    data_type: VARCHAR
    description: "Estado: withdrawn (retirada), forecast (anunciada), open (abierta), closing_soon (cierra en 14 días o menos), closed (cerrada; en las de dos etapas, pasada la primera), undated (sin plazo: aún la muestra su fuente, o tiene menos de 180 días)"
    data_tests: [not_null, {accepted_values: {codes: status}}]
  - {name: next_deadline_on, data_type: DATE, description: "Próximo plazo para quien aún no postula; vacío si está cerrada o retirada"}
  - {name: days_left, data_type: INTEGER, description: "Días corridos hasta ese plazo; 0 es hoy"}
  - {name: working_days_left, data_type: INTEGER, description: "Días hábiles en {{ country }} después de hoy y hasta ese plazo, incluido"}
*/
WITH listed AS (
    -- what its source showed in its last good crawl; a failed crawl since then says nothing
    SELECT DISTINCT r.call_id
    FROM call_records AS r
    JOIN sources AS s USING (source_id)
    WHERE r.last_seen_on >= s.last_good_on
),
staged AS (
    -- of two stages only the first admits newcomers: the one that says so, else the earliest
    SELECT
        d.call_id,
        d.closes_on,
        c.deadline_kind IS DISTINCT FROM 'two_stage'
        OR coalesce(d.stage, CASE d.closes_on WHEN min(d.closes_on) OVER (PARTITION BY d.call_id) THEN 1 ELSE 2 END) = 1 AS admits
    FROM deadlines AS d
    JOIN calls AS c USING (call_id)
),
dates AS (
    SELECT
        s.call_id,
        max(s.closes_on) AS last_on,
        max(s.closes_on) FILTER (s.admits) AS last_entry_on,
        min(s.closes_on) FILTER (s.admits AND s.closes_on >= t.day) AS next_on
    FROM staged AS s
    CROSS JOIN today AS t
    GROUP BY s.call_id
),
known AS (
    SELECT
        c.call_id,
        c.opens_on,
        c.withdrawn_on,
        c.deadline_kind,
        CASE WHEN coalesce(c.stated_on, t.day) <= t.day THEN c.stated_status END AS stated,
        d.next_on,
        coalesce(d.last_entry_on, d.last_on) AS last_on,
        l.call_id IS NOT NULL OR t.day - coalesce(c.published_on, c.first_seen_on) < 180 AS alive,
        t.day
    FROM calls AS c
    CROSS JOIN today AS t
    LEFT JOIN dates AS d USING (call_id)
    LEFT JOIN listed AS l USING (call_id)
),
judged AS (
    SELECT
        call_id,
        next_on,
        day,
        CASE
            WHEN withdrawn_on <= day OR (stated = 'withdrawn' AND withdrawn_on IS NULL) THEN 'withdrawn'
            WHEN stated = 'closed' OR last_on < day THEN 'closed'
            WHEN stated = 'forecast' OR opens_on > day THEN 'forecast'
            WHEN next_on - day <= 14 THEN 'closing_soon'
            WHEN next_on IS NOT NULL OR (alive AND deadline_kind = 'rolling') THEN 'open'
            WHEN alive THEN 'undated'
            ELSE 'closed'
        END AS status
    FROM known
),
calendar AS (
    SELECT
        days.on_date,
        sum(CASE WHEN isodow(days.on_date) <= 5 AND h.on_date IS NULL THEN 1 ELSE 0 END) OVER (ORDER BY days.on_date)::INTEGER AS working_days
    FROM (
        SELECT unnest(generate_series(1, (SELECT max(next_on - day) FROM judged)))::INTEGER + t.day AS on_date
        FROM today AS t
    ) AS days
    LEFT JOIN holidays AS h USING (on_date)
)
SELECT
    j.call_id,
    j.status,
    CASE WHEN j.status NOT IN ('closed', 'withdrawn') THEN j.next_on END AS next_deadline_on,
    CASE WHEN j.status NOT IN ('closed', 'withdrawn') THEN (j.next_on - j.day)::INTEGER END AS days_left,
    CASE WHEN j.status NOT IN ('closed', 'withdrawn') AND j.next_on IS NOT NULL THEN coalesce(k.working_days, 0) END AS working_days_left
FROM judged AS j
LEFT JOIN calendar AS k ON k.on_date = j.next_on
