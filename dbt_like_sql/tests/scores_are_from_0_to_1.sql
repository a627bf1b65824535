/* description: Los puntajes van de 0 a 1. */
SELECT call_id, priority_id, score
FROM matches
WHERE NOT score BETWEEN 0 AND 1
