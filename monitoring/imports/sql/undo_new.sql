-- What the import brought and nothing was there before: it goes, unless a later import wrote over it.
DELETE FROM monitoring_indicatorvalue AS known
WHERE known.taken_from_id = %(result)s
    AND NOT EXISTS (
        SELECT 1 FROM monitoring_replacedvalue AS old
        WHERE old.replaced_by_id = %(result)s AND old.indicator_id = known.indicator_id AND old.reference_date = known.reference_date
            AND coalesce(old.district_id, -old.social_space_id, 0) = coalesce(known.district_id, -known.social_space_id, 0)
    );
