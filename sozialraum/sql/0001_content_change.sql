-- A statement that changed public content leaves a row; see sozialraum.models.content.ContentChange.
CREATE FUNCTION content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM changed) THEN
        INSERT INTO sozialraum_contentchange DEFAULT VALUES;
    END IF;
    RETURN NULL;
END $$;
