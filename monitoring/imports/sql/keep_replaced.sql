INSERT INTO monitoring_replacedvalue (
    replaced_by_id, indicator_id, reference_date, district_id, social_space_id,
    numerator, denominator, value, gap, status, is_converted, taken_from_id, line
)
SELECT %(result)s, known.indicator_id, known.reference_date, known.district_id, known.social_space_id,
    known.numerator, known.denominator, known.value, known.gap, known.status, known.is_converted, known.taken_from_id, known.line
FROM compared JOIN monitoring_indicatorvalue AS known ON known.id = compared.known_id
WHERE compared.outcome = 'changed';
