-- Which offers may be the same one entered twice; the one truth for the form's warning and for the list of suspected pairs.

-- How much alike two titles are, from 0 to 1, by the trigrams that they share: as words, or written together, since "Müttercafé"
-- is the "Mütter Café". Both are folded, and `written` is the second one written together.
CREATE FUNCTION offers_likeness(title text, folded text, written text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(similarity(title, folded), similarity(regexp_replace(title, '[^[:alnum:]]+', '', 'g'), written))
$$;

-- The offers that resemble one of a title, partner, public point and ages (NULL: for every age), and how much they do.
--
-- Alike are titles from 0.5 on where both are held within 100 m, or where one partner offers both and the place of one is not known.
-- What one partner offers in two places needs nearly the same title (0.9): of Krefeld's 104 nurseries, "Städtische
-- Kindertageseinrichtung Feldstraße" and the like, 0.5 would suspect 1,112 pairs. A confidential place is compared with nothing,
-- so that nobody finds it by trying.
--
-- What is held in one place is little, and is looked through. A partner may have thousands of offers, so these are found by an
-- index on partner and trigrams together; one on trigrams alone finds 16,000 of 100,000 titles that share a third of theirs (80 ms).
CREATE INDEX offers_offer_title_at_partner ON offers_offer USING gist (provider_id, offers_fold(title) gist_trgm_ops);

CREATE FUNCTION offers_resembling(wanted text, partner bigint, place geography, span int4range)
RETURNS TABLE (offer_id bigint, likeness real, has_provider boolean, is_near boolean) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET pg_trgm.similarity_threshold = 0.4 SET jit = off AS $$
DECLARE
    near CONSTANT int := 100;
    folded CONSTANT text := offers_fold(wanted);
    written CONSTANT text := regexp_replace(folded, '[^[:alnum:]]+', '', 'g');
    houses CONSTANT bigint[] := ARRAY(SELECT f.id FROM network_facility f WHERE ST_DWithin(f.point, place, near));
BEGIN
    RETURN QUERY
    WITH candidate AS MATERIALIZED (
        SELECT c.id FROM offers_offer c WHERE c.provider_id = partner AND offers_fold(c.title) % folded
        UNION SELECT c.id FROM offers_offer c WHERE c.facility_id = ANY (houses)
        UNION SELECT c.id FROM offers_offer c WHERE ST_DWithin(c.point, place, near)
    ), compared AS MATERIALIZED (
        SELECT c.id, offers_likeness(offers_fold(c.title), folded, written) AS likeness, c.provider_id = partner AS is_of_partner
        FROM candidate JOIN offers_offer c USING (id)
        WHERE c.status <> 'archived' AND (c.all_ages OR span IS NULL OR c.ages && span)
    )
    SELECT c.id, c.likeness, coalesce(c.is_of_partner, false), coalesce(ST_DWithin(p.point, place, near), false)
    FROM compared c JOIN offers_place p ON p.offer_id = c.id
    WHERE c.likeness >= 0.5 AND CASE
        WHEN ST_DWithin(p.point, place, near) THEN true
        WHEN p.point IS NULL OR place IS NULL THEN c.is_of_partner
        ELSE c.is_of_partner AND c.likeness >= 0.9 END;
END $$;

-- Offers that have to be compared with the others: new ones, and those of which something changed that is compared. Savers only
-- note them here; the comparing itself is done when somebody looks (offers.actions.look_for_twins).
CREATE TABLE offers_unlooked (offer_id bigint NOT NULL);

CREATE FUNCTION offers_note_unlooked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'network_facility' THEN
        INSERT INTO offers_unlooked
        SELECT o.id FROM offers_offer o JOIN changed c ON c.id = o.facility_id JOIN was w ON w.id = c.id
        WHERE (c.point, c.address_is_confidential) IS DISTINCT FROM (w.point, w.address_is_confidential);
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO offers_unlooked SELECT id FROM changed;
    ELSE
        INSERT INTO offers_unlooked
        SELECT c.id FROM changed c JOIN was w USING (id)
        WHERE (c.title, c.provider_id, c.facility_id, c.point, c.street, c.address_is_confidential, c.ages, c.status = 'archived')
            IS DISTINCT FROM
            (w.title, w.provider_id, w.facility_id, w.point, w.street, w.address_is_confidential, w.ages, w.status = 'archived');
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER offers_unlooked_on_insert AFTER INSERT ON offers_offer
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION offers_note_unlooked();
CREATE TRIGGER offers_unlooked_on_update AFTER UPDATE ON offers_offer
REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION offers_note_unlooked();
CREATE TRIGGER offers_unlooked_on_update AFTER UPDATE ON network_facility
REFERENCING OLD TABLE AS was NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION offers_note_unlooked();

INSERT INTO offers_unlooked SELECT id FROM offers_offer;

-- Compare some offers with all others: new pairs are written down, those that are alike no more go. What somebody said stays.
CREATE FUNCTION offers_look(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    WITH alike AS MATERIALIZED (
        SELECT DISTINCT ON (1, 2)
            least(o.id, r.offer_id) AS first_id, greatest(o.id, r.offer_id) AS second_id, r.likeness, r.has_provider, r.is_near
        FROM offers_offer o
        JOIN offers_place p ON p.offer_id = o.id
        CROSS JOIN LATERAL offers_resembling(o.title, o.provider_id, p.point, o.ages) r
        WHERE o.id = ANY (ids) AND o.status <> 'archived' AND r.offer_id <> o.id
        ORDER BY 1, 2
    ), gone AS (
        DELETE FROM offers_offertwins t
        WHERE (t.first_id = ANY (ids) OR t.second_id = ANY (ids)) AND t.apart_at IS NULL
            AND (t.first_id, t.second_id) NOT IN (SELECT a.first_id, a.second_id FROM alike a)
    )
    INSERT INTO offers_offertwins (first_id, second_id, likeness, has_one_provider, is_near, found_at)
    SELECT first_id, second_id, likeness, has_provider, is_near, now() FROM alike
    ON CONFLICT (first_id, second_id) DO UPDATE
    SET likeness = excluded.likeness, has_one_provider = excluded.has_one_provider, is_near = excluded.is_near
$$;
