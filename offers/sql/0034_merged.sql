-- The way of a merged record ends at once: what it was merged into is itself merged into nothing, however many write at a time.
CREATE FUNCTION offers_refuse_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever merges at the same time waits here, and sees then what became of it.
    PERFORM FROM offers_offer WHERE id IN (NEW.id, NEW.merged_into_id) ORDER BY id FOR UPDATE;
    IF EXISTS (SELECT FROM offers_offer WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)
        OR EXISTS (SELECT FROM offers_offer WHERE merged_into_id = NEW.id)
    THEN
        RAISE EXCEPTION 'offer % is merged over a third one', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_offers_form_no_chain', TABLE = 'offers_offer';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER offers_refuse_chain AFTER INSERT OR UPDATE OF merged_into_id ON offers_offer
FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION offers_refuse_chain();
