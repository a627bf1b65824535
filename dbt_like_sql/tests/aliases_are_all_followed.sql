/* description: Todo identificador retirado llega a uno que vale; un círculo los perdería. */
SELECT old_call_id
FROM stage.call_aliases
WHERE old_call_id NOT IN (SELECT old_call_id FROM call_aliases)
