/*
description: "Publicaciones del catastro, con las huellas de lo que las produjo: el mismo commit, los mismos archivos y la misma recolección dan el mismo catastro"
columns:
  - {name: publication, data_type: INTEGER, description: "Número: la primera es la 1", data_tests: [not_null, unique]}
  - {name: publication_id, data_type: VARCHAR, description: "Identificador, propio de cada publicación; vacío en las de versiones que no lo escribían"}
  - {name: published_at, data_type: TIMESTAMPTZ, description: Momento de la publicación, data_tests: [not_null]}
  - {name: as_of, data_type: DATE, description: Día al que corresponde, data_tests: [not_null]}
  - {name: commit, data_type: VARCHAR, description: Commit del código}
  - {name: code_hash, data_type: VARCHAR, description: Huella del código}
  - {name: territory_hash, data_type: VARCHAR, description: Huella de los archivos del territorio}
  - {name: judgements_hash, data_type: VARCHAR, description: Huella de los juicios de las personas}
  - {name: calls, data_type: INTEGER, description: Convocatorias}
  - {name: open_calls, data_type: INTEGER, description: Convocatorias abiertas}
  - {name: records, data_type: INTEGER, description: Registros}
  - {name: sources_ok, data_type: INTEGER, description: Fuentes con buena recolección}
  - {name: sources_total, data_type: INTEGER, description: Fuentes en total}
  - {name: content_hash, data_type: VARCHAR, description: Huella del contenido de todas las demás tablas}
*/
SELECT
    publication,
    publication_id,
    published_at,
    as_of,
    "commit",
    code_hash,
    territory_hash,
    judgements_hash,
    calls,
    coalesce(open_calls, (SELECT count(*) FROM open_calls))::INTEGER AS open_calls,  -- the one being made is not counted before
    records,
    sources_ok,
    sources_total,
    content_hash
FROM stage.publications
