/*
description: "Qué convocatorias llegaron a qué perfil pudiendo postular, cuándo, y cuánto calzan con lo que el perfil busca"
columns:
  - {name: profile_id, data_type: VARCHAR, description: Perfil, data_tests: [not_null]}
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null]}
  - {name: came_on, data_type: DATE, description: Día en que llegó al perfil, data_tests: [not_null]}
  - {name: grade, data_type: INTEGER, description: "Su mejor calce con una prioridad: 2 (trata de eso), 1 (lo toca), 0 (ninguna)", data_tests: [not_null]}
*/
SELECT
    p.profile_id,
    n.call_id,
    n.came_on,
    coalesce(g.grade, 0)::INTEGER AS grade
FROM (
    SELECT call_id, profile_id, min(new_on) AS came_on
    FROM (SELECT call_id, new_on, unnest(profiles) AS profile_id FROM catalogue.arrivals)
    GROUP BY ALL
) AS n
JOIN catalogue.profiles AS p USING (profile_id)
JOIN catalogue.eligibility AS e ON e.call_id = n.call_id AND e.applicant = p.applicant AND e.outcome = 'eligible'
LEFT JOIN (SELECT call_id, max(grade) AS grade FROM catalogue.matches GROUP BY ALL) AS g ON g.call_id = n.call_id
