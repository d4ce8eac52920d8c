-- Bring the copies of some offers up to date; replaces the function of 0001, whose time grew with the square of their number.
--
-- offers_write_some() is planned for a few offers, so many of them come in slices. (800 offers: 1.1 s; 20,000 at once: 97 s.)
-- Where most offers are concerned, as after a first import, writing everything anew is cheaper still.
CREATE OR REPLACE FUNCTION offers_reindex(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    many CONSTANT int := 1000;
    slice CONSTANT int := 500;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('offers_reindex'));
    IF cardinality(ids) > many AND 2 * cardinality(ids) > (SELECT count(*) FROM offers_entry) THEN
        PERFORM offers_rebuild();
        RETURN;
    END IF;
    PERFORM offers_count(ids, -1);
    DELETE FROM offers_reach WHERE offer_id = ANY (ids);
    DELETE FROM offers_entry WHERE offer_id = ANY (ids);
    FOR start IN 1 .. cardinality(ids) BY slice LOOP
        PERFORM offers_write_some(ids[start : start + slice - 1]);
    END LOOP;
    PERFORM offers_count(ids, 1);
END $$;
