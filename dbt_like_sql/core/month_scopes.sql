/*
description: "De quién se habla: toda la región, una provincia, o un perfil, con los perfiles que le pertenecen"
columns:
  - {name: dimension, data_type: VARCHAR, description: "region, province o profile", data_tests: [not_null]}
  - {name: member, data_type: VARCHAR, description: "all, el nombre de la provincia, o el perfil", data_tests: [not_null]}
  - {name: profile_id, data_type: VARCHAR, description: Perfil que le pertenece, data_tests: [not_null]}
  - {name: is_municipality, data_type: BOOLEAN, description: Si el perfil es de una municipalidad, data_tests: [not_null]}
*/
SELECT s.dimension, s.member, s.profile_id, s.is_municipality
FROM (
    SELECT 'region' AS dimension, 'all' AS member, profile_id, applicant = 'municipality' AS is_municipality FROM catalogue.profiles
    UNION ALL
    SELECT 'province', province, profile_id, applicant = 'municipality' FROM catalogue.profiles WHERE province IS NOT NULL
    UNION ALL
    SELECT 'profile', profile_id, profile_id, applicant = 'municipality' FROM catalogue.profiles
) AS s
