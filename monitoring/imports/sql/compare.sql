DROP TABLE IF EXISTS compared;
CREATE TEMP TABLE compared ON COMMIT DROP AS
SELECT staged.*, known.id AS known_id,
    CASE
        WHEN known.id IS NULL THEN 'new'
        WHEN ROW(staged.numerator, staged.denominator, staged.value, staged.gap, staged.status, staged.is_converted)
            IS NOT DISTINCT FROM
            ROW(known.numerator, known.denominator, known.value, known.gap, known.status, known.is_converted) THEN 'unchanged'
        ELSE 'changed'
    END AS outcome
FROM staged LEFT JOIN monitoring_indicatorvalue AS known
    ON known.indicator_id = staged.indicator_id AND known.reference_date = staged.reference_date
    AND coalesce(known.district_id, -known.social_space_id, 0) = staged.place;
ANALYZE compared;
