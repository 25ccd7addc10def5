import type { Migration } from '../../server/plugin';

export const auditEvents: Migration = {
  name: '001-audit-events',
  up: `
        CREATE TABLE core.audit_events (
          id uuid PRIMARY KEY DEFAULT uuidv7(),
          xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
          at timestamptz NOT NULL DEFAULT clock_timestamp(),
          actor_id uuid,
          process text,
          event text NOT NULL,
          object_type text NOT NULL,
          object_id text,
          details jsonb NOT NULL DEFAULT '{}',
          request_id text,
          ip text
        );
        CREATE INDEX ON core.audit_events (object_type, object_id, at);
        CREATE INDEX ON core.audit_events (actor_id, at);
        CREATE INDEX ON core.audit_events (event, at);
        CREATE FUNCTION core.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE EXCEPTION 'The audit log is append-only'; END $$;
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.audit_events
          FOR EACH ROW EXECUTE FUNCTION core.refuse_audit_change();
        CREATE TRIGGER never_truncated BEFORE TRUNCATE ON core.audit_events
          FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_audit_change();`,
};
