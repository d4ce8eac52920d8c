-- The reading copy of the offers that families search: entries, reaches and tallies (see offers/models/entries.py).
-- Views say what the copy should hold; offers_reindex() and offers_rebuild() make it so.

-- One spelling for ä, ae and a; ß and ss; é and e. The same happens to what is stored and what is asked, so it does no harm
-- that "neue" becomes "neu". Unaccent is declared STABLE only because its dictionary could change.
CREATE FUNCTION offers_fold(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT replace(replace(replace(unaccent('unaccent', lower(input)), 'ae', 'a'), 'oe', 'o'), 'ue', 'u')
$$;

-- All words must occur, each at least as the beginning of one ("hebamme" finds "hebammensprechstunde"). Words without a meaning
-- of their own fall to the German stop words, but for those that have lost their umlaut.
CREATE FUNCTION offers_query(input text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT to_tsquery('german', coalesce(string_agg(word || ':*', ' & '), ''))
    FROM regexp_split_to_table(offers_fold(input), '[^[:alnum:]]+') AS word
    WHERE word NOT IN ('', 'fur', 'uber', 'wahrend')
$$;

CREATE FUNCTION offers_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (now() AT TIME ZONE 'Europe/Berlin')::date
$$;

-- Where an offer takes place: its own place, or its host facility's. A confidential place keeps its district only.
CREATE VIEW offers_place AS
SELECT
    o.id AS offer_id,
    coalesce(o.district_id, f.district_id) AS district_id,
    o.address_is_confidential OR coalesce(f.address_is_confidential AND o.street = '', false) AS is_confidential,
    CASE WHEN NOT (o.address_is_confidential OR coalesce(f.address_is_confidential AND o.street = '', false))
        THEN coalesce(o.point, f.point) END AS point,
    CASE WHEN NOT (o.address_is_confidential OR coalesce(f.address_is_confidential, false))
        THEN coalesce(f.name, '') ELSE '' END AS facility_name
FROM offers_offer o
LEFT JOIN network_facility f ON f.id = o.facility_id;

-- Which parts of a day a session fills: where it starts, or where at least an hour of it lies.
CREATE FUNCTION offers_dayparts(starts time, ends time) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT part
    FROM (VALUES
        ('vormittag', time '00:00', time '12:00'),
        ('nachmittag', time '12:00', time '17:00'),
        ('abend', time '17:00', time '24:00')
    ) AS parts (part, begins, closes)
    WHERE (starts >= begins AND starts < closes) OR least(ends, closes) - greatest(starts, begins) >= interval '1 hour'
$$;

-- NOT MATERIALIZED, so that a question for one offer does not read the times of all.
CREATE VIEW offers_facet AS
WITH modes AS NOT MATERIALIZED (
    SELECT om.offer_id, m.code, m.comes_home FROM offers_offer_access_modes om JOIN offers_accessmode m ON m.id = om.accessmode_id
), slots AS NOT MATERIALIZED (
    SELECT s.offer_id, (ARRAY['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'])[s.weekday + 1] AS weekday, part
    FROM offers_schedule s, offers_dayparts(s.starts, s.ends) AS part
    WHERE coalesce(s.last_day, CASE WHEN s.kind = 'once' THEN s.first_day END, 'infinity'::date) >= offers_today()
)
SELECT ot.offer_id, 'thema=' || t.code AS facet FROM offers_offer_topics ot JOIN offers_topic t ON t.id = ot.topic_id
UNION ALL SELECT o.id, 'art=' || t.code FROM offers_offer o JOIN offers_offertype t ON t.id = o.type_id
UNION ALL SELECT og.offer_id, 'zielgruppe=' || t.code FROM offers_offer_target_groups og JOIN offers_targetgroup t ON t.id = og.targetgroup_id
UNION ALL SELECT os.offer_id, 'lebenslage=' || t.code FROM offers_offer_life_situations os JOIN offers_lifesituation t ON t.id = os.lifesituation_id
UNION ALL SELECT ol.offer_id, 'sprache=' || t.code FROM offers_offer_languages ol JOIN offers_language t ON t.id = ol.language_id
UNION ALL SELECT offer_id, 'zugang=' || code FROM modes
UNION ALL SELECT offer_id, 'wochentag=' || weekday FROM slots
UNION ALL SELECT offer_id, 'tageszeit=' || part FROM slots
UNION ALL SELECT offer_id, 'zeit=' || weekday || '-' || part FROM slots
UNION ALL SELECT o.id, 'kostenlos=1' FROM offers_offer o JOIN offers_costkind c ON c.id = o.cost_id AND c.is_free
UNION ALL SELECT o.id, 'ohne-anmeldung=1' FROM offers_offer o JOIN offers_registrationkind r ON r.id = o.registration_id AND NOT r.is_needed
UNION ALL SELECT oa.offer_id, 'barrierefrei=1' FROM offers_offer_accessibility oa JOIN network_accessibilityfeature a ON a.id = oa.accessibilityfeature_id AND a.is_step_free
UNION ALL SELECT o.id, 'barrierefrei=1' FROM offers_offer o
    JOIN network_facility_accessibility fa ON fa.facility_id = o.facility_id
    JOIN network_accessibilityfeature a ON a.id = fa.accessibilityfeature_id AND a.is_step_free;

-- City-wide offers and those that come home are found everywhere.
CREATE VIEW offers_everywhere AS
SELECT o.id AS offer_id,
    o.is_citywide OR EXISTS (
        SELECT FROM offers_offer_access_modes om JOIN offers_accessmode m ON m.id = om.accessmode_id
        WHERE om.offer_id = o.id AND m.comes_home
    ) AS is_everywhere
FROM offers_offer o;

-- An area and every area that it lies in, itself included; the depth of levels is small and free.
CREATE VIEW offers_area_upward AS
WITH RECURSIVE upward (id, ancestor_id) AS (
    SELECT id, id FROM sozialraum_district
    UNION ALL
    SELECT u.id, d.parent_id FROM upward u JOIN sozialraum_district d ON d.id = u.ancestor_id WHERE d.parent_id IS NOT NULL
)
SELECT id, ancestor_id FROM upward;

-- The current districts of a place or of a catchment: a catchment area includes the areas within it.
CREATE VIEW offers_district_reached AS
SELECT p.offer_id, p.district_id, 0 AS nearness FROM offers_place p WHERE p.district_id IS NOT NULL
UNION ALL
SELECT oc.offer_id, below.id, 1
FROM offers_offer_catchment_districts oc JOIN offers_area_upward below ON below.ancestor_id = oc.district_id
UNION ALL
SELECT os.offer_id, below.id, 1
FROM offers_offer_catchment_social_spaces os
JOIN sozialraum_socialspacemembership m ON m.social_space_id = os.socialspace_id AND m.valid_until IS NULL
JOIN offers_area_upward below ON below.ancestor_id = m.district_id;

CREATE VIEW offers_area_reached AS
SELECT offer_id, area, min(nearness)::smallint AS nearness
FROM (
    SELECT r.offer_id, 'district:' || up.ancestor_id AS area, r.nearness
    FROM offers_district_reached r JOIN offers_area_upward up ON up.id = r.district_id
    UNION ALL
    SELECT r.offer_id, 'space:' || m.social_space_id, r.nearness
    FROM offers_district_reached r
    JOIN sozialraum_socialspacemembership m ON m.district_id = r.district_id AND m.valid_until IS NULL
    UNION ALL
    SELECT offer_id, 'everywhere', 2 FROM offers_everywhere WHERE is_everywhere
    UNION ALL
    SELECT id, 'all', 0 FROM offers_offer
) reached
GROUP BY offer_id, area;

CREATE VIEW offers_entry_source AS
SELECT
    o.id AS offer_id,
    o.title,
    CASE WHEN o.all_ages THEN int4range(-9, 325) ELSE o.ages END AS ages,
    setweight(to_tsvector('german', offers_fold(o.title)), 'A')
        || setweight(to_tsvector('german', offers_fold(concat_ws(' ', t.name, topics.names, o.summary))), 'B')
        || setweight(to_tsvector('german', offers_fold(concat_ws(' ', pr.name, p.facility_name, d.name, prog.name))), 'C')
        || setweight(to_tsvector('german', offers_fold(o.description)), 'D') AS document,
    offers_fold(concat_ws(' ', o.title, t.name, topics.names, o.summary, pr.name, p.facility_name, d.name, prog.name)) AS words,
    p.point,
    jsonb_build_object(
        'slug', o.slug, 'title', o.title, 'summary', o.summary, 'type', t.name,
        'provider', pr.name, 'facility', p.facility_name,
        -- What is said of a confidential place might lead there.
        'place_note', CASE WHEN p.is_confidential THEN '' ELSE o.place_note END,
        'district', d.name, 'confidential', p.is_confidential,
        'citywide', o.is_citywide, 'access', access.codes, 'comes_home', coalesce(access.comes_home, false), 'remote', coalesce(access.is_remote, false),
        'catchment', catchment.names,
        'ages', CASE WHEN o.all_ages THEN NULL ELSE jsonb_build_array(lower(o.ages), upper(o.ages)) END,
        'cost', c.name, 'free', c.is_free, 'cost_note', o.cost_note,
        'registration', r.name, 'registration_needed', r.is_needed,
        'languages', languages.names, 'schedules', schedules.rows,
        'by_arrangement', o.by_arrangement, 'time_note', o.time_note,
        'phone', o.phone, 'confirmed_at', o.confirmed_at, 'is_example', o.is_example
    ) AS card,
    o.confirmed_at,
    coalesce(o.valid_from, '0001-01-01'::date) AS public_from,
    coalesce(o.valid_until, '9999-12-31'::date) AS public_until
FROM offers_offer o
JOIN offers_offertype t ON t.id = o.type_id
JOIN offers_costkind c ON c.id = o.cost_id
JOIN offers_registrationkind r ON r.id = o.registration_id
JOIN network_partner pr ON pr.id = o.provider_id
JOIN offers_place p ON p.offer_id = o.id
LEFT JOIN sozialraum_district d ON d.id = p.district_id
LEFT JOIN offers_programme prog ON prog.id = o.programme_id
CROSS JOIN LATERAL (
    SELECT string_agg(tp.name, ' ') AS names
    FROM offers_offer_topics ot JOIN offers_topic tp ON tp.id = ot.topic_id WHERE ot.offer_id = o.id
) topics
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(m.code ORDER BY m."order"), '[]') AS codes, bool_or(m.comes_home) AS comes_home, bool_and(m.is_remote) AS is_remote
    FROM offers_offer_access_modes om JOIN offers_accessmode m ON m.id = om.accessmode_id WHERE om.offer_id = o.id
) access
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(l.name ORDER BY l."order", l.name), '[]') AS names
    FROM offers_offer_languages ol JOIN offers_language l ON l.id = ol.language_id WHERE ol.offer_id = o.id
) languages
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(name ORDER BY name), '[]') AS names
    FROM (
        SELECT cd.name FROM offers_offer_catchment_districts oc JOIN sozialraum_district cd ON cd.id = oc.district_id WHERE oc.offer_id = o.id
        UNION
        SELECT sp.name FROM offers_offer_catchment_social_spaces os JOIN sozialraum_socialspace sp ON sp.id = os.socialspace_id WHERE os.offer_id = o.id
    ) reached
) catchment
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'kind', s.kind, 'weekday', s.weekday, 'nth', s.nth, 'first_day', s.first_day, 'last_day', s.last_day,
        'starts', to_char(s.starts, 'HH24:MI'), 'ends', to_char(s.ends, 'HH24:MI'),
        'pauses_in_school_holidays', s.pauses_in_school_holidays
    ) ORDER BY s.weekday, s.starts, s.first_day), '[]') AS rows
    FROM offers_schedule s WHERE s.offer_id = o.id
) schedules
WHERE o.status = 'published' AND o.visibility = 'public';

-- The age steps of the search, and "" for any age.
CREATE VIEW offers_step AS
SELECT code::text AS step, ages FROM offers_agestep
UNION ALL SELECT '', int4range(-9, 325);

-- What each offer adds to the tallies on the day for which they hold.
CREATE VIEW offers_tally_source AS
SELECT r.offer_id, r.area, s.step, facet, r.is_everywhere
FROM offers_reach r
JOIN offers_entry e ON e.offer_id = r.offer_id
JOIN offers_refresh day ON day.day BETWEEN r.public_from AND r.public_until
JOIN offers_step s ON s.ages && r.ages
CROSS JOIN LATERAL unnest(e.facets || ''::varchar) AS facet;

-- Two functions of one text: offers_write_some(ids) for an edit, which is planned once per connection, since planning these views
-- takes ten times as long as reading one offer; and offers_write_all(), planned for all. The condition stands in each part,
-- because the planner does not carry a list of ids from one side of a join into a grouped view on the other.
DO $make$
DECLARE
    body text := $body$
    BEGIN
        INSERT INTO offers_entry
            (offer_id, title, ages, facets, document, words, point, card, confirmed_at, public_from, public_until)
        SELECT offer_id, title, ages, coalesce(f.facets, '{}'), document, words, point, card, confirmed_at, public_from, public_until
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
    END $body$;
BEGIN
    EXECUTE format(
        'CREATE FUNCTION offers_write_some(ids bigint[]) RETURNS void LANGUAGE plpgsql'
        ' SET plan_cache_mode = force_generic_plan AS %L', replace(body, '/*chosen*/', 'offer_id = ANY (ids)'));
    EXECUTE format(
        'CREATE FUNCTION offers_write_all() RETURNS void LANGUAGE plpgsql AS %L', replace(body, '/*chosen*/', 'true'));
END $make$;

CREATE FUNCTION offers_count(ids bigint[], sign int) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO offers_tally AS t (area, step, facet, count, bound)
    SELECT area, step, facet, sign * count(*), sign * count(*) FILTER (WHERE NOT is_everywhere)
    FROM offers_tally_source WHERE offer_id = ANY (ids)
    GROUP BY area, step, facet
    ORDER BY area, step, facet
    ON CONFLICT (area, step, facet) DO UPDATE SET count = t.count + excluded.count, bound = t.bound + excluded.bound;
END $$;

-- Bring the copies of some offers up to date. The lock lets one writer at a time count, so that two never wait for
-- each other's tallies in opposite order; it ends with the transaction.
CREATE FUNCTION offers_reindex(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('offers_reindex'));
    PERFORM offers_count(ids, -1);
    DELETE FROM offers_reach WHERE offer_id = ANY (ids);
    DELETE FROM offers_entry WHERE offer_id = ANY (ids);
    PERFORM offers_write_some(ids);
    PERFORM offers_count(ids, 1);
END $$;

-- Count everything anew, for today.
CREATE FUNCTION offers_retally() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('offers_reindex'));
    DELETE FROM offers_refresh;
    INSERT INTO offers_refresh (day) VALUES (offers_today());
    DELETE FROM offers_tally;
    INSERT INTO offers_tally (area, step, facet, count, bound)
    SELECT area, step, facet, count(*), count(*) FILTER (WHERE NOT is_everywhere)
    FROM offers_tally_source GROUP BY area, step, facet;
END $$;

-- Write everything anew; for a first filling and after a change of what the copies hold.
CREATE FUNCTION offers_rebuild() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('offers_reindex'));
    DELETE FROM offers_reach;
    DELETE FROM offers_entry;
    PERFORM offers_write_all();
    PERFORM offers_retally();
END $$;

-- Offers whose copies are out of date within the running transaction. It is empty whenever nobody is writing.
CREATE UNLOGGED TABLE offers_stale (offer_id bigint NOT NULL);

CREATE FUNCTION offers_freshen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    WITH taken AS (DELETE FROM offers_stale RETURNING offer_id)
    SELECT array_agg(DISTINCT offer_id) INTO ids FROM taken;
    IF ids IS NOT NULL THEN
        PERFORM offers_reindex(ids);
    END IF;
    RETURN NULL;
END $$;

-- At once after each statement, so that a copy is never behind; a writer of many rows says
-- SET CONSTRAINTS offers_freshen DEFERRED and pays once, when it commits.
CREATE CONSTRAINT TRIGGER offers_freshen AFTER INSERT ON offers_stale
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION offers_freshen();

-- Called with a query over the changed rows that returns the ids of the offers concerned.
CREATE FUNCTION offers_mark_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'INSERT INTO offers_stale (offer_id) SELECT DISTINCT id FROM (' || TG_ARGV[0] || ') AS concerned (id)';
    RETURN NULL;
END $$;

CREATE FUNCTION offers_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('offers_reindex'));
    PERFORM offers_count(ARRAY[OLD.id], -1);
    DELETE FROM offers_reach WHERE offer_id = OLD.id;
    DELETE FROM offers_entry WHERE offer_id = OLD.id;
    RETURN OLD;
END $$;

CREATE TRIGGER offers_forget BEFORE DELETE ON offers_offer FOR EACH ROW EXECUTE FUNCTION offers_forget();

CREATE FUNCTION offers_steps_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM offers_retally();
    RETURN NULL;
END $$;

INSERT INTO offers_refresh (day) VALUES (offers_today());
