-- What a file says, laid aside: `place` is one key for all areas, a district's id, a social space's below nought, nought for the city.
DROP TABLE IF EXISTS staged, compared;
CREATE TEMP TABLE staged (
    line integer NOT NULL,
    indicator_id bigint NOT NULL,
    district_id bigint,
    social_space_id bigint,
    reference_date date NOT NULL,
    numerator numeric(16, 4),
    denominator numeric(16, 4),
    value numeric(18, 8),
    gap text NOT NULL DEFAULT '',
    status text NOT NULL,
    is_converted boolean NOT NULL DEFAULT false,
    place bigint GENERATED ALWAYS AS (coalesce(district_id, -social_space_id, 0)) STORED
) ON COMMIT DROP;
