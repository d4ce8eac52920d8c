-- An entry knows in which areas it is found, so that one index joins them to the words of a search: of tens of thousands of offers that
-- say a word the database looked at each and asked for its reaches.

-- As in 0100, with the areas; entries and reaches are made of one reading of them.
DO $make$
DECLARE
    body text := $body$
    BEGIN
        WITH source AS MATERIALIZED (
            SELECT * FROM offers_entry_source WHERE /*chosen*/
        ), heard AS (
            INSERT INTO offers_vocabulary (word, number, shown)
            SELECT offers_spelling(said) AS word, sum(times), (array_agg(said ORDER BY times DESC, said))[1]
            FROM (
                SELECT said, count(*) AS times
                FROM source, regexp_split_to_table(words, '[^[:alnum:]]+') AS said
                WHERE length(said) > 1
                GROUP BY said
            ) each
            GROUP BY 1
            ORDER BY 1
            ON CONFLICT DO NOTHING
        ), reached AS MATERIALIZED (
            SELECT * FROM offers_area_reached WHERE /*chosen*/
        ), entries AS (
            INSERT INTO offers_entry
                (offer_id, title, ages, facets, areas, document, point, card, confirmed_at, public_from, public_until, due_on)
            SELECT offer_id, title, ages, coalesce(f.facets, '{}'), a.areas, document, point, card, confirmed_at, public_from, public_until, due_on
            FROM source e
            JOIN (
                SELECT offer_id, coalesce(array_agg(area ORDER BY area) FILTER (WHERE area <> 'all'), '{}') AS areas
                FROM reached GROUP BY offer_id
            ) a USING (offer_id)
            LEFT JOIN (
                SELECT offer_id, array_agg(DISTINCT facet::varchar(140) ORDER BY facet::varchar(140)) AS facets
                FROM offers_facet WHERE /*chosen*/ GROUP BY offer_id
            ) f USING (offer_id)
            RETURNING offer_id, title, ages, public_from, public_until, due_on
        )
        INSERT INTO offers_reach (offer_id, area, nearness, is_everywhere, title, ages, public_from, public_until, due_on)
        SELECT e.offer_id, a.area, a.nearness, w.is_everywhere, e.title, e.ages, e.public_from, e.public_until, e.due_on
        FROM entries e
        JOIN reached a ON a.offer_id = e.offer_id
        JOIN (SELECT * FROM offers_everywhere WHERE /*chosen*/) w ON w.offer_id = e.offer_id;
    END $body$;
BEGIN
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION offers_write_some(ids bigint[]) RETURNS void LANGUAGE plpgsql'
        ' SET plan_cache_mode = force_generic_plan AS %L', replace(body, '/*chosen*/', 'offer_id = ANY (ids)'));
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION offers_write_all() RETURNS void LANGUAGE plpgsql AS %L', replace(body, '/*chosen*/', 'true'));
END $make$;

SELECT offers_rebuild();
