-- Whole things are whole and not fewer than none; a share in per cent is not below nought; nobody's age is above 120.
SELECT line, name, area, reference_date, concat(trim_scale(round(shown, 4)), ' ', unit) AS figures
FROM seen
WHERE is_own AND (
    (kind = 'count' AND (shown < 0 OR (NOT is_converted AND shown <> trunc(shown))))
    OR (kind = 'rate' AND per = 100 AND unit LIKE '\%%%%' AND shown < 0)
    OR (unit = 'Jahre' AND shown NOT BETWEEN 0 AND 120)
)
ORDER BY line, name LIMIT %(most)s;
