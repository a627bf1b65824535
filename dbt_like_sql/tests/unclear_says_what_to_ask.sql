/* description: Donde la elegibilidad no está clara, se dice qué preguntar. */
SELECT call_id, applicant, rule
FROM eligibility
WHERE outcome = 'unclear' AND ask IS NULL
