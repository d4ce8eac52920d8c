-- A step of a roll-out is done only once the step that it follows is done, on the same day or before. Whoever changes steps of one
-- network in one social space waits for whoever changes them at the moment, and sees then what became of them.
CREATE FUNCTION network_rank_of_step(kind text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE kind WHEN 'proposal' THEN 1 WHEN 'consent' THEN 2 WHEN 'invitation' THEN 3 ELSE 4 END
$$;

CREATE FUNCTION network_refuse_step_out_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step network_rolloutstep := coalesce(NEW, OLD);
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('network_rolloutstep'), hashtext(step.social_space_id || ' ' || step.network_id));
    IF EXISTS (
        SELECT FROM network_rolloutstep later
        WHERE later.social_space_id = step.social_space_id AND later.network_id = step.network_id
            AND later.done_on IS NOT NULL AND later.kind <> 'proposal'
            AND NOT EXISTS (
                SELECT FROM network_rolloutstep earlier
                WHERE earlier.social_space_id = step.social_space_id AND earlier.network_id = step.network_id
                    AND network_rank_of_step(earlier.kind) = network_rank_of_step(later.kind) - 1
                    AND earlier.done_on <= later.done_on
            )
    ) THEN
        RAISE EXCEPTION 'a step of the roll-out is done before the one that it follows'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rollout_step_follows_the_one_before', TABLE = 'network_rolloutstep';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER network_refuse_step_out_of_order AFTER INSERT OR UPDATE OR DELETE ON network_rolloutstep
FOR EACH ROW EXECUTE FUNCTION network_refuse_step_out_of_order();
