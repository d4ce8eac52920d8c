-- A number that was counted within the new boundaries is better than any conversion.
DELETE FROM staged USING monitoring_indicatorvalue AS known
WHERE staged.indicator_id = known.indicator_id AND staged.reference_date = known.reference_date
    AND staged.district_id = known.district_id AND NOT known.is_converted
RETURNING staged.line;
