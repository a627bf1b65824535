/* description: Los plazos están numerados desde 1 en el orden del tiempo. */
SELECT call_id, position, closes_on
FROM deadlines
QUALIFY position <> row_number() OVER (PARTITION BY call_id ORDER BY closes_on, position)
