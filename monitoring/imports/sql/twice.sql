-- Cells that several lines name. Where the lines differ, nobody knows which is right; where they agree, they count once.
DROP TABLE IF EXISTS twice;
CREATE TEMP TABLE twice ON COMMIT DROP AS
WITH several AS MATERIALIZED (
    -- Most files have none: only these are spelt out and sorted.
    SELECT indicator_id, reference_date, place FROM staged GROUP BY 1, 2, 3 HAVING count(*) > 1
)
SELECT
    tuple, line, first_value(line) OVER cell AS first_line, last_value(line) OVER cell AS last_line,
    row_number() OVER cell AS number,
    min(said) OVER cell IS DISTINCT FROM max(said) OVER cell AS differs
FROM (
    SELECT staged.ctid AS tuple, line, indicator_id, reference_date, place,
        concat_ws('|', coalesce(numerator::text, ''), coalesce(denominator::text, ''), coalesce(value::text, ''), gap, status) AS said
    FROM staged JOIN several USING (indicator_id, reference_date, place)
) AS spoken
WINDOW cell AS (
    PARTITION BY indicator_id, reference_date, place ORDER BY line, tuple ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
);
