-- The first numbers of an outcome, as people read them.
SELECT
    compared.line, indicator.name, coalesce(district.name, space.name, ''), compared.reference_date,
    known.numerator, known.denominator, known.value, coalesce(known.gap, ''), coalesce(known.status, ''),
    compared.numerator, compared.denominator, compared.value, compared.gap, compared.status
FROM compared
JOIN monitoring_indicator AS indicator ON indicator.id = compared.indicator_id
LEFT JOIN sozialraum_district AS district ON district.id = compared.district_id
LEFT JOIN sozialraum_socialspace AS space ON space.id = compared.social_space_id
LEFT JOIN monitoring_indicatorvalue AS known ON known.id = compared.known_id
WHERE compared.outcome = %(outcome)s
ORDER BY compared.line, indicator.name, compared.reference_date
LIMIT %(most)s;
