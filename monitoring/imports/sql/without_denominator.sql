DELETE FROM staged USING monitoring_indicator AS rate
WHERE rate.id = staged.indicator_id AND rate.kind = 'rate' AND staged.numerator IS NOT NULL AND staged.denominator IS NULL
RETURNING staged.line, rate.name;
