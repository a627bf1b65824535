/*
description: "Perfiles: para quiénes se hace el boletín, y qué postulante es cada uno (territory/profiles.yaml)"
columns:
  - {name: profile_id, data_type: VARCHAR, description: "Identificador del perfil, como municipality-13101", data_tests: [not_null, unique]}
  - {name: name, data_type: VARCHAR, description: Nombre, data_tests: [not_null]}
  - {name: applicant_id, data_type: VARCHAR, description: Postulante, data_tests: [not_null, {relationships: {to: applicants, field: applicant_id}}]}
  - {name: applicant, data_type: VARCHAR, description: "Clase: regional_government, municipality, university, ngo, sme, individual", data_tests: [not_null, {accepted_values: {codes: applicant}}]}
  - {name: province, data_type: VARCHAR, description: Provincia}
*/
SELECT p.profile_id, p.name, p.applicant_id, p.applicant, a.province
FROM stage.profiles AS p
LEFT JOIN stage.applicants AS a USING (applicant_id)
