-- The numbers of the file's indicators as they will be, with those of the years around them.
DROP TABLE IF EXISTS seen, held;
CREATE TEMP TABLE seen ON COMMIT DROP AS
SELECT
    spoken.*, indicator.name, indicator.kind, indicator.per, indicator.unit, indicator.decimals,
    CASE indicator.kind
        WHEN 'count' THEN spoken.numerator
        WHEN 'rate' THEN coalesce(spoken.numerator / nullif(spoken.denominator, 0) * indicator.per, spoken.value)
        ELSE coalesce(spoken.numerator / nullif(spoken.denominator, 0), spoken.value)
    END AS shown,
    coalesce(district.level_id, CASE WHEN spoken.place < 0 THEN -1 ELSE 0 END) AS level_id,
    coalesce(district.name, space.name, %(city)s) AS area
FROM (
    SELECT indicator_id, place, reference_date, numerator, denominator, value, gap, is_converted, line, true AS is_own FROM compared
    UNION ALL
    SELECT known.indicator_id, coalesce(known.district_id, -known.social_space_id, 0), known.reference_date,
        known.numerator, known.denominator, known.value, known.gap, known.is_converted, 0, false
    FROM monitoring_indicatorvalue AS known, (
        SELECT indicator_id, min(reference_date) - 430 AS first_day, max(reference_date) AS last_day FROM compared GROUP BY 1
    ) AS asked
    WHERE known.indicator_id = asked.indicator_id AND known.reference_date BETWEEN asked.first_day AND asked.last_day
        AND NOT EXISTS (SELECT 1 FROM compared WHERE compared.known_id = known.id)
) AS spoken
JOIN monitoring_indicator AS indicator ON indicator.id = spoken.indicator_id
LEFT JOIN sozialraum_district AS district ON district.id = spoken.place
LEFT JOIN sozialraum_socialspace AS space ON space.id = -spoken.place;
CREATE INDEX ON seen (indicator_id, place, reference_date);
-- Which areas there are at each day of the file: districts by level, and the social space of each.
CREATE TEMP TABLE held ON COMMIT DROP AS
SELECT day.reference_date, district.id AS place, district.level_id, district.parent_id, membership.social_space_id
FROM (SELECT DISTINCT reference_date FROM compared) AS day
JOIN sozialraum_district AS district
    ON district.valid_from <= day.reference_date AND (district.valid_until IS NULL OR district.valid_until > day.reference_date)
LEFT JOIN sozialraum_socialspacemembership AS membership
    ON membership.district_id = district.id AND membership.valid_from <= day.reference_date
    AND (membership.valid_until IS NULL OR membership.valid_until > day.reference_date);
ANALYZE seen;
ANALYZE held;
