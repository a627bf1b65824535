/*
description: Tipos de cambio con los días en que rigen, cada uno desde su fecha hasta la víspera del siguiente
constraints: [{type: primary_key, columns: [currency, rules_from]}]
columns:
  - {name: currency, data_type: VARCHAR, description: Moneda (ISO 4217), data_tests: [not_null]}
  - {name: rules_from, data_type: DATE, description: Primer día en que rige, data_tests: [not_null]}
  - {name: rules_until, data_type: DATE, description: "Primer día en que ya no rige; vacío para el más reciente"}
  - {name: per_usd, data_type: DOUBLE, description: Unidades de la moneda por un dólar de Estados Unidos, data_tests: [not_null]}
*/
SELECT
    currency,
    on_date AS rules_from,
    lead(on_date) OVER (PARTITION BY currency ORDER BY on_date) AS rules_until,
    per_usd
FROM stage.rates
WHERE currency <> 'USD'
UNION ALL
SELECT 'USD', DATE '1900-01-01', NULL, 1.0::DOUBLE
