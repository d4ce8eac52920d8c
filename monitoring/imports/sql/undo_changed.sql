-- What it replaced comes back, with where that came from.
UPDATE monitoring_indicatorvalue AS known SET
    numerator = old.numerator, denominator = old.denominator, value = old.value, gap = old.gap, status = old.status,
    is_converted = old.is_converted, taken_from_id = old.taken_from_id, line = old.line
FROM monitoring_replacedvalue AS old
WHERE old.replaced_by_id = %(result)s AND known.id = old.known_id AND known.taken_from_id = %(result)s;
