-- Counts may move by a quarter and by what chance does to them; rates are judged by their counts where there are any.
SELECT own.line, own.name, own.area, own.reference_date,
    concat(trim_scale(round(before.shown, 2)), ' → ', trim_scale(round(own.shown, 2))) AS figures
FROM seen AS own
CROSS JOIN LATERAL (
    SELECT * FROM seen AS earlier
    WHERE earlier.indicator_id = own.indicator_id AND earlier.place = own.place AND earlier.shown IS NOT NULL
        AND earlier.reference_date BETWEEN own.reference_date - 430 AND own.reference_date - 300
    ORDER BY abs(own.reference_date - earlier.reference_date - 365) LIMIT 1
) AS before
CROSS JOIN LATERAL (
    SELECT
        CASE
            WHEN own.kind = 'count' THEN before.shown
            WHEN own.denominator > 0 AND before.denominator > 0 THEN before.numerator / before.denominator * own.denominator
        END AS counted
) AS expected
WHERE own.is_own AND own.shown IS NOT NULL
    AND CASE
        WHEN expected.counted IS NOT NULL
            THEN abs(own.numerator - expected.counted) > 5 + 0.25 * abs(expected.counted) + 3 * sqrt(abs(expected.counted))
        WHEN own.kind = 'rate' THEN abs(own.shown - before.shown) > 0.02 * own.per + 0.5 * abs(before.shown)
        ELSE abs(own.shown - before.shown) > 0.2 * abs(before.shown)
    END
    AND NOT EXISTS (
        SELECT 1 FROM monitoring_seriesbreak AS break
        WHERE break.indicator_id = own.indicator_id AND break.day > before.reference_date AND break.day <= own.reference_date
    )
ORDER BY own.line, own.name LIMIT %(most)s;
