/* description: closes_on es el último de los plazos, y está vacío si es permanente o no tiene. */
SELECT c.call_id, c.deadline_kind, c.closes_on, max(d.closes_on) AS last_deadline
FROM calls AS c
LEFT JOIN deadlines AS d USING (call_id)
GROUP BY ALL
HAVING c.closes_on IS DISTINCT FROM CASE WHEN c.deadline_kind IN ('rolling', 'none') THEN NULL ELSE max(d.closes_on) END
