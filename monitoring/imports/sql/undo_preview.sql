SELECT count(*) FILTER (WHERE old.id IS NULL), count(*) FILTER (WHERE old.id IS NOT NULL)
FROM monitoring_indicatorvalue AS known
LEFT JOIN monitoring_replacedvalue AS old
    ON old.replaced_by_id = %(result)s AND old.indicator_id = known.indicator_id AND old.reference_date = known.reference_date
    AND coalesce(old.district_id, -old.social_space_id, 0) = coalesce(known.district_id, -known.social_space_id, 0)
WHERE known.taken_from_id = %(result)s;
