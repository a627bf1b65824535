/*
description: "Postulantes del territorio: el Gobierno Regional, las municipalidades y quienes postulan con ellos (territory/)"
columns:
  - {name: applicant_id, data_type: VARCHAR, description: Identificador del postulante, data_tests: [not_null, unique]}
  - name: applicant
    data_type: VARCHAR
    description: "Clase: regional_government (gobierno regional), municipality (municipalidad), university (universidad), ngo (organización sin fines de lucro), sme (pyme), individual (persona)"
    data_tests: [not_null, {accepted_values: {codes: applicant}}]
  - {name: name, data_type: VARCHAR, description: Nombre, data_tests: [not_null]}
  - {name: province, data_type: VARCHAR, description: Provincia}
  - {name: population, data_type: INTEGER, description: Población}
  - {name: population_year, data_type: INTEGER, description: Año de la población}
  - {name: lead_working_days, data_type: INTEGER, description: Días hábiles que necesita para preparar una postulación}
*/
SELECT applicant_id, applicant, name, province, population, population_year, lead_working_days
FROM stage.applicants
