-- What was agreed on stays what it was: whoever signed rules of procedure signed just these words, as a member, while they could be signed.
-- Each check locks the row that it relies on, so that whoever ends a membership at the same moment waits, and then finds the signature.
CREATE FUNCTION network_signature_is_by_a_member() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rules network_rulesofprocedure;
BEGIN
    SELECT * INTO rules FROM network_rulesofprocedure WHERE id = NEW.rules_id FOR SHARE;
    IF rules.adopted_on IS NULL OR NEW.signed_on < rules.adopted_on OR NEW.signed_on >= rules.valid_until THEN
        RAISE EXCEPTION 'rules % cannot be signed on %', NEW.rules_id, NEW.signed_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_is_under_adopted_rules', TABLE = 'network_signature';
    END IF;
    PERFORM FROM network_membership
    WHERE network_id = rules.network_id AND partner_id = NEW.partner_id AND role <> 'guest'
        AND valid_from <= NEW.signed_on AND (valid_until IS NULL OR valid_until > NEW.signed_on)
    FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'partner % is no member that signs rules %', NEW.partner_id, NEW.rules_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_is_by_a_member', TABLE = 'network_signature';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER network_signature_is_by_a_member AFTER INSERT OR UPDATE OF rules_id, partner_id, signed_on ON network_signature
FOR EACH ROW EXECUTE FUNCTION network_signature_is_by_a_member();

-- A membership in whose time the partner signed is not taken away, shortened or made a guest's behind the signature's back.
CREATE FUNCTION network_membership_covers_its_signatures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM network_signature AS signature
        JOIN network_rulesofprocedure AS rules ON rules.id = signature.rules_id
        WHERE rules.network_id = OLD.network_id AND signature.partner_id = OLD.partner_id AND NOT EXISTS (
            SELECT FROM network_membership AS member
            WHERE member.network_id = rules.network_id AND member.partner_id = signature.partner_id AND member.role <> 'guest'
                AND member.valid_from <= signature.signed_on
                AND (member.valid_until IS NULL OR member.valid_until > signature.signed_on)
        )
    ) THEN
        RAISE EXCEPTION 'membership % is one in which rules were signed', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_covers_its_signatures', TABLE = 'network_membership';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER network_membership_covers_its_signatures AFTER UPDATE OR DELETE ON network_membership
FOR EACH ROW EXECUTE FUNCTION network_membership_covers_its_signatures();

CREATE FUNCTION network_adopted_rules_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.network_id, NEW.number, NEW.title, NEW.text, NEW.adopted_on)
        IS DISTINCT FROM (OLD.network_id, OLD.number, OLD.title, OLD.text, OLD.adopted_on) THEN
        RAISE EXCEPTION 'rules % are adopted', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'adopted_rules_stay_as_they_are', TABLE = 'network_rulesofprocedure';
    END IF;
    IF EXISTS (SELECT FROM network_signature WHERE rules_id = OLD.id AND signed_on >= NEW.valid_until) THEN
        RAISE EXCEPTION 'rules % were signed later', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_is_under_adopted_rules', TABLE = 'network_rulesofprocedure';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER network_adopted_rules_stay AFTER UPDATE OR DELETE ON network_rulesofprocedure
FOR EACH ROW WHEN (OLD.adopted_on IS NOT NULL) EXECUTE FUNCTION network_adopted_rules_stay();

-- A file that was read and quoted is not exchanged: what changes is a new version.
CREATE FUNCTION network_file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % has its file', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'file_of_a_version_stays', TABLE = 'network_documentversion';
END $$;

CREATE TRIGGER network_file_stays BEFORE UPDATE OF file, document_id, number ON network_documentversion
FOR EACH ROW WHEN ((NEW.file, NEW.document_id, NEW.number) IS DISTINCT FROM (OLD.file, OLD.document_id, OLD.number))
EXECUTE FUNCTION network_file_stays();
