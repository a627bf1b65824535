/* description: Un fondo cuenta las convocatorias que de verdad tiene. */
SELECT f.fund_id, f.call_count, count(c.call_id) AS calls
FROM funds AS f
LEFT JOIN calls AS c USING (fund_id)
GROUP BY ALL
HAVING f.call_count IS DISTINCT FROM count(c.call_id)
