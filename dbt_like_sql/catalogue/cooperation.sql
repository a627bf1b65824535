/*
description: "Modelos de cooperación que pide una convocatoria, con la frase que lo dice y los actores conocidos que calzan"
constraints: [{type: primary_key, columns: [call_id, model]}]
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: model, data_type: VARCHAR, description: "Modelo: consortium (consorcio), twinning (hermanamiento), triangular (cooperación triangular), sub_grant (subdonaciones), delegated (cooperación delegada), network_membership (ser miembro de una red), matching_funds (aporte propio)", data_tests: [not_null, {accepted_values: {codes: cooperation_model}}]}
  - {name: partners, data_type: "VARCHAR[]", description: "Clases de socio que nombra la frase"}
  - {name: fitting_actors, data_type: "VARCHAR[]", description: "Actores conocidos que calzan, por su actor_id"}
  - {name: quote, data_type: VARCHAR, description: La frase que lo dice, data_tests: [not_null]}
*/
SELECT call_id, model, partners, fitting_actors, quote
FROM stage.cooperation
