/*
description: Tipos de cambio usados para comparar montos
constraints: [{type: primary_key, columns: [currency, on_date]}]
columns:
  - {name: on_date, data_type: DATE, description: Día del tipo de cambio, data_tests: [not_null]}
  - {name: currency, data_type: VARCHAR, description: Moneda (ISO 4217), data_tests: [not_null]}
  - {name: per_usd, data_type: DOUBLE, description: Unidades de la moneda por un dólar de Estados Unidos, data_tests: [not_null]}
  - {name: source, data_type: VARCHAR, description: Quién publica el tipo de cambio}
*/
SELECT on_date, currency, per_usd, source
FROM stage.rates
