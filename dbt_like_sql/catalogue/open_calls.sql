/*
description: "Convocatorias a las que hoy se puede postular, o que no dicen plazo y siguen vigentes; la que cierra antes va primero"
config: {materialized: view}
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, unique]}
  - {name: title, data_type: VARCHAR, description: "Título, en el idioma en que se publicó", data_tests: [not_null]}
  - {name: line_es, data_type: VARCHAR, description: "Una línea en español: tipo, materia, monto y fecha"}
  - {name: funder, data_type: VARCHAR, description: Financiador}
  - {name: call_type, data_type: VARCHAR, description: Tipo de convocatoria}
  - {name: status, data_type: VARCHAR, description: "Estado: open (abierta), closing_soon (cierra en 14 días o menos), undated (sin plazo)", data_tests: [not_null]}
  - {name: next_deadline_on, data_type: DATE, description: Próximo plazo}
  - {name: days_left, data_type: INTEGER, description: Días corridos hasta ese plazo}
  - {name: working_days_left, data_type: INTEGER, description: Días hábiles hasta ese plazo}
  - {name: deadline_kind, data_type: VARCHAR, description: Forma de los plazos}
  - {name: amount_max, data_type: "DECIMAL(18,2)", description: "Monto máximo por proyecto, en la moneda de currency"}
  - {name: currency, data_type: VARCHAR, description: Moneda (ISO 4217)}
  - {name: amount_max_usd, data_type: "DECIMAL(18,2)", description: Monto máximo por proyecto en dólares de Estados Unidos}
  - {name: amount_max_clp, data_type: "DECIMAL(20,0)", description: Monto máximo por proyecto en pesos chilenos}
  - {name: language, data_type: VARCHAR, description: Idioma}
  - {name: url, data_type: VARCHAR, description: Dirección de la convocatoria}
*/
SELECT
    c.call_id,
    c.title,
    c.line_es,
    c.funder,
    c.call_type,
    s.status,
    s.next_deadline_on,
    s.days_left,
    s.working_days_left,
    c.deadline_kind,
    c.amount_max,
    c.currency,
    c.amount_max_usd,
    c.amount_max_clp,
    c.language,
    c.url
FROM calls AS c
JOIN call_status AS s USING (call_id)
WHERE s.status IN ('open', 'closing_soon', 'undated') AND c.call_type IS DISTINCT FROM 'award_notice'
ORDER BY s.next_deadline_on NULLS LAST, c.call_id
