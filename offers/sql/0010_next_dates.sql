-- A card tells when an offer takes place next, so it holds what ends or interrupts its times: the view of 0001 with the offer's last
-- day, and with the public holidays on which a time pauses.
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
        'pauses_in_school_holidays', s.pauses_in_school_holidays,
        'pauses_on_public_holidays', s.pauses_on_public_holidays
    ) ORDER BY s.weekday, s.starts, s.first_day), '[]') AS rows
    FROM offers_schedule s WHERE s.offer_id = o.id
) schedules
WHERE o.status = 'published' AND o.visibility = 'public';

SELECT offers_rebuild();
