-- Where a later import wrote over it, that one would bring this import's number back some day: it shall bring back what was before.
UPDATE monitoring_replacedvalue AS later SET
    numerator = old.numerator, denominator = old.denominator, value = old.value, gap = old.gap, status = old.status,
    is_converted = old.is_converted, taken_from_id = old.taken_from_id, line = old.line
FROM monitoring_replacedvalue AS old
WHERE old.replaced_by_id = %(result)s AND later.known_id = old.known_id
    AND later.taken_from_id = %(result)s AND later.replaced_by_id <> %(result)s;
