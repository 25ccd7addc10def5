import type { Migration } from '../../server/plugin';

/** The log by months, with who it was about, in which roles, for whom and why; rows written before are kept. */
export const months: Migration = {
  name: '002-months',
  up: `
      SET LOCAL statement_timeout = 0;
      ALTER TABLE core.audit_events RENAME TO audit_events_before;
      ALTER TABLE core.audit_events_before DROP CONSTRAINT audit_events_pkey;

      CREATE TABLE core.audit_events (
        id uuid NOT NULL DEFAULT uuidv7(),
        -- Transactions are counted anew in a cluster that a logical copy was restored into; eras keep them apart.
        era smallint NOT NULL DEFAULT 1,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor_id uuid,
        roles text[],
        on_behalf_of uuid,
        process text,
        event text NOT NULL,
        object_type text NOT NULL,
        object_id text,
        person_id uuid,
        organisation_id uuid,
        details jsonb NOT NULL DEFAULT '{}',
        purpose text,
        request_id text,
        ip text,
        CONSTRAINT audit_events_key PRIMARY KEY (id, at)
      ) PARTITION BY RANGE (at);
      CREATE INDEX audit_events_at ON core.audit_events (at);
      CREATE INDEX audit_events_object ON core.audit_events (object_id, at) WHERE object_id IS NOT NULL;
      CREATE INDEX audit_events_person ON core.audit_events (person_id, at) WHERE person_id IS NOT NULL;
      CREATE INDEX audit_events_actor ON core.audit_events (actor_id, at) WHERE actor_id IS NOT NULL;
      CREATE INDEX audit_events_event ON core.audit_events (event, at);
      CREATE INDEX audit_events_sealing ON core.audit_events (era, xid, id);

      -- Catches a clock that runs wild: an event is never lost for want of a month.
      CREATE TABLE core.audit_events_other PARTITION OF core.audit_events DEFAULT;
      CREATE TRIGGER never_truncated BEFORE TRUNCATE ON core.audit_events_other
        FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_audit_change();

      -- ATTACH lets writers go on where PARTITION OF would stop them; false: not now, or its rows are in "other" already.
      CREATE FUNCTION core.make_audit_month(month date) RETURNS boolean LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
        DECLARE
          name text := 'audit_events_' || to_char(month, 'YYYY_MM');
          first timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
          next timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
        BEGIN
          IF to_regclass('core.' || name) IS NOT NULL THEN RETURN false; END IF;
          EXECUTE format('CREATE TABLE core.%I (LIKE core.audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
          EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON core.%I
            FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_audit_change()', name);
          EXECUTE format('ALTER TABLE core.audit_events ATTACH PARTITION core.%I FOR VALUES FROM (%L) TO (%L)',
            name, first, next);
          RETURN true;
        EXCEPTION WHEN lock_not_available OR check_violation THEN RETURN false;
        END $$;
      SELECT core.make_audit_month(month::date) FROM generate_series(
        date_trunc('month', least((SELECT min(at) FROM core.audit_events_before), now()) AT TIME ZONE 'UTC'),
        date_trunc('month', now() AT TIME ZONE 'UTC') + interval '3 months', interval '1 month') month;

      INSERT INTO core.audit_events
          (id, xid, at, actor_id, process, event, object_type, object_id, details, request_id, ip)
        SELECT id, xid, at, actor_id, process, event, object_type, object_id, details, request_id, ip
        FROM core.audit_events_before;
      DROP TABLE core.audit_events_before;

      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.audit_events
        FOR EACH ROW EXECUTE FUNCTION core.refuse_audit_change();
      CREATE TRIGGER never_truncated BEFORE TRUNCATE ON core.audit_events
        FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_audit_change();
      CREATE FUNCTION core.refuse_audit_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'The time and the transaction of an audit event are given by the database'; END $$;
      -- Ten minutes let a clock that is set right pass.
      CREATE TRIGGER stamped BEFORE INSERT ON core.audit_events FOR EACH ROW
        WHEN (NEW.xid <> pg_current_xact_id()
          OR NEW.at < now() - interval '10 minutes' OR NEW.at > clock_timestamp() + interval '10 minutes')
        EXECUTE FUNCTION core.refuse_audit_stamp();`,
};
