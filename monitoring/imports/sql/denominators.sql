-- A rate whose denominator is an indicator of its own takes it from there: from this file, else from what is known.
UPDATE staged SET denominator = counted.numerator
FROM monitoring_indicator AS rate, (
    SELECT indicator_id, reference_date, place, numerator FROM staged WHERE numerator >= 0
    UNION ALL
    SELECT known.indicator_id, known.reference_date, coalesce(known.district_id, -known.social_space_id, 0), known.numerator
    FROM monitoring_indicatorvalue AS known
    WHERE known.numerator >= 0
        AND known.indicator_id IN (
            SELECT denominator_id FROM monitoring_indicator WHERE id IN (SELECT DISTINCT indicator_id FROM staged)
        )
        AND NOT EXISTS (
            SELECT 1 FROM staged AS own
            WHERE own.indicator_id = known.indicator_id AND own.reference_date = known.reference_date
                AND own.place = coalesce(known.district_id, -known.social_space_id, 0)
        )
) AS counted
WHERE rate.id = staged.indicator_id AND rate.kind = 'rate'
    AND staged.numerator IS NOT NULL AND staged.denominator IS NULL
    AND counted.indicator_id = rate.denominator_id
    AND counted.reference_date = staged.reference_date AND counted.place = staged.place;
