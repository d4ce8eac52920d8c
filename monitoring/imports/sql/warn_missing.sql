-- Areas without a word, of which there was a number a year before and which still exist; told once for each indicator and day.
WITH asked AS (
    SELECT DISTINCT indicator_id, name, reference_date, level_id FROM seen WHERE is_own AND level_id <> 0
)
SELECT 0 AS line, asked.name, concat(
        array_to_string((array_agg(DISTINCT before.area ORDER BY before.area))[1:5], ', '),
        CASE WHEN count(DISTINCT before.place) > 5 THEN concat(' … (', count(DISTINCT before.place), ')') END
    ) AS area, asked.reference_date, '' AS figures
FROM asked
JOIN seen AS before ON before.indicator_id = asked.indicator_id AND before.level_id = asked.level_id
    AND before.reference_date BETWEEN asked.reference_date - 430 AND asked.reference_date - 300
WHERE (
        asked.level_id = -1
        OR EXISTS (SELECT 1 FROM held WHERE held.place = before.place AND held.reference_date = asked.reference_date)
    )
    AND NOT EXISTS (
        SELECT 1 FROM seen AS now
        WHERE now.indicator_id = asked.indicator_id AND now.place = before.place AND now.reference_date = asked.reference_date
    )
GROUP BY asked.indicator_id, asked.name, asked.reference_date
ORDER BY asked.name, asked.reference_date LIMIT %(most)s;
