-- Every value that the search's form offers, under the name of its parameter, so that one query fills the form.
CREATE VIEW offers_choice AS
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
        SELECT ST_PointOnSurface(ST_Union(d.boundary)) FROM sozialraum_socialspacemembership m
        JOIN sozialraum_district d ON d.id = m.district_id WHERE m.social_space_id = s.id AND m.valid_until IS NULL
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

-- The facets of an offer as they count under a time filter: a weekday only with one of the chosen parts of the day, and
-- the other way round, since "Wednesday morning" must not be found by a Wednesday evening and a Friday morning.
CREATE FUNCTION offers_countable(facets text[], weekdays text[], parts text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT countable)
    FROM unnest(facets) AS facet
    CROSS JOIN LATERAL (
        SELECT facet AS countable WHERE facet NOT LIKE 'wochentag=%' AND facet NOT LIKE 'tageszeit=%'
        UNION ALL SELECT 'wochentag=' || substr(facet, 6, 2)
            WHERE facet LIKE 'zeit=%' AND (parts = '{}' OR substr(facet, 9) = ANY (parts))
        UNION ALL SELECT 'tageszeit=' || substr(facet, 9)
            WHERE facet LIKE 'zeit=%' AND (weekdays = '{}' OR substr(facet, 6, 2) = ANY (weekdays))
    ) AS counted
$$;
