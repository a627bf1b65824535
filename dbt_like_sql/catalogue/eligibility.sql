/*
description: "Elegibilidad: si cada clase de postulante del territorio puede postular, y por qué regla. No influye en el puntaje"
constraints: [{type: primary_key, columns: [call_id, applicant]}]
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - name: applicant
    data_type: VARCHAR
    description: "Clase de postulante: regional_government (gobierno regional), municipality (municipalidad), university (universidad), ngo (organización sin fines de lucro), sme (pyme), individual (persona)"
    data_tests: [not_null, {accepted_values: {codes: applicant}}]
  - {name: outcome, data_type: VARCHAR, description: "Resultado: eligible (puede), ineligible (no puede), unclear (no está claro)", data_tests: [not_null, {accepted_values: {codes: outcome}}]}
  - {name: role, data_type: VARCHAR, description: "Papel: lead (líder: solo donde el texto dice quién encabeza), partner (socio); vacío: postula, y no se habla de quién encabeza", data_tests: [{accepted_values: {codes: role}}]}
  - {name: rule, data_type: VARCHAR, description: Regla que decide}
  - {name: quote, data_type: VARCHAR, description: Palabras de la fuente}
  - {name: min_population, data_type: INTEGER, description: Población mínima que exige}
  - {name: max_population, data_type: INTEGER, description: Población máxima que acepta}
  - {name: ask, data_type: VARCHAR, description: "Qué preguntar al financiador, cuando no está claro"}
  - {name: min_members, data_type: INTEGER, description: Cuántas entidades debe reunir al menos el consorcio}
  - {name: min_countries, data_type: INTEGER, description: "De cuántos países, al menos, deben ser esas entidades"}
  - {name: consortium_quote, data_type: VARCHAR, description: Palabras de la fuente sobre el consorcio}
*/
SELECT call_id, applicant, outcome, role, rule, quote, min_population, max_population, ask, min_members, min_countries, consortium_quote
FROM stage.eligibility
