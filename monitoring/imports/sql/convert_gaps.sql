-- New districts of which not all old parts have a number at a day.
SELECT indicator.name, known.reference_date, count(*)
FROM (
    SELECT known.indicator_id, known.reference_date, shares.new_id, count(*) AS number
    FROM monitoring_indicatorvalue AS known JOIN shares ON shares.old_id = known.district_id
    JOIN monitoring_indicator AS indicator ON indicator.id = known.indicator_id
    WHERE known.reference_date < %(day)s AND (indicator.kind = 'count' OR known.denominator IS NOT NULL OR known.gap <> '')
        AND (%(indicators)s::text[] IS NULL OR indicator.code = ANY(%(indicators)s))
    GROUP BY 1, 2, 3
) AS known
JOIN monitoring_indicator AS indicator ON indicator.id = known.indicator_id
WHERE known.number < (SELECT count(*) FROM shares WHERE shares.new_id = known.new_id)
GROUP BY 1, 2 ORDER BY 1, 2 LIMIT %(most)s;
