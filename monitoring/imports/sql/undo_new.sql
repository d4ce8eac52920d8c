-- What the import brought and nothing was there before: it goes, unless a later import wrote over it.
DELETE FROM monitoring_indicatorvalue AS known
WHERE known.taken_from_id = %(result)s
    AND NOT EXISTS (
        SELECT 1 FROM monitoring_replacedvalue AS old WHERE old.replaced_by_id = %(result)s AND old.known_id = known.id
    );
