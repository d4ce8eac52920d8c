-- An offer with an address of its own takes its point from there or has none: that of its facility leads to another door,
-- and where the facility is confidential it would tell where that is. See offers/places.py, which answers the same.
CREATE OR REPLACE VIEW offers_place AS
SELECT
    o.id AS offer_id,
    coalesce(o.district_id, f.district_id) AS district_id,
    o.address_is_confidential OR coalesce(f.address_is_confidential AND o.street = '', false) AS is_confidential,
    CASE
        WHEN o.address_is_confidential THEN NULL
        WHEN o.street <> '' THEN o.point
        WHEN NOT coalesce(f.address_is_confidential, false) THEN coalesce(o.point, f.point)
    END AS point,
    CASE WHEN NOT (o.address_is_confidential OR coalesce(f.address_is_confidential, false))
        THEN coalesce(f.name, '') ELSE '' END AS facility_name
FROM offers_offer o
LEFT JOIN network_facility f ON f.id = o.facility_id;

SELECT offers_rebuild();
