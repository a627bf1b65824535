/*
description: "Reloj del catastro: el día en que se para un catastro rehecho o de muestra, y el primero que se publicó"
columns:
  - {name: as_of, data_type: DATE, description: "Día del catastro; vacío cuando está en vivo y vale el día de hoy en {{ here }}"}
  - {name: first_on, data_type: DATE, description: "Día de la primera publicación: de antes no se puede preguntar"}
*/
SELECT as_of, first_on FROM stage.clock
