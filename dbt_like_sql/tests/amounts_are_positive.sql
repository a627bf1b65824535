/* description: Cero no es un monto; lo no dicho queda vacío. */
SELECT call_id, amount_min, amount_max, amount_total
FROM calls
WHERE amount_min <= 0 OR amount_max <= 0 OR amount_total <= 0
