/*
description: Tipos de cambio usados para comparar montos
constraints: [{type: primary_key, columns: [currency, on_date]}]
columns:
  - {name: on_date, data_type: DATE, description: Día del tipo de cambio, data_tests: [not_null]}
  - {name: currency, data_type: VARCHAR, description: "Moneda (ISO 4217; CLF es la UF), o UTM", data_tests: [not_null]}
  - {name: per_usd, data_type: DOUBLE, description: Unidades de la moneda por un dólar de Estados Unidos, data_tests: [not_null]}
  - {name: source, data_type: VARCHAR, description: "Quién publica el tipo de cambio: una fuente del catastro, o lo que dice territory/exchange_rates.csv"}
  - {name: verified, data_type: BOOLEAN, description: "Si está comprobado; lo no comprobado es conocimiento general"}
*/
SELECT on_date, currency, per_usd, source, verified
FROM stage.rates
