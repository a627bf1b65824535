/*
description: "Relaciones entre actores, y de cada uno con sus programas, prioridades y postulantes, con lo que lo muestra"
columns:
  - {name: actor_id, data_type: VARCHAR, description: Actor, data_tests: [not_null, {relationships: {to: actors, field: actor_id}}]}
  - {name: kind, data_type: VARCHAR, description: "Clase de relación: funds (financia), implements (ejecuta), represents (representa), accredits (acredita), member_of (es miembro de), convenes (convoca), belongs_to (pertenece a), pays_for (paga por una prioridad), admits (admite a una clase de postulante)", data_tests: [not_null, {accepted_values: {codes: actor_relation}}]}
  - {name: to_kind, data_type: VARCHAR, description: "Qué hay al otro lado: actor, programme (fund_id), priority o applicant", data_tests: [not_null]}
  - {name: to_id, data_type: VARCHAR, description: Identificador de lo que hay al otro lado, data_tests: [not_null]}
  - {name: to_name, data_type: VARCHAR, description: Su nombre}
  - {name: call_count, data_type: INTEGER, description: "Cuántas convocatorias lo muestran; vacío si lo dice una página"}
  - {name: example_call_id, data_type: VARCHAR, description: "Una de ellas, la última en aparecer", data_tests: [{relationships: {to: calls, field: call_id}}]}
  - {name: quote, data_type: VARCHAR, description: "Lo que dice la página, contado en español, o la frase de la convocatoria"}
  - {name: source, data_type: VARCHAR, description: "Página que lo dice; vacía: conocimiento general o convocatorias"}
  - {name: checked_on, data_type: DATE, description: Cuándo se miró}
*/
SELECT
    r.actor_id, r.kind, 'actor' AS to_kind, r.to_id, coalesce(a.name_es, a.name) AS to_name, NULL::INTEGER AS call_count,
    NULL::VARCHAR AS example_call_id, r.quote, r.source, r.checked_on
FROM stage.actor_relations AS r
LEFT JOIN stage.actors AS a ON a.actor_id = r.to_id
UNION ALL
SELECT
    c.funder_id, 'funds', 'programme', c.fund_id, min(f.name), count(*)::INTEGER,
    arg_max(c.call_id, (c.first_seen_on, c.call_id)), NULL, NULL, NULL
FROM calls AS c
INNER JOIN stage.funds AS f ON f.fund_id = c.fund_id
WHERE c.funder_id IS NOT NULL
GROUP BY c.funder_id, c.fund_id
UNION ALL
SELECT
    c.funder_id, 'pays_for', 'priority', m.priority_id, min(p.name_es), count(*)::INTEGER,
    arg_max(c.call_id, (c.first_seen_on, c.call_id)), arg_max(m.quote, (c.first_seen_on, c.call_id)), NULL, NULL
FROM calls AS c
INNER JOIN matches AS m ON m.call_id = c.call_id
LEFT JOIN stage.priorities AS p ON p.priority_id = m.priority_id
WHERE c.funder_id IS NOT NULL
GROUP BY c.funder_id, m.priority_id
UNION ALL
SELECT
    c.funder_id, 'admits', 'applicant', e.applicant, NULL, count(*)::INTEGER,
    arg_max(c.call_id, (c.first_seen_on, c.call_id)), arg_max(e.quote, (c.first_seen_on, c.call_id)), NULL, NULL
FROM calls AS c
INNER JOIN eligibility AS e ON e.call_id = c.call_id AND e.outcome = 'eligible'
WHERE c.funder_id IS NOT NULL
GROUP BY c.funder_id, e.applicant
