SELECT min(line), name, '' AS area, reference_date, concat(trim_scale(round(min(shown), 4)), ' – ', trim_scale(round(max(shown), 4))) AS figures
FROM seen
WHERE is_own AND kind = 'rate' AND per = 100 AND unit LIKE '\%%%%' AND numerator IS NULL AND shown IS NOT NULL
GROUP BY indicator_id, name, reference_date
HAVING count(*) >= 5 AND max(shown) <= 1 AND count(DISTINCT shown) > 2
ORDER BY name, reference_date LIMIT %(most)s;
