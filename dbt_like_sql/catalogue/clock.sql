/*
description: "Reloj del catastro: el día en que se para un catastro rehecho o de muestra"
columns:
  - {name: as_of, data_type: DATE, description: "Día del catastro; vacío cuando está en vivo y vale el día de hoy en Santiago"}
*/
SELECT as_of FROM stage.clock
