-- What a later import wrote over.
SELECT indicator.name, coalesce(district.name, space.name, ''), known.reference_date, by.file_name, by.applied_at, count(*) OVER ()
FROM monitoring_replacedvalue AS later
JOIN monitoring_indicatorvalue AS known ON known.id = later.known_id
JOIN monitoring_valueimport AS by ON by.id = later.replaced_by_id
JOIN monitoring_indicator AS indicator ON indicator.id = known.indicator_id
LEFT JOIN sozialraum_district AS district ON district.id = known.district_id
LEFT JOIN sozialraum_socialspace AS space ON space.id = known.social_space_id
WHERE later.taken_from_id = %(result)s
ORDER BY 1, 2, 3 LIMIT %(most)s;
