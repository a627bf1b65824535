/* description: Una convocatoria sin registro no tiene fuente que la pruebe. */
SELECT call_id, title
FROM calls
WHERE call_id NOT IN (SELECT call_id FROM call_records)
