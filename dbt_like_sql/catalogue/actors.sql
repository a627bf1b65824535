/*
description: "Actores: quién paga y quién media, a quién pertenece, cómo se llega a él, y qué muestran sus convocatorias"
constraints: [{type: primary_key, columns: [actor_id]}]
columns:
  - {name: actor_id, data_type: VARCHAR, description: "Identificador; el de un financiador es su funder_id", data_tests: [not_null, unique]}
  - {name: name, data_type: VARCHAR, description: Nombre propio, data_tests: [not_null]}
  - {name: name_es, data_type: VARCHAR, description: Nombre en español}
  - {name: kind, data_type: VARCHAR, description: "Clase de organismo: multilateral, government (gobierno), foundation (fundación), bilateral_agency (agencia bilateral), agency (oficina de gobierno), city_network (red de ciudades), development_bank (banco de desarrollo), state (Estado), embassy (embajada), local_government (gobierno local), municipal_association (asociación de municipalidades), university_network (red de universidades), university (universidad)", data_tests: [{accepted_values: {codes: actor_kind}}]}
  - {name: country, data_type: VARCHAR, description: "País (ISO 3166), EU, UN, o multilateral y semejantes"}
  - {name: parent_id, data_type: VARCHAR, description: "A qué actor pertenece", data_tests: [{relationships: {to: actors, field: actor_id}}]}
  - {name: independent, data_type: BOOLEAN, description: "Se sabe que no pertenece a otro", data_tests: [not_null]}
  - {name: known, data_type: BOOLEAN, description: "Está en territory/actors.yaml; si no, solo lo nombran las convocatorias", data_tests: [not_null]}
  - {name: pays, data_type: BOOLEAN, description: "Puede ser el financiador de una convocatoria", data_tests: [not_null]}
  - {name: homepage, data_type: VARCHAR, description: Sitio web}
  - {name: contact_page, data_type: VARCHAR, description: Página oficial de contacto}
  - {name: before_applying, data_type: VARCHAR, description: Qué se necesita antes de postular}
  - {name: contact_id, data_type: VARCHAR, description: "A quién preguntar: él mismo o el más cercano de los que están sobre él", data_tests: [{relationships: {to: actors, field: actor_id}}]}
  - {name: represented_by, data_type: "VARCHAR[]", description: Quién lo representa en el país del territorio}
  - {name: office, data_type: VARCHAR, description: "Oficina a la que se escribe, nunca una persona"}
  - {name: channel, data_type: VARCHAR, description: "Por dónde se postula o se pregunta: portal, office (oficina), embassy (embajada), government (gobierno nacional), accredited_entity (entidad acreditada)", data_tests: [{accepted_values: {codes: contact_channel}}]}
  - {name: languages, data_type: "VARCHAR[]", description: Idiomas en que recibe}
  - {name: needs, data_type: "VARCHAR[]", description: Qué pide antes, por código}
  - {name: endorsed_by, data_type: VARCHAR, description: De quién se necesita el respaldo, data_tests: [{relationships: {to: actors, field: actor_id}}]}
  - {name: questions, data_type: "VARCHAR[]", description: Preguntas habituales}
  - {name: lead_working_days, data_type: INTEGER, description: "Días hábiles prudentes para lo más largo de lo que pide: estimación del territorio"}
  - {name: source, data_type: VARCHAR, description: "Página que dice qué es; vacía: conocimiento general"}
  - {name: checked_on, data_type: DATE, description: Cuándo se miró esa página}
  - {name: contact_checked_on, data_type: DATE, description: "Cuándo se miró por última vez cómo se llega a él; si hace más de un año, hay que volver a mirar"}
  - {name: call_count, data_type: INTEGER, description: Cuántas convocatorias suyas hay en el catastro, data_tests: [not_null]}
  - {name: call_types, data_type: "VARCHAR[]", description: "Qué clases de apoyo da, según sus convocatorias"}
  - {name: priorities, data_type: "VARCHAR[]", description: "Qué prioridades tocan sus convocatorias, la más tocada primero"}
  - {name: applicant_types, data_type: "VARCHAR[]", description: A quiénes nombran sus convocatorias}
  - {name: amount_min_usd, data_type: "DECIMAL(18,2)", description: El menor de sus montos máximos, en dólares}
  - {name: amount_max_usd, data_type: "DECIMAL(18,2)", description: El mayor de sus montos máximos, en dólares}
  - {name: last_closes_on, data_type: DATE, description: El último cierre conocido de una convocatoria suya}
  - {name: next_opening_from, data_type: DATE, description: "La próxima apertura que se espera de un fondo suyo: desde"}
  - {name: next_opening_to, data_type: DATE, description: "La próxima apertura que se espera de un fondo suyo: hasta"}
*/
WITH shown AS (
    SELECT
        funder_id,
        count(*)::INTEGER AS call_count,
        list_sort(list(DISTINCT call_type) FILTER (WHERE call_type IS NOT NULL)) AS call_types,
        min(amount_max_usd) AS amount_min_usd,
        max(amount_max_usd) AS amount_max_usd,
        max(closes_on) AS last_closes_on
    FROM calls
    GROUP BY funder_id
),

touched AS (
    SELECT funder_id, list(priority_id ORDER BY times DESC, priority_id) AS priorities
    FROM (
        SELECT c.funder_id, m.priority_id, count(*) AS times
        FROM calls AS c
        INNER JOIN matches AS m USING (call_id)
        GROUP BY ALL
    )
    GROUP BY funder_id
),

named AS (
    SELECT funder_id, list_sort(list(DISTINCT applicant_type)) AS applicant_types
    FROM (SELECT funder_id, unnest(applicant_types) AS applicant_type FROM calls)
    GROUP BY funder_id
),

awaited AS (
    SELECT
        funder_id,
        min(next_opening_from) AS next_opening_from,
        arg_min(next_opening_to, next_opening_from) AS next_opening_to
    FROM stage.funds
    WHERE next_opening_from IS NOT NULL
    GROUP BY funder_id
)

SELECT
    a.actor_id, a.name, a.name_es, a.kind, a.country, a.parent_id, a.independent, a.known, a.pays, a.homepage,
    a.contact_page, a.before_applying, a.contact_id, a.represented_by, a.office, a.channel, a.languages, a.needs,
    a.endorsed_by, a.questions, a.lead_working_days, a.source, a.checked_on, a.contact_checked_on,
    coalesce(s.call_count, 0)::INTEGER AS call_count,
    s.call_types,
    t.priorities,
    n.applicant_types,
    s.amount_min_usd,
    s.amount_max_usd,
    s.last_closes_on,
    w.next_opening_from,
    w.next_opening_to
FROM stage.actors AS a
LEFT JOIN shown AS s ON s.funder_id = a.actor_id
LEFT JOIN touched AS t ON t.funder_id = a.actor_id
LEFT JOIN named AS n ON n.funder_id = a.actor_id
LEFT JOIN awaited AS w ON w.funder_id = a.actor_id
