-- A larger area is what its parts are together, where all of them are known: boroughs, social spaces, and the city level by level.
WITH parts AS (
    SELECT held.reference_date, held.parent_id AS whole, held.level_id, held.place FROM held WHERE held.parent_id IS NOT NULL
    UNION ALL
    SELECT held.reference_date, -held.social_space_id, held.level_id, held.place FROM held WHERE held.social_space_id IS NOT NULL
    UNION ALL
    SELECT held.reference_date, 0, held.level_id, held.place FROM held
),
wholes AS (
    SELECT reference_date, whole, level_id, count(*) AS number FROM parts GROUP BY 1, 2, 3
),
sums AS (
    SELECT seen.indicator_id, parts.reference_date, parts.whole, parts.level_id, count(*) AS number,
        sum(seen.numerator) AS numerator, sum(seen.denominator) AS denominator, bool_or(seen.is_own) AS is_own
    FROM parts JOIN seen ON seen.place = parts.place AND seen.reference_date = parts.reference_date
    WHERE seen.numerator IS NOT NULL
    GROUP BY 1, 2, 3, 4
)
SELECT whole.line, whole.name, whole.area, whole.reference_date,
    concat(trim_scale(whole.numerator), ' ≠ ', trim_scale(sums.numerator)) AS figures
FROM sums
JOIN wholes USING (reference_date, whole, level_id, number)
JOIN seen AS whole ON whole.place = sums.whole AND whole.indicator_id = sums.indicator_id AND whole.reference_date = sums.reference_date
WHERE (whole.is_own OR sums.is_own)
    AND (
        abs(whole.numerator - sums.numerator) > 0.5 + 0.001 * abs(whole.numerator)
        OR abs(whole.denominator - sums.denominator) > 0.5 + 0.001 * whole.denominator
    )
ORDER BY whole.line, whole.name LIMIT %(most)s;
