/*
description: "Financiadores: los organismos que pagan"
columns:
  - {name: funder_id, data_type: VARCHAR, description: Identificador del financiador, data_tests: [not_null, unique]}
  - {name: name, data_type: VARCHAR, description: Nombre, data_tests: [not_null]}
  - {name: kind, data_type: VARCHAR, description: Clase de organismo}
  - {name: country, data_type: VARCHAR, description: País (ISO 3166)}
  - {name: homepage, data_type: VARCHAR, description: Sitio web}
  - {name: contact_page, data_type: VARCHAR, description: Página oficial de contacto; vacía si no se conoce}
  - {name: before_applying, data_type: VARCHAR, description: Qué se necesita antes de postular; vacío si no se conoce}
  - {name: call_count, data_type: INTEGER, description: Cuántas convocatorias suyas hay en el catastro, data_tests: [not_null]}
*/
SELECT f.funder_id, f.name, f.kind, f.country, f.homepage, f.contact_page, f.before_applying, count(c.call_id)::INTEGER AS call_count
FROM stage.funders AS f
LEFT JOIN stage.calls AS c USING (funder_id)
GROUP BY ALL
