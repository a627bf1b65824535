/*
description: Documentos que nombra la convocatoria
columns:
  - {name: call_id, data_type: VARCHAR, description: Convocatoria, data_tests: [not_null, {relationships: {to: calls, field: call_id}}]}
  - {name: kind, data_type: VARCHAR, description: Clase de documento}
  - {name: title, data_type: VARCHAR, description: Título del documento}
  - {name: url, data_type: VARCHAR, description: Dirección del documento, data_tests: [not_null]}
*/
SELECT call_id, kind, title, url
FROM stage.documents
