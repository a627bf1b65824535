/*
description: "Oportunidades: por clase de postulante, las convocatorias abiertas o anunciadas a las que puede postular (primero) o a las que quizá pueda (después, con qué preguntar). Sin licitaciones ni adjudicaciones"
config: {materialized: view}
columns:
  - {name: applicant, data_type: VARCHAR, description: "Clase de postulante: regional_government, municipality, university, ngo, sme, individual", data_tests: [not_null]}
  - {name: position, data_type: INTEGER, description: Lugar en la lista de esa clase de postulante, data_tests: [not_null]}
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: title, data_type: VARCHAR, description: "Título, en el idioma en que se publicó", data_tests: [not_null]}
  - {name: line_es, data_type: VARCHAR, description: "Una línea en español: tipo, materia, monto y fecha"}
  - {name: funder, data_type: VARCHAR, description: Financiador}
  - {name: status, data_type: VARCHAR, description: "Estado: open (abierta), closing_soon (cierra en 14 días o menos), forecast (anunciada), undated (sin plazo)", data_tests: [not_null, {accepted_values: {values: [open, closing_soon, forecast, undated]}}]}
  - {name: next_deadline_on, data_type: DATE, description: Próximo plazo}
  - {name: days_left, data_type: INTEGER, description: Días corridos hasta ese plazo}
  - {name: working_days_left, data_type: INTEGER, description: Días hábiles hasta ese plazo}
  - {name: amount_max, data_type: "DECIMAL(18,2)", description: "Monto máximo por proyecto, en la moneda de currency"}
  - {name: currency, data_type: VARCHAR, description: Moneda (ISO 4217)}
  - {name: amount_max_usd, data_type: "DECIMAL(18,2)", description: Monto máximo por proyecto en dólares de Estados Unidos}
  - {name: "{{ amount_column }}", data_type: "DECIMAL(20,0)", description: "Monto máximo por proyecto en {{ currency_name }}"}
  - {name: outcome, data_type: VARCHAR, description: "Elegibilidad: eligible (puede), unclear (no está claro)", data_tests: [not_null, {accepted_values: {values: [eligible, unclear]}}]}
  - {name: role, data_type: VARCHAR, description: "Papel: lead (líder), partner (socio)"}
  - {name: ask, data_type: VARCHAR, description: "Qué preguntar al financiador, cuando no está claro"}
  - {name: rule, data_type: VARCHAR, description: Regla que decide la elegibilidad}
  - {name: priority_id, data_type: VARCHAR, description: Prioridad con que mejor calza}
  - {name: priority, data_type: VARCHAR, description: Nombre de esa prioridad}
  - {name: score, data_type: DOUBLE, description: Puntaje de ese calce (0 a 1)}
  - {name: grade, data_type: INTEGER, description: "Grado de ese calce: 2 (trata de eso), 1 (lo toca)"}
  - {name: why, data_type: VARCHAR, description: "Por qué está en la lista, en palabras", data_tests: [not_null]}
  - {name: url, data_type: VARCHAR, description: Dirección de la convocatoria}
  - {name: call_type, data_type: VARCHAR, description: "Tipo: grant (subvención), prize (premio), technical_assistance (asistencia técnica), loan (préstamo), equity (capital), fellowship (beca), other (otro)"}
  - {name: quote, data_type: VARCHAR, description: Palabras de la fuente sobre quién puede postular}
  - {name: min_population, data_type: INTEGER, description: Población mínima que exige}
  - {name: max_population, data_type: INTEGER, description: Población máxima que acepta}
  - {name: terms, data_type: "VARCHAR[]", description: Términos de esa prioridad hallados en el texto}
  - {name: match_quote, data_type: VARCHAR, description: La frase del texto que más se acerca a esa prioridad}
*/
WITH best AS (
    SELECT
        m.call_id,
        m.priority_id,
        p.name_es AS priority,
        m.score,
        m.grade,
        m.terms,
        m.quote AS match_quote,
        'Calza con «' || p.name_es || '»' || CASE
            WHEN len(m.terms) > 0 THEN ' (' || array_to_string(m.terms[1:4], ', ') || ')'
            WHEN m.quote <> '' THEN ': «' || left(m.quote, 160) || CASE WHEN length(m.quote) > 160 THEN '…' ELSE '' END || '»'
            ELSE ''
        END || '.' AS fit
    FROM matches AS m
    JOIN priorities AS p USING (priority_id)
    QUALIFY row_number() OVER (PARTITION BY m.call_id ORDER BY m.score DESC, p.weight DESC NULLS LAST, m.priority_id) = 1
),
reasons AS (
    SELECT
        *,
        CASE outcome
            WHEN 'unclear' THEN 'Por confirmar' || coalesce(': ' || ask, ' si puede postular.')
            ELSE 'Puede postular' || CASE role WHEN 'lead' THEN ' como líder' WHEN 'partner' THEN ' como entidad asociada' ELSE '' END
                || CASE WHEN quote <> '' THEN ': «' || left(quote, 160) || CASE WHEN length(quote) > 160 THEN '…' ELSE '' END || '»' ELSE '' END
                || '.'
        END || CASE
            WHEN min_population IS NULL AND max_population IS NULL THEN ''
            ELSE ' Solo para {{ local_areas }} de' || coalesce(' al menos ' || replace(format('{:,}', min_population), ',', '.'), '')
                || CASE WHEN min_population IS NOT NULL AND max_population IS NOT NULL THEN ' y' ELSE '' END
                || coalesce(' hasta ' || replace(format('{:,}', max_population), ',', '.'), '') || ' habitantes.'
        END AS reason
    FROM eligibility
    WHERE outcome IN ('eligible', 'unclear')
)
SELECT
    e.applicant,
    (row_number() OVER (PARTITION BY e.applicant ORDER BY e.outcome, b.score DESC NULLS LAST, s.next_deadline_on NULLS LAST, c.call_id))::INTEGER AS position,
    c.call_id,
    c.title,
    c.line_es,
    c.funder,
    s.status,
    s.next_deadline_on,
    s.days_left,
    s.working_days_left,
    c.amount_max,
    c.currency,
    c.amount_max_usd,
    c.{{ amount_column }},
    e.outcome,
    e.role,
    e.ask,
    e.rule,
    b.priority_id,
    b.priority,
    b.score,
    b.grade,
    coalesce(b.fit, 'No calza con ninguna prioridad.') || ' ' || e.reason AS why,
    c.url,
    c.call_type,
    e.quote,
    e.min_population,
    e.max_population,
    b.terms,
    b.match_quote
FROM reasons AS e
JOIN calls AS c USING (call_id)
JOIN call_status AS s USING (call_id)
LEFT JOIN best AS b USING (call_id)
WHERE s.status IN ('open', 'closing_soon', 'undated', 'forecast')
    AND (c.call_type IS NULL OR c.call_type NOT IN ('tender', 'award_notice'))
ORDER BY e.applicant, position
