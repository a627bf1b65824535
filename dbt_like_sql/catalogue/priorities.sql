/*
description: "Prioridades: lo que el territorio quiere financiar (territory/priorities.yaml)"
columns:
  - {name: priority_id, data_type: VARCHAR, description: Identificador de la prioridad, data_tests: [not_null, unique]}
  - {name: name_es, data_type: VARCHAR, description: Nombre en español, data_tests: [not_null]}
  - {name: name_en, data_type: VARCHAR, description: Nombre en inglés}
  - {name: description_es, data_type: VARCHAR, description: Descripción en español}
  - {name: description_en, data_type: VARCHAR, description: Descripción en inglés}
  - {name: keywords, data_type: JSON, description: "Términos con que se busca, por idioma (es, en, fr, pt, de)"}
  - {name: sdgs, data_type: "INTEGER[]", description: Objetivos de Desarrollo Sostenible}
  - {name: weight, data_type: DOUBLE, description: Peso que le da el territorio}
*/
SELECT priority_id, name_es, name_en, description_es, description_en, keywords::JSON AS keywords, sdgs, weight
FROM stage.priorities
