SELECT line, name, area, reference_date, concat(trim_scale(numerator), ' / ', trim_scale(denominator)) AS figures
FROM seen WHERE is_own AND kind = 'rate' AND per = 100 AND unit LIKE '\%%%%' AND numerator > denominator
ORDER BY line, name LIMIT %(most)s;
