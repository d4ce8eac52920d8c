-- Counts of old districts, split by weight and put together in the new ones. `shares` holds the weights.
INSERT INTO staged (line, indicator_id, district_id, reference_date, numerator, denominator, gap, status, is_converted)
SELECT
    0, known.indicator_id, shares.new_id, known.reference_date,
    CASE WHEN bool_and(known.gap = '') THEN round(sum(known.numerator * shares.weight), 4) END,
    CASE WHEN bool_and(known.gap = '' AND known.denominator IS NOT NULL) THEN round(sum(known.denominator * shares.weight), 4) END,
    -- Of several reasons why a part has no number, the strictest one.
    coalesce(
        (array_agg(known.gap ORDER BY array_position(ARRAY['secret', 'unreliable', 'meaningless', 'later'], known.gap::text))
            FILTER (WHERE known.gap <> ''))[1],
        ''
    ),
    -- Not surer than its least sure part.
    (array_agg(known.status ORDER BY array_position(ARRAY['estimated', 'provisional', 'final'], known.status::text)))[1],
    true
FROM monitoring_indicatorvalue AS known
JOIN shares ON shares.old_id = known.district_id
JOIN monitoring_indicator AS indicator ON indicator.id = known.indicator_id
WHERE known.reference_date < %(day)s
    AND (known.numerator IS NOT NULL OR known.gap <> '')
    AND (indicator.kind = 'count' OR known.denominator IS NOT NULL OR known.gap <> '')
    AND (%(indicators)s::text[] IS NULL OR indicator.code = ANY(%(indicators)s))
GROUP BY known.indicator_id, known.reference_date, shares.new_id
HAVING
    -- Of a new district whose parts are not all known, nothing is known.
    count(*) = (SELECT count(*) FROM shares AS all_of_it WHERE all_of_it.new_id = shares.new_id);
