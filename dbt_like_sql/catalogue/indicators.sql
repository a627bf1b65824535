/*
description: "Indicadores por mes: cuántas y por cuánto, de lo publicado a lo ganado, con plazos, cobertura y alcance. Un mes se cierra con la primera publicación del siguiente y no cambia más; el mes en curso es provisorio. Qué mide cada uno, en measures"
constraints: [{type: primary_key, columns: [month, measure, dimension, member]}]
columns:
  - {name: month, data_type: DATE, description: Primer día del mes, data_tests: [not_null]}
  - {name: measure, data_type: VARCHAR, description: "Medida, como submitted; véase measures", data_tests: [not_null, {relationships: {to: measures, field: measure}}]}
  - {name: dimension, data_type: VARCHAR, description: "De qué habla: region (toda la región), province (provincia), profile (municipalidad u otro perfil), priority (prioridad en la que trata), funder (financiador), call_type (tipo)", data_tests: [not_null, {accepted_values: {codes: indicator_dimension}}]}
  - {name: member, data_type: VARCHAR, description: "Cuál: all, el nombre de la provincia, o el identificador; unknown donde no consta", data_tests: [not_null]}
  - {name: value, data_type: DOUBLE, description: "Valor, en la unidad de la medida; lo que no está es 0 en los recuentos y desconocido en los demás", data_tests: [not_null]}
  - {name: final, data_type: BOOLEAN, description: "Si el mes está cerrado", data_tests: [not_null]}
*/
SELECT month, measure, dimension, member, value, true AS final
FROM stage.indicators
UNION ALL
SELECT m.month, m.measure, m.dimension, m.member, m.value, m.month < date_trunc('month', t.day)::DATE
FROM core.month_measures AS m
CROSS JOIN today AS t
