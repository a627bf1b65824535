/* description: Un identificador retirado no puede ser a la vez el de una convocatoria, ni llevar a otro retirado. */
SELECT a.old_call_id, a.call_id
FROM call_aliases AS a
WHERE a.old_call_id IN (SELECT call_id FROM calls) OR a.call_id IN (SELECT old_call_id FROM call_aliases)
