-- Cells that several lines name. Where the lines differ, nobody knows which is right; where they agree, they count once.
DROP TABLE IF EXISTS twice;
CREATE TEMP TABLE twice ON COMMIT DROP AS
SELECT * FROM (
    SELECT
        ctid AS tuple, line, first_value(line) OVER cell AS first_line, last_value(line) OVER cell AS last_line,
        row_number() OVER cell AS number,
        count(*) OVER cell AS of_cell,
        min(said) OVER cell IS DISTINCT FROM max(said) OVER cell AS differs
    FROM (
        SELECT ctid, line, indicator_id, reference_date, place,
            concat_ws('|', coalesce(numerator::text, ''), coalesce(denominator::text, ''), coalesce(value::text, ''), gap, status) AS said
        FROM staged
    ) AS spoken
    WINDOW cell AS (
        PARTITION BY indicator_id, reference_date, place ORDER BY line, ctid ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
) AS numbered
WHERE of_cell > 1;
