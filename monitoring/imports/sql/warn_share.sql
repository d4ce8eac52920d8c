SELECT line, name, area, reference_date, concat(trim_scale(round(shown, 2)), ' ', unit) AS figures
FROM seen WHERE is_own AND kind = 'rate' AND per = 100 AND unit LIKE '\%%%%' AND denominator IS NULL AND shown > 100
ORDER BY line, name LIMIT %(most)s;
