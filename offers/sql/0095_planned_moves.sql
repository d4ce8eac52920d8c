-- A district belongs to a social space from the first day of its membership until the day before the end, also where a move is entered
-- ahead: the views of 0001 and 0002 took the membership without an end, so a planned move counted as done.
CREATE OR REPLACE VIEW offers_held AS
SELECT district_id, social_space_id FROM sozialraum_socialspacemembership
WHERE valid_from <= offers_today() AND (valid_until IS NULL OR valid_until > offers_today());

CREATE OR REPLACE VIEW offers_district_reached AS
SELECT p.offer_id, p.district_id, 0 AS nearness FROM offers_place p WHERE p.district_id IS NOT NULL
UNION ALL
SELECT oc.offer_id, below.id, 1
FROM offers_offer_catchment_districts oc JOIN offers_area_upward below ON below.ancestor_id = oc.district_id
UNION ALL
SELECT os.offer_id, below.id, 1
FROM offers_offer_catchment_social_spaces os
JOIN offers_held m ON m.social_space_id = os.socialspace_id
JOIN offers_area_upward below ON below.ancestor_id = m.district_id;

CREATE OR REPLACE VIEW offers_area_reached AS
SELECT offer_id, area, min(nearness)::smallint AS nearness
FROM (
    SELECT r.offer_id, 'district:' || up.ancestor_id AS area, r.nearness
    FROM offers_district_reached r JOIN offers_area_upward up ON up.id = r.district_id
    UNION ALL
    SELECT r.offer_id, 'space:' || m.social_space_id, r.nearness
    FROM offers_district_reached r JOIN offers_held m ON m.district_id = r.district_id
    UNION ALL
    SELECT offer_id, 'everywhere', 2 FROM offers_everywhere WHERE is_everywhere
    UNION ALL
    SELECT id, 'all', 0 FROM offers_offer
) reached
GROUP BY offer_id, area;

CREATE OR REPLACE VIEW offers_choice AS
SELECT 'stadtteil' AS name, d.slug AS value, d.code AS code, d.name AS label, coalesce(p.name, '') AS section,
    ARRAY['district:' || d.id] AS areas, NULL::int4range AS ages, l.shown_to_families AS is_listed, 0 AS position,
    -- From here distances are told.
    ST_PointOnSurface(d.boundary) AS origin
FROM sozialraum_district d
JOIN sozialraum_arealevel l ON l.id = d.level_id
LEFT JOIN sozialraum_district p ON p.id = d.parent_id
WHERE d.valid_until IS NULL
UNION ALL
SELECT 'sozialraum', s.slug, s.code, s.name, '', ARRAY['space:' || s.id], NULL, true, 0,
    (
        SELECT ST_PointOnSurface(ST_Union(d.boundary)) FROM offers_held m
        JOIN sozialraum_district d ON d.id = m.district_id WHERE m.social_space_id = s.id
    )
FROM sozialraum_socialspace s
UNION ALL
SELECT 'plz', code, code, code, '',
    ARRAY(
        SELECT 'district:' || pd.district_id FROM sozialraum_postcode_districts pd
        JOIN sozialraum_district d ON d.id = pd.district_id AND d.valid_until IS NULL
        WHERE pd.postcode_id = sozialraum_postcode.id ORDER BY 1
    ), NULL, true, 0, centre::geometry
FROM sozialraum_postcode
UNION ALL SELECT 'alter', code, code, name, '', NULL, ages, true, "order", NULL FROM offers_agestep
UNION ALL SELECT 'thema', t.code, t.code, t.name, '', NULL, NULL, true, t."order", NULL FROM offers_topic t
UNION ALL SELECT 'art', t.code, t.code, t.name, g.name, NULL, NULL, true, g."order" * 100 + t."order", NULL
    FROM offers_offertype t JOIN offers_offertypegroup g ON g.id = t.group_id
UNION ALL SELECT 'zielgruppe', code, code, name, '', NULL, NULL, true, "order", NULL FROM offers_targetgroup
UNION ALL SELECT 'lebenslage', code, code, name, '', NULL, NULL, true, "order", NULL FROM offers_lifesituation
UNION ALL SELECT 'sprache', code, code, name, '', NULL, NULL, true, "order", NULL FROM offers_language
UNION ALL SELECT 'zugang', code, code, name, '', NULL, NULL, true, "order", NULL FROM offers_accessmode;

-- The offers whose areas change by date alone, since a district comes to a social space or leaves it after a day and up to another.
CREATE OR REPLACE FUNCTION offers_moved(after date, up_to date) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    WITH moving AS (
        SELECT district_id, social_space_id FROM sozialraum_socialspacemembership
        WHERE valid_from > after AND valid_from <= up_to OR valid_until > after AND valid_until <= up_to
    )
    SELECT offer_id FROM offers_place WHERE district_id IN (SELECT district_id FROM moving)
    UNION SELECT offer_id FROM offers_reach WHERE area IN (SELECT 'district:' || district_id FROM moving)
    UNION SELECT offer_id FROM offers_offer_catchment_social_spaces WHERE socialspace_id IN (SELECT social_space_id FROM moving)
$$;

-- What is planned now stands in the copies as if it were done.
SELECT offers_reindex(ids)
FROM (SELECT array_agg(id) AS ids FROM offers_moved(offers_today(), 'infinity') AS id) planned WHERE ids IS NOT NULL;
