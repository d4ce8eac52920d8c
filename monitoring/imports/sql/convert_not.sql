-- What cannot be split: rates and means of which only the value is known.
SELECT indicator.name, count(DISTINCT known.id)
FROM monitoring_indicatorvalue AS known
JOIN shares ON shares.old_id = known.district_id
JOIN monitoring_indicator AS indicator ON indicator.id = known.indicator_id
WHERE known.reference_date < %(day)s AND known.gap = '' AND indicator.kind <> 'count' AND known.denominator IS NULL
    AND (%(indicators)s::text[] IS NULL OR indicator.code = ANY(%(indicators)s))
GROUP BY 1 ORDER BY 1;
