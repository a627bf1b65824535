/*
description: "Llegadas: en qué semana es nueva cada convocatoria, y para qué perfiles (territory/profiles.yaml). Una convocatoria es nueva para un perfil una sola vez: en la primera publicación en que pasa por él"
constraints: [{type: primary_key, columns: [call_id, new_on]}]
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: new_on, data_type: DATE, description: "Día de la publicación en que pasó por primera vez", data_tests: [not_null]}
  - {name: week, data_type: VARCHAR, description: "Semana (ISO) del informe que la trae como nueva: la del lunes en que se hace", data_tests: [not_null]}
  - {name: profiles, data_type: "VARCHAR[]", description: "Perfiles para los que es nueva", data_tests: [not_null]}
*/
SELECT call_id, new_on, week, profiles
FROM stage.arrivals
