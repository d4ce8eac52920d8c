INSERT INTO monitoring_replacedvalue (
    replaced_by_id, known_id, numerator, denominator, value, gap, status, is_converted, taken_from_id, line
)
SELECT %(result)s, known.id, known.numerator, known.denominator, known.value, known.gap, known.status, known.is_converted,
    known.taken_from_id, known.line
FROM compared JOIN monitoring_indicatorvalue AS known ON known.id = compared.known_id
WHERE compared.outcome = 'changed';
