/* description: El reloj tiene una fila. Ninguna o dos cambiarían el día de todas las vistas. */
SELECT count(*) AS rows
FROM clock
HAVING count(*) <> 1
