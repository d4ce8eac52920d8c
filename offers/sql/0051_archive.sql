-- What an archived partner offered, and what was held in an archived facility, is archived too. Whoever writes or takes up an offer
-- waits for whoever archives its partner or facility at the moment (who holds that row for update), and sees then what became of it.
CREATE FUNCTION offers_refuse_archived_host() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_away boolean;
BEGIN
    SELECT archived_reason <> '' INTO is_away FROM network_partner WHERE id = NEW.provider_id FOR KEY SHARE;
    IF is_away THEN
        RAISE EXCEPTION 'offer % is of an archived partner', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_of_an_archived_partner_is_archived', TABLE = 'offers_offer';
    END IF;
    SELECT archived_reason <> '' INTO is_away FROM network_facility WHERE id = NEW.facility_id FOR KEY SHARE;
    IF is_away THEN
        RAISE EXCEPTION 'offer % is held in an archived facility', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_in_an_archived_facility_is_archived', TABLE = 'offers_offer';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER offers_refuse_archived_host_on_insert AFTER INSERT ON offers_offer
FOR EACH ROW WHEN (NEW.status <> 'archived') EXECUTE FUNCTION offers_refuse_archived_host();
CREATE TRIGGER offers_refuse_archived_host_on_update AFTER UPDATE ON offers_offer
FOR EACH ROW WHEN (
    NEW.status <> 'archived' AND (
        OLD.status = 'archived'
        OR OLD.provider_id <> NEW.provider_id
        OR OLD.facility_id IS DISTINCT FROM NEW.facility_id
    )
)
EXECUTE FUNCTION offers_refuse_archived_host();

CREATE FUNCTION offers_refuse_to_leave_offers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'network_partner' AND EXISTS (SELECT FROM offers_offer WHERE provider_id = NEW.id AND status <> 'archived') THEN
        RAISE EXCEPTION 'partner % still has offers', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_of_an_archived_partner_is_archived', TABLE = 'network_partner';
    END IF;
    IF TG_TABLE_NAME = 'network_facility' AND EXISTS (SELECT FROM offers_offer WHERE facility_id = NEW.id AND status <> 'archived') THEN
        RAISE EXCEPTION 'offers are still held in facility %', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'offer_in_an_archived_facility_is_archived', TABLE = 'network_facility';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER offers_refuse_to_leave_offers AFTER UPDATE ON network_partner
FOR EACH ROW WHEN (NEW.archived_reason <> '' AND OLD.archived_reason = '') EXECUTE FUNCTION offers_refuse_to_leave_offers();
CREATE TRIGGER offers_refuse_to_leave_offers AFTER UPDATE ON network_facility
FOR EACH ROW WHEN (NEW.archived_reason <> '' AND OLD.archived_reason = '') EXECUTE FUNCTION offers_refuse_to_leave_offers();
