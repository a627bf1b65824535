/*
description: "Otras fechas que da la convocatoria y que no son plazos para postular"
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - name: kind
    data_type: VARCHAR
    description: "Clase: questions_until (consultas hasta), information_session (charla informativa), results (resultados), project_start (inicio de proyectos), other (otra)"
    data_tests: [not_null, {accepted_values: {codes: key_date_kind}}]
  - {name: on_date, data_type: DATE, description: Día, data_tests: [not_null]}
  - {name: quote, data_type: VARCHAR, description: Palabras de la fuente}
*/
SELECT call_id, kind, on_date, quote
FROM stage.key_dates
