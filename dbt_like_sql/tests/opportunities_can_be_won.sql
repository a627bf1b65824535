/* description: Nada cerrado, retirado, licitado ni adjudicado entre las oportunidades. */
SELECT o.applicant, o.call_id, s.status, c.call_type
FROM opportunities AS o
JOIN call_status AS s USING (call_id)
JOIN calls AS c USING (call_id)
WHERE s.status IN ('closed', 'withdrawn') OR c.call_type IN ('tender', 'award_notice')
