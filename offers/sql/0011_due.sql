-- What nobody has confirmed for long is not to be relied on: it stands behind the rest from the day after it was due, and 30 days
-- after that day nobody finds it any more. Both come by the date, without anybody writing a copy anew.

-- The first day of the season that begins after a day: 1 March or 1 September. Here and below a single expression, so that the
-- planner puts it in the place of the call: asked for each of 20,000 offers a body with a FROM takes half a second.
CREATE FUNCTION offers_season_after(day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT make_date(
        extract(year FROM day)::int + CASE WHEN extract(month FROM day) < 9 THEN 0 ELSE 1 END,
        CASE WHEN extract(month FROM day) BETWEEN 3 AND 8 THEN 9 ELSE 3 END, 1)
$$;

-- The day by which somebody should confirm an offer: as agreed, if that was after the last confirmation; else in its rhythm, counted
-- from the last confirmation or, where nobody ever confirmed it, from the day on which it was written down. Without months the rhythm
-- is that of the seasons, and whoever confirms within the 30 days before one (when the reminder has come) has answered for it.
CREATE FUNCTION offers_due_on(confirmed_at date, review_months int, next_review date, created_at timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT least('9999-12-31'::date, CASE
        WHEN next_review > coalesce(confirmed_at, '-infinity') THEN next_review
        WHEN review_months IS NOT NULL THEN
            (coalesce(confirmed_at, (created_at AT TIME ZONE 'Europe/Berlin')::date) + make_interval(months => review_months))::date
        ELSE offers_season_after(coalesce(confirmed_at, (created_at AT TIME ZONE 'Europe/Berlin')::date) + 30)
    END)
$$;

-- The view of 0010 with that day; who finds an offer until when follows from it.
CREATE OR REPLACE VIEW offers_entry_source AS
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


-- As in 0009, with the day.
DO $make$
DECLARE
    body text := $body$
    BEGIN
        INSERT INTO offers_entry
            (offer_id, title, ages, facets, document, point, card, confirmed_at, public_from, public_until, due_on)
        SELECT offer_id, title, ages, coalesce(f.facets, '{}'), document, point, card, confirmed_at, public_from, public_until, due_on
        FROM (SELECT * FROM offers_entry_source WHERE /*chosen*/) e
        LEFT JOIN (
            SELECT offer_id, array_agg(DISTINCT facet::varchar(140) ORDER BY facet::varchar(140)) AS facets
            FROM offers_facet WHERE /*chosen*/ GROUP BY offer_id
        ) f USING (offer_id);

        INSERT INTO offers_reach (offer_id, area, nearness, is_everywhere, title, ages, public_from, public_until, due_on)
        SELECT e.offer_id, a.area, a.nearness, w.is_everywhere, e.title, e.ages, e.public_from, e.public_until, e.due_on
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

SELECT offers_rebuild();
