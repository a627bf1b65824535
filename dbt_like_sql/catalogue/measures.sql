/*
description: "Qué mide cada indicador, en palabras: la definición que vale en los informes"
columns:
  - {name: position, data_type: INTEGER, description: Orden en que se muestran, data_tests: [not_null, unique]}
  - {name: measure, data_type: VARCHAR, description: Medida, data_tests: [not_null, unique]}
  - {name: unit, data_type: VARCHAR, description: "Unidad: calls (convocatorias), applications (postulaciones), money ({{ currency_name }}), days (días), percent (por ciento), profiles (perfiles)", data_tests: [not_null, {accepted_values: {codes: measure_unit}}]}
  - {name: is_count, data_type: BOOLEAN, description: "Si es un recuento o una suma: donde no hubo nada vale 0", data_tests: [not_null]}
  - {name: name_es, data_type: VARCHAR, description: Nombre en español, data_tests: [not_null]}
  - {name: name_en, data_type: VARCHAR, description: Nombre en inglés, data_tests: [not_null]}
  - {name: definition_es, data_type: VARCHAR, description: "Definición en español", data_tests: [not_null]}
  - {name: definition_en, data_type: VARCHAR, description: "Definición en inglés", data_tests: [not_null]}
*/
WITH said(measure, unit, is_count, name_es, name_en, definition_es, definition_en) AS (
    VALUES
    ('published', 'calls', true, 'Publicadas', 'Published',
        'Convocatorias que el catastro vio por primera vez en el mes, sin licitaciones ni adjudicaciones. Publicada por varias fuentes, cuenta una vez.',
        'Calls that the catalogue first saw in the month, tenders and award notices left out. Published by several sources, a call counts once.'),
    ('published_amount', 'money', true, 'Monto publicado', 'Sum published',
        'Suma del monto máximo por proyecto de las publicadas que dicen uno, en {{ currency_name }}. Es lo más que podría ganar un proyecto en cada una, no lo que se reparte.',
        'Sum of the largest amount per project of those published that state one, in the territory''s money. It is the most that one project could win in each, not what is handed out.'),
    ('eligible', 'calls', true, 'Con puerta abierta', 'Open to us',
        'Convocatorias que en el mes llegaron a un perfil que puede postular según sus bases. En la región y en una provincia, cada una cuenta una vez, aunque llegue a muchos.',
        'Calls that in the month came to a profile that may apply by their rules. For the region and a province each counts once, however many it came to.'),
    ('eligible_amount', 'money', true, 'Monto con puerta abierta', 'Sum open to us',
        'Suma del monto máximo por proyecto de las anteriores que dicen uno.',
        'Sum of the largest amount per project of these, where stated.'),
    ('followed', 'applications', true, 'Seguidas', 'Followed',
        'Convocatorias que un perfil decidió seguir: al terminar el mes la sigue, la prepara o la envió, y al terminar el mes anterior no. Cada perfil cuenta por separado.',
        'Calls that a profile decided to follow: at the end of the month it follows, prepares or has sent it, and at the end of the month before it did not. Each profile counts apart.'),
    ('followed_amount', 'money', true, 'Monto seguido', 'Sum followed',
        'Suma de los montos que los perfiles dijeron de ellas; donde nadie dijo uno, no suma.',
        'Sum of the amounts that profiles stated of these; where none did, nothing is added.'),
    ('submitted', 'applications', true, 'Enviadas', 'Submitted',
        'Postulaciones enviadas: al terminar el mes está enviada o ya tiene resultado, y al terminar el anterior no.',
        'Applications sent: at the end of the month it is sent or has its result, and at the end of the month before it was not.'),
    ('submitted_amount', 'money', true, 'Monto pedido', 'Sum applied for',
        'Suma de los montos pedidos en las enviadas; donde nadie dijo uno, no suma.',
        'Sum of the amounts applied for in those sent; where none was stated, nothing is added.'),
    ('won', 'applications', true, 'Adjudicadas', 'Won',
        'Postulaciones que al terminar el mes están adjudicadas, y al terminar el anterior no lo estaban.',
        'Applications that are won at the end of the month and were not at the end of the month before.'),
    ('won_amount', 'money', true, 'Monto ganado', 'Sum won',
        'Suma de los montos de las adjudicadas; donde nadie dijo uno, no suma.',
        'Sum of the amounts of those won; where none was stated, nothing is added.'),
    ('lost', 'applications', true, 'No adjudicadas', 'Lost',
        'Postulaciones que al terminar el mes tienen resultado y no fueron adjudicadas, y al terminar el anterior no lo tenían.',
        'Applications whose result at the end of the month is that they were not won, and were not so at the end of the month before.'),
    ('withdrawn', 'applications', true, 'Desistidas', 'Given up',
        'Postulaciones de las que el perfil desistió en el mes.',
        'Applications that the profile gave up in the month.'),
    ('dismissed', 'applications', true, 'Descartadas', 'Dismissed',
        'Convocatorias que un perfil miró y descartó en el mes.',
        'Calls that a profile looked at and dismissed in the month.'),
    ('missed', 'calls', true, 'Perdidas sin mirar', 'Missed unseen',
        'Convocatorias que cerraron en el mes, que tratan de una prioridad, a las que se podía postular, y de las que hasta su cierre no se dijo nada: ni seguirla ni descartarla. En la región y en una provincia, de las que nadie dijo nada.',
        'Calls that closed in the month, are about a priority, were open to us, and of which nothing was said until they closed: neither followed nor dismissed. For the region and a province, of which nobody said anything.'),
    ('missed_amount', 'money', true, 'Monto perdido sin mirar', 'Sum missed unseen',
        'Suma del monto máximo por proyecto de las anteriores que dicen uno.',
        'Sum of the largest amount per project of these, where stated.'),
    ('lead_days', 'days', false, 'Plazo que queda al llegar', 'Days left on arrival',
        'Días corridos entre la llegada de una convocatoria con puerta abierta y su último plazo: la mitad tuvo más, la mitad menos.',
        'Days between the arrival of a call that is open to us and its last deadline: half had more, half had fewer.'),
    ('answer_days', 'days', false, 'Días hasta responder', 'Days to an answer',
        'Días corridos entre la llegada de una convocatoria a un perfil y lo primero que el perfil dijo de ella: la mitad tardó más, la mitad menos. Solo cuentan las respondidas.',
        'Days between the arrival of a call to a profile and the first thing it said of it: half took longer, half less. Only those answered count.'),
    ('with_deadline', 'percent', false, 'Con plazo', 'With a deadline',
        'De cada cien convocatorias vistas por primera vez en el mes, cuántas tienen un plazo leído o son permanentes.',
        'Of each hundred calls first seen in the month, how many have a deadline that was read, or are always open.'),
    ('with_amount', 'percent', false, 'Con monto', 'With an amount',
        'De cada cien convocatorias vistas por primera vez en el mes, cuántas tienen algún monto leído.',
        'Of each hundred calls first seen in the month, how many have any amount that was read.'),
    ('with_verdict', 'percent', false, 'Con respuesta sobre quién postula', 'With a verdict on who may apply',
        'De cada cien juicios sobre si una clase de postulante puede postular a una convocatoria del mes, cuántos son un sí o un no; el resto hay que preguntarlo.',
        'Of each hundred verdicts on whether a kind of applicant may apply to a call of the month, how many are a yes or a no; the rest must be asked.'),
    ('sources_healthy', 'percent', false, 'Fuentes sanas', 'Healthy sources',
        'De cada cien fuentes en uso, cuántas se recogieron bien, en promedio de las publicaciones del mes.',
        'Of each hundred sources in use, how many were collected well, on average over the month''s publications.'),
    ('profiles', 'profiles', true, 'Perfiles', 'Profiles',
        'Perfiles para los que se hace el boletín.',
        'Profiles for which a bulletin is made.'),
    ('answered', 'profiles', true, 'Respondieron', 'Answered',
        'Perfiles que en el mes dijeron algo de alguna convocatoria.',
        'Profiles that said anything of any call in the month.'),
    ('silent', 'profiles', true, 'Sin señal', 'Not heard of',
        'Perfiles que hasta el fin del mes nunca han dicho nada. No se sabe si leen el boletín: nadie mide quién lo abre.',
        'Profiles that had never said anything by the end of the month. Whether they read the bulletin is not known: nobody measures who opens it.'),
    ('without_application', 'profiles', true, 'Municipalidades sin postulaciones', 'Municipalities without applications',
        'Municipalidades que hasta el fin del mes nunca han enviado una postulación, por lo que consta aquí.',
        'Municipalities that had never sent an application by the end of the month, by what stands here.')
)
SELECT
    row_number() OVER ()::INTEGER AS position,
    measure, unit, is_count, name_es, name_en, definition_es, definition_en
FROM said
