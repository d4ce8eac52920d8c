INSERT INTO monitoring_indicatorvalue (
    indicator_id, reference_date, district_id, social_space_id,
    numerator, denominator, value, gap, status, is_converted, taken_from_id, line
)
SELECT indicator_id, reference_date, district_id, social_space_id,
    numerator, denominator, value, gap, status, is_converted, %(result)s, line
FROM compared WHERE outcome IN ('new', 'changed')
ON CONFLICT (indicator_id, reference_date, district_id, social_space_id) DO UPDATE SET
    numerator = excluded.numerator, denominator = excluded.denominator, value = excluded.value, gap = excluded.gap,
    status = excluded.status, is_converted = excluded.is_converted, taken_from_id = excluded.taken_from_id, line = excluded.line;
