/* description: Cada convocatoria tiene un estado y uno solo. */
SELECT c.call_id, count(s.call_id) AS statuses
FROM calls AS c
LEFT JOIN call_status AS s USING (call_id)
GROUP BY c.call_id
HAVING count(s.call_id) <> 1
