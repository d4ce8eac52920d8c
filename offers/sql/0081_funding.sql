-- Of a grant no more is passed on than was granted, and nobody passes money on to itself. Whoever writes takes the row of the grant, so
-- that two who pass on the last euro at once come one after the other; the second then sees what the first has taken.
CREATE FUNCTION offers_refuse_forwarding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint := CASE TG_TABLE_NAME WHEN 'offers_grant' THEN (to_jsonb(NEW) ->> 'id')::bigint ELSE (to_jsonb(NEW) ->> 'grant_id')::bigint END;
    granted numeric;
    applicant bigint;
BEGIN
    SELECT amount, applicant_id INTO granted, applicant FROM offers_grant WHERE id = which FOR NO KEY UPDATE;
    IF (SELECT sum(amount) FROM offers_forwarding WHERE grant_id = which) > granted THEN
        RAISE EXCEPTION 'more is forwarded of grant % than was granted', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_more_is_forwarded_than_was_granted', TABLE = 'offers_forwarding';
    END IF;
    IF EXISTS (SELECT FROM offers_forwarding WHERE grant_id = which AND recipient_id = applicant) THEN
        RAISE EXCEPTION 'grant % is forwarded to its applicant', which
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_forwards_money_to_itself', TABLE = 'offers_forwarding';
    END IF;
    RETURN NULL;
END $$;

-- Deferrable, so that a page which lowers both the grant and what is passed on of it may write them in any order.
CREATE CONSTRAINT TRIGGER offers_refuse_forwarding AFTER INSERT OR UPDATE ON offers_forwarding
DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION offers_refuse_forwarding();
CREATE CONSTRAINT TRIGGER offers_refuse_to_grant_less AFTER UPDATE ON offers_grant
DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
WHEN (NEW.amount <> OLD.amount OR NEW.applicant_id <> OLD.applicant_id) EXECUTE FUNCTION offers_refuse_forwarding();
