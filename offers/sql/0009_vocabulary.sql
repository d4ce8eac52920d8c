-- A search that forgives typos asks a small list of all words instead of the text of every offer: which words are spelt almost
-- like the one that was typed, and then which offers have one of those. (A misspelt word at 100,000 offers: 150 ms before.)

-- Words of the vocabulary that may be meant by a typed one, the likeliest first: those that differ in one letter (in two, if they
-- are long), and those that contain something spelt much like it (pg_trgm.word_similarity_threshold). The bytes are
-- compared first, since levenshtein() refuses long words.
CREATE FUNCTION offers_spelt_like(typed text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT word
    FROM (
        SELECT word, true AS is_near FROM offers_vocabulary
        WHERE CASE
            WHEN length(typed) > 3 AND octet_length(typed) < 100 AND abs(octet_length(word) - octet_length(typed)) < 5
            THEN levenshtein_less_equal(word, typed, CASE WHEN length(typed) < 8 THEN 1 ELSE 2 END)
                <= CASE WHEN length(typed) < 8 THEN 1 ELSE 2 END
            ELSE false
        END
        UNION ALL
        SELECT word, false FROM offers_vocabulary WHERE word %> typed
    ) found
    GROUP BY word
    ORDER BY bool_or(is_near) DESC, word_similarity(typed, word) DESC, word
    LIMIT 12
$$;

-- The typed words, each in its own spelling as the beginning of a word, or in one of those that may be meant; all of them must
-- occur.
CREATE FUNCTION offers_similar_query(input text) RETURNS tsquery LANGUAGE sql STABLE STRICT AS $$
    SELECT to_tsquery('german', coalesce(string_agg('(' || spellings || ')', ' & '), ''))
    FROM (
        SELECT concat_ws(' | ', typed || ':*', string_agg(meant, ' | ')) AS spellings
        FROM regexp_split_to_table(offers_fold(input), '[^[:alnum:]]+') AS typed
        LEFT JOIN LATERAL offers_spelt_like(typed) AS meant ON true
        WHERE typed NOT IN ('', 'fur', 'uber', 'wahrend')
        GROUP BY typed
    ) words
$$;

-- As in 0001, and the words of what was written join the vocabulary. Words of what is gone stay until everything is written
-- anew: they lead nowhere.
DO $make$
DECLARE
    body text := $body$
    BEGIN
        INSERT INTO offers_entry
            (offer_id, title, ages, facets, document, point, card, confirmed_at, public_from, public_until)
        SELECT offer_id, title, ages, coalesce(f.facets, '{}'), document, point, card, confirmed_at, public_from, public_until
        FROM (SELECT * FROM offers_entry_source WHERE /*chosen*/) e
        LEFT JOIN (
            SELECT offer_id, array_agg(DISTINCT facet::varchar(140) ORDER BY facet::varchar(140)) AS facets
            FROM offers_facet WHERE /*chosen*/ GROUP BY offer_id
        ) f USING (offer_id);

        INSERT INTO offers_reach (offer_id, area, nearness, is_everywhere, title, ages, public_from, public_until)
        SELECT e.offer_id, a.area, a.nearness, w.is_everywhere, e.title, e.ages, e.public_from, e.public_until
        FROM (SELECT * FROM offers_entry WHERE /*chosen*/) e
        JOIN (SELECT * FROM offers_area_reached WHERE /*chosen*/) a ON a.offer_id = e.offer_id
        JOIN (SELECT * FROM offers_everywhere WHERE /*chosen*/) w ON w.offer_id = e.offer_id;

        INSERT INTO offers_vocabulary (word)
        SELECT DISTINCT word
        FROM (
            SELECT concat_ws(' ', title, card ->> 'summary', card ->> 'type', card ->> 'provider', card ->> 'facility', card ->> 'district') AS said
            FROM offers_entry WHERE /*chosen*/
            UNION ALL SELECT name FROM offers_topic
            UNION ALL SELECT name FROM offers_programme
        ) texts, regexp_split_to_table(offers_fold(said), '[^[:alnum:]]+') AS word
        WHERE length(word) > 2
        ON CONFLICT DO NOTHING;
    END $body$;
BEGIN
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION offers_write_some(ids bigint[]) RETURNS void LANGUAGE plpgsql'
        ' SET plan_cache_mode = force_generic_plan AS %L', replace(body, '/*chosen*/', 'offer_id = ANY (ids)'));
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION offers_write_all() RETURNS void LANGUAGE plpgsql AS %L', replace(body, '/*chosen*/', 'true'));
END $make$;

CREATE OR REPLACE FUNCTION offers_rebuild() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('offers_reindex'));
    DELETE FROM offers_vocabulary;
    DELETE FROM offers_reach;
    DELETE FROM offers_entry;
    PERFORM offers_write_all();
    PERFORM offers_retally();
END $$;

SELECT offers_rebuild();
