-- Two columns, or two years of one, that say the same of five areas and more.
WITH spoken AS (
    SELECT min(line) AS line, indicator_id, name, reference_date, count(*) AS number,
        md5(string_agg(concat(place, ':', trim_scale(shown)), ',' ORDER BY place)) AS said
    FROM seen WHERE is_own AND shown IS NOT NULL
    GROUP BY indicator_id, name, reference_date
    HAVING count(*) >= 5 AND count(DISTINCT shown) > 2
)
SELECT one.line, one.name, concat('= ', other.name, ' ', to_char(other.reference_date, 'DD.MM.YYYY')) AS area, one.reference_date, '' AS figures
FROM spoken AS one JOIN spoken AS other ON one.said = other.said
    AND (one.indicator_id, one.reference_date) > (other.indicator_id, other.reference_date)
ORDER BY one.line, one.name LIMIT %(most)s;
