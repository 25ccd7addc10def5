import type { Migration } from '../../server/plugin';

/** New months are reached through the log alone: what default privileges opened of them is closed again. */
export const privileges: Migration = {
  name: '004-privileges',
  up: `
      CREATE FUNCTION core.close_audit_month(month regclass) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE holder regrole;
        BEGIN
          FOR holder IN SELECT DISTINCT a.grantee FROM pg_class c, aclexplode(c.relacl) a
              WHERE c.oid = month AND a.grantee NOT IN (c.relowner, 0) LOOP
            EXECUTE format('REVOKE ALL ON %s FROM %s', month, holder);
          END LOOP;
        END $$;
      CREATE OR REPLACE FUNCTION core.make_audit_month(month date) RETURNS boolean
        LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
        DECLARE
          name text := 'audit_events_' || to_char(month, 'YYYY_MM');
          first timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
          next timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
        BEGIN
          IF to_regclass('core.' || name) IS NOT NULL THEN RETURN false; END IF;
          EXECUTE format('CREATE TABLE core.%I (LIKE core.audit_events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
          PERFORM core.close_audit_month(('core.' || name)::regclass);
          EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON core.%I
            FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_audit_change()', name);
          EXECUTE format('ALTER TABLE core.audit_events ATTACH PARTITION core.%I FOR VALUES FROM (%L) TO (%L)',
            name, first, next);
          RETURN true;
        EXCEPTION WHEN lock_not_available OR check_violation THEN RETURN false;
        END $$;`,
};
