SELECT count(*) FILTER (WHERE old.id IS NULL), count(old.id)
FROM monitoring_indicatorvalue AS known
LEFT JOIN monitoring_replacedvalue AS old ON old.replaced_by_id = %(result)s AND old.known_id = known.id
WHERE known.taken_from_id = %(result)s;
