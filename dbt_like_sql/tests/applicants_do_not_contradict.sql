/* description: Quiénes pueden postular y la elegibilidad dicen lo mismo; nadie excluido tiene un papel. */
WITH goes_by (applicant, kinds) AS (
    VALUES
        ('municipality', ['local_government']), ('regional_government', ['regional_government']), ('university', ['university']),
        ('ngo', ['ngo']), ('sme', ['sme', 'company']), ('individual', ['individual'])
)
SELECT e.call_id, e.applicant, e.outcome, e.rule, c.applicant_types
FROM eligibility AS e
JOIN calls AS c USING (call_id)
JOIN goes_by AS g USING (applicant)
WHERE (e.outcome = 'eligible' AND len(c.applicant_types) > 0 AND NOT list_has_any(c.applicant_types, list_append(g.kinds, 'any')))
    OR (
        e.outcome = 'ineligible' AND list_has_any(c.applicant_types, g.kinds)
        AND e.rule IN ('closed_kinds', 'kind_refused', 'read_may_not', 'read_others_apply', 'read_other_role')
    )
    OR (e.outcome = 'ineligible' AND e.role IS NOT NULL)
