-- Functions by which tables are indexed or filled name the schema of what they call. A dump is restored with an empty search path: an
-- index by a function that calls another one by its bare name would not be built again, and with it no offer could be put back.
CREATE OR REPLACE FUNCTION offers_fold(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT replace(replace(replace(public.unaccent('public.unaccent', lower(input)), 'ae', 'a'), 'oe', 'o'), 'ue', 'u')
$$;

CREATE OR REPLACE FUNCTION offers_due_on(confirmed_at date, review_months int, next_review date, created_at timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT least('9999-12-31'::date, CASE
        WHEN next_review > coalesce(confirmed_at, '-infinity') THEN next_review
        WHEN review_months IS NOT NULL THEN
            (coalesce(confirmed_at, (created_at AT TIME ZONE 'Europe/Berlin')::date) + make_interval(months => review_months))::date
        ELSE public.offers_season_after(coalesce(confirmed_at, (created_at AT TIME ZONE 'Europe/Berlin')::date) + 30)
    END)
$$;
