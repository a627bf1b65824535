/*
description: "En qué estaba cada perfil con cada convocatoria al terminar cada mes, según lo dicho hasta ese día, y en qué estaba al terminar el anterior"
columns:
  - {name: month, data_type: DATE, description: Mes, data_tests: [not_null]}
  - {name: profile_id, data_type: VARCHAR, description: Perfil, data_tests: [not_null]}
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null]}
  - {name: state, data_type: VARCHAR, description: "Estado al terminar el mes; none si estaba anulada", data_tests: [not_null]}
  - {name: before, data_type: VARCHAR, description: "Estado al terminar el mes anterior; none si no había nada", data_tests: [not_null]}
  - {name: amount, data_type: "DECIMAL(20,0)", description: Monto que regía al terminar el mes}
  - {name: first_said_on, data_type: DATE, description: Primer día en que el perfil dijo algo de la convocatoria, data_tests: [not_null]}
*/
SELECT
    m.month,
    a.profile_id,
    a.call_id,
    arg_max(coalesce(a.state, 'none'), a.position) AS state,
    coalesce(arg_max(coalesce(a.state, 'none'), a.position) FILTER (a.decided_on < m.month), 'none') AS before,
    nullif(arg_max(coalesce(a.{{ own_column }}, -1), a.position), -1) AS amount,
    min(a.decided_on) AS first_said_on
FROM core.month_ends AS m
JOIN catalogue.applications AS a ON a.decided_on <= m.ends_on
GROUP BY ALL
