/*
description: "Inversión: préstamos, garantías, preparación de proyectos, asistencia técnica y fondos mixtos, por prioridad; de páginas de sus dueños y de convocatorias"
columns:
  - {name: priority_id, data_type: VARCHAR, description: "Prioridad; vacía: sirve a cualquiera, o no se dice"}
  - {name: actor_id, data_type: VARCHAR, description: Quién da los fondos}
  - {name: actor, data_type: VARCHAR, description: Su nombre}
  - {name: instrument, data_type: VARCHAR, description: Clase de fondos}
  - {name: offer_call_id, data_type: VARCHAR, description: "La convocatoria; vacía si es una línea permanente"}
  - {name: conditions, data_type: VARCHAR, description: "Condiciones; el título si es una convocatoria"}
  - {name: signs, data_type: VARCHAR, description: Quién firma}
  - {name: size_min, data_type: "DECIMAL(18,2)", description: Tamaño mínimo}
  - {name: size_max, data_type: "DECIMAL(18,2)", description: Tamaño máximo}
  - {name: currency, data_type: VARCHAR, description: Moneda}
  - {name: sovereign_guarantee, data_type: BOOLEAN, description: "Necesita garantía soberana; vacío: ninguna página lo dice"}
  - {name: ready, data_type: "VARCHAR[]", description: "Qué debe estar listo, por código"}
  - {name: open_here, data_type: BOOLEAN, description: "Falso: el país del territorio está excluido"}
  - {name: quote, data_type: VARCHAR, description: "Lo que dice la página, contado en español, o la frase de la convocatoria"}
  - {name: source, data_type: VARCHAR, description: Página que lo dice}
  - {name: checked_on, data_type: DATE, description: "Cuándo se miró, o cuándo se vio por última vez la convocatoria"}
*/
SELECT
    u.priority_id, f.actor_id, coalesce(a.name_es, a.name) AS actor, f.instrument, NULL::VARCHAR AS offer_call_id, f.conditions,
    f.signs, f.size_min::DECIMAL(18, 2) AS size_min, f.size_max::DECIMAL(18, 2) AS size_max, f.currency,
    f.sovereign_guarantee, f.ready, f.open_here, f.quote, f.source, f.checked_on
FROM stage.finances AS f
INNER JOIN stage.actors AS a ON a.actor_id = f.actor_id
CROSS JOIN LATERAL (
    SELECT unnest(CASE WHEN len(f.priorities) = 0 THEN [NULL::VARCHAR] ELSE f.priorities END) AS priority_id
) AS u
UNION ALL
SELECT
    m.priority_id, c.funder_id, c.funder, c.call_type, c.call_id, c.title, NULL, c.amount_min, c.amount_max, c.currency,
    NULL, NULL, NULL, e.quote, c.url, c.last_seen_on
FROM calls AS c
LEFT JOIN matches AS m ON m.call_id = c.call_id
LEFT JOIN (
    SELECT call_id, min(quote) AS quote
    FROM stage.evidence
    WHERE field = 'call_type'
    GROUP BY call_id
) AS e ON e.call_id = c.call_id
WHERE c.call_type IN ('loan', 'guarantee', 'equity', 'project_preparation', 'technical_assistance', 'blended')
