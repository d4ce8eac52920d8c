-- A search that knows German compares words in one spelling, and knows every word that the offers hold with how often it stands there.

-- As offers_fold(), but "ue" is "ü" only where it can be: not in "Frauen", "neue", "Quelle". The search asks in the same spelling
-- (offers/search/german/folding.py). chr(1) stands in no text.
CREATE OR REPLACE FUNCTION offers_spelling(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT replace(replace(replace(replace(replace(replace(replace(
        public.unaccent('public.unaccent', lower(input)), 'ae', 'a'), 'oe', 'o'),
        'aue', 'a' || chr(1)), 'eue', 'e' || chr(1)), 'que', 'q' || chr(1)), 'ue', 'u'), chr(1), 'ue')
$$;

-- The view of 0011: what an offer is found by is spelt so, and holds for whom and for which situation it is as well.
CREATE OR REPLACE VIEW offers_entry_source AS
SELECT
    o.id AS offer_id,
    o.title,
    CASE WHEN o.all_ages THEN int4range(-9, 325) ELSE o.ages END AS ages,
    setweight(to_tsvector('german', offers_spelling(o.title)), 'A')
        || setweight(to_tsvector('german', offers_spelling(concat_ws(' ', t.name, topics.names, o.summary))), 'B')
        || setweight(to_tsvector('german', offers_spelling(concat_ws(' ', pr.name, p.facility_name, d.name, prog.name, target_groups.names))), 'C')
        || setweight(to_tsvector('german', offers_spelling(concat_ws(' ', life_situations.names, o.description))), 'D') AS document,
    concat_ws(' ', o.title, t.name, topics.names, o.summary, pr.name, p.facility_name, d.name, prog.name, target_groups.names, life_situations.names, o.description) AS words,
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
        'by_arrangement', o.by_arrangement, 'time_note', o.time_note, 'valid_until', o.valid_until,
        'phone', o.phone, 'confirmed_at', o.confirmed_at, 'due_on', due.day, 'is_example', o.is_example
    ) AS card,
    o.confirmed_at,
    coalesce(o.valid_from, '0001-01-01'::date) AS public_from,
    least(o.valid_until, due.day + 30, '9999-12-31'::date) AS public_until,
    due.day AS due_on
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
    SELECT string_agg(tg.name, ' ') AS names
    FROM offers_offer_target_groups og JOIN offers_targetgroup tg ON tg.id = og.targetgroup_id WHERE og.offer_id = o.id
) target_groups
CROSS JOIN LATERAL (
    SELECT string_agg(ls.name, ' ') AS names
    FROM offers_offer_life_situations os JOIN offers_lifesituation ls ON ls.id = os.lifesituation_id WHERE os.offer_id = o.id
) life_situations
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
        'pauses_in_school_holidays', s.pauses_in_school_holidays,
        'pauses_on_public_holidays', s.pauses_on_public_holidays
    ) ORDER BY s.weekday, s.starts, s.first_day), '[]') AS rows
    FROM offers_schedule s WHERE s.offer_id = o.id
) schedules
CROSS JOIN LATERAL offers_due_on(o.confirmed_at, o.review_months, o.next_review, o.created_at) AS due (day)
WHERE o.status = 'published' AND o.visibility = 'public';

-- As in 0011; the vocabulary has every word with how often it stands in the offers at the time when all of them were written last.
-- Words of what was written since join with the number they bring.
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
        )
        INSERT INTO offers_entry
            (offer_id, title, ages, facets, document, point, card, confirmed_at, public_from, public_until, due_on)
        SELECT offer_id, title, ages, coalesce(f.facets, '{}'), document, point, card, confirmed_at, public_from, public_until, due_on
        FROM source e
        LEFT JOIN (
            SELECT offer_id, array_agg(DISTINCT facet::varchar(140) ORDER BY facet::varchar(140)) AS facets
            FROM offers_facet WHERE /*chosen*/ GROUP BY offer_id
        ) f USING (offer_id);

        INSERT INTO offers_reach (offer_id, area, nearness, is_everywhere, title, ages, public_from, public_until, due_on)
        SELECT e.offer_id, a.area, a.nearness, w.is_everywhere, e.title, e.ages, e.public_from, e.public_until, e.due_on
        FROM (SELECT * FROM offers_entry WHERE /*chosen*/) e
        JOIN (SELECT * FROM offers_area_reached WHERE /*chosen*/) a ON a.offer_id = e.offer_id
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
