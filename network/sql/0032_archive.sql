-- What an archived partner had is archived too. Whoever gives a facility to a partner waits for whoever archives the partner at the
-- moment (who holds its row for update), and sees then what became of it.
CREATE FUNCTION network_refuse_archived_partner() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_away boolean;
BEGIN
    SELECT archived_reason <> '' INTO is_away FROM network_partner WHERE id = NEW.partner_id FOR KEY SHARE;
    IF is_away THEN
        RAISE EXCEPTION 'facility % is of an archived partner', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'facility_of_an_archived_partner_is_archived', TABLE = 'network_facility';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER network_refuse_archived_partner_on_insert AFTER INSERT ON network_facility
FOR EACH ROW WHEN (NEW.archived_reason = '') EXECUTE FUNCTION network_refuse_archived_partner();
CREATE TRIGGER network_refuse_archived_partner_on_update AFTER UPDATE ON network_facility
FOR EACH ROW WHEN (NEW.archived_reason = '' AND (OLD.archived_reason <> '' OR OLD.partner_id <> NEW.partner_id))
EXECUTE FUNCTION network_refuse_archived_partner();

CREATE FUNCTION network_refuse_to_leave_facilities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM network_facility WHERE partner_id = NEW.id AND archived_reason = '') THEN
        RAISE EXCEPTION 'partner % still has facilities', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'facility_of_an_archived_partner_is_archived', TABLE = 'network_partner';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER network_refuse_to_leave_facilities AFTER UPDATE ON network_partner
FOR EACH ROW WHEN (NEW.archived_reason <> '' AND OLD.archived_reason = '') EXECUTE FUNCTION network_refuse_to_leave_facilities();
