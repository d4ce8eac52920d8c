-- The words of each offer, ready for its page: one row per offer, so that they come with the offer in one question. Each is
-- looked up by itself and nothing is joined: the planner would spend more time on the best order of joins than on reading.
CREATE VIEW offers_words AS
SELECT
    o.id AS offer_id,
    (SELECT t.name FROM offers_offertype t WHERE t.id = o.type_id) AS type,
    (SELECT t.name FROM offers_registrationkind t WHERE t.id = o.registration_id) AS registration,
    (SELECT t.name FROM offers_costkind t WHERE t.id = o.cost_id) AS cost,
    (SELECT t.is_free FROM offers_costkind t WHERE t.id = o.cost_id) AS is_free,
    (
        SELECT jsonb_build_object('name', t.name, 'description', t.description)
        FROM offers_programme t WHERE t.id = o.programme_id
    ) AS programme,
    (
        SELECT jsonb_build_object(
            'name', p.name, 'slug', p.slug, 'is_public', p.is_public,
            'phone', p.phone, 'email', p.email, 'website', p.website
        )
        FROM network_partner p WHERE p.id = o.provider_id
    ) AS provider,
    coalesce((
        SELECT f.is_public AND p.is_public
        FROM network_facility f JOIN network_partner p ON p.id = f.partner_id WHERE f.id = o.facility_id
    ), false) AS facility_is_public,
    ARRAY(
        SELECT t.name::text FROM offers_offer_topics x JOIN offers_topic t ON t.id = x.topic_id
        WHERE x.offer_id = o.id ORDER BY t."order", t.name
    ) AS topics,
    ARRAY(
        SELECT t.name::text FROM offers_offer_target_groups x JOIN offers_targetgroup t ON t.id = x.targetgroup_id
        WHERE x.offer_id = o.id ORDER BY t."order", t.name
    ) AS target_groups,
    ARRAY(
        SELECT t.name::text FROM offers_offer_life_situations x JOIN offers_lifesituation t ON t.id = x.lifesituation_id
        WHERE x.offer_id = o.id ORDER BY t."order", t.name
    ) AS life_situations,
    -- What the offer has of its own, and what its facility has.
    ARRAY(
        SELECT t.name::text FROM network_accessibilityfeature t
        WHERE t.id IN (
            SELECT accessibilityfeature_id FROM offers_offer_accessibility WHERE offer_id = o.id
            UNION SELECT accessibilityfeature_id FROM network_facility_accessibility WHERE facility_id = o.facility_id
        )
        ORDER BY t."order", t.name
    ) AS accessibility,
    ARRAY(
        SELECT d.name::text FROM offers_offer_catchment_districts x JOIN sozialraum_district d ON d.id = x.district_id
        WHERE x.offer_id = o.id
        UNION
        SELECT s.name FROM offers_offer_catchment_social_spaces x JOIN sozialraum_socialspace s ON s.id = x.socialspace_id
        WHERE x.offer_id = o.id
        ORDER BY 1
    ) AS areas,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'code', t.code) ORDER BY t."order", t.name), '[]')
        FROM offers_offer_languages x JOIN offers_language t ON t.id = x.language_id WHERE x.offer_id = o.id
    ) AS languages,
    (
        SELECT coalesce(jsonb_agg(
            jsonb_build_object('name', t.name, 'comes_home', t.comes_home, 'is_remote', t.is_remote)
            ORDER BY t."order", t.name
        ), '[]')
        FROM offers_offer_access_modes x JOIN offers_accessmode t ON t.id = x.accessmode_id WHERE x.offer_id = o.id
    ) AS access,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'slug', p.slug) ORDER BY p.name), '[]')
        FROM offers_offer_cooperation_partners x JOIN network_partner p ON p.id = x.partner_id AND p.is_public
        WHERE x.offer_id = o.id
    ) AS partners
FROM offers_offer o;
