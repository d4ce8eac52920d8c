-- Text as it is looked for letter by letter: small, without accents. Unlike offers_fold() it keeps "ue" and "oe", which lie across the
-- parts of words ("Neueltern" holds "Eltern"). Unaccent is declared STABLE only because its dictionary could change.
CREATE FUNCTION offers_plain(input text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT lower(public.unaccent('public.unaccent', input))
$$;
