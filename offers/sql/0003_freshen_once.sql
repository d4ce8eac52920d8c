-- Many statements leave many stale rows, and each row its own call of offers_freshen(). The first call does the work; the
-- others would look through everything that it took away, which in one transaction of 20,000 offers takes hours. So a
-- mark that lasts as long as the transaction says whether there is anything to do. A rolled back savepoint takes it back.
CREATE OR REPLACE FUNCTION offers_freshen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    IF current_setting('offers.stale', true) IS DISTINCT FROM 'yes' THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('offers.stale', 'no', true);
    WITH taken AS (DELETE FROM offers_stale RETURNING offer_id)
    SELECT array_agg(DISTINCT offer_id) INTO ids FROM taken;
    IF ids IS NOT NULL THEN
        PERFORM offers_reindex(ids);
    END IF;
    RETURN NULL;
END $$;

-- The mark is set first: without SET CONSTRAINTS … DEFERRED the insert itself calls offers_freshen().
CREATE OR REPLACE FUNCTION offers_mark_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('offers.stale', 'yes', true);
    EXECUTE 'INSERT INTO offers_stale (offer_id) SELECT DISTINCT id FROM (' || TG_ARGV[0] || ') AS concerned (id)';
    RETURN NULL;
END $$;
