/* description: Un título de más de 600 letras no es un título; al entrar se corta en una palabra. */
SELECT call_id, length(title) AS letters
FROM calls
WHERE length(title) > 600
