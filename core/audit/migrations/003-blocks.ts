import type { Migration } from '../../server/plugin';

/** Sealed blocks of the log, each signed and holding the hash of the one before, and the hashes of their rows. */
export const blocks: Migration = {
  name: '003-blocks',
  up: `
      CREATE TABLE core.audit_blocks (
        no bigint PRIMARY KEY,
        form smallint NOT NULL,
        rows integer NOT NULL,
        -- The place of its last row, or before the first transaction that was not over yet.
        until_era smallint NOT NULL,
        until_xid xid8 NOT NULL,
        until_id uuid NOT NULL,
        root bytea NOT NULL,
        prev bytea NOT NULL,
        at timestamptz NOT NULL,
        key_id text NOT NULL,
        hash bytea NOT NULL,
        signature bytea NOT NULL
      );
      CREATE UNIQUE INDEX audit_blocks_until ON core.audit_blocks (until_era, until_xid, until_id);
      CREATE INDEX audit_blocks_at ON core.audit_blocks (at);
      CREATE TABLE core.audit_leaves (
        block bigint PRIMARY KEY REFERENCES core.audit_blocks,
        hashes bytea NOT NULL
      );
      -- Hashes do not compress.
      ALTER TABLE core.audit_leaves ALTER COLUMN hashes SET STORAGE EXTERNAL;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.audit_blocks
        FOR EACH ROW EXECUTE FUNCTION core.refuse_audit_change();
      CREATE TRIGGER never_truncated BEFORE TRUNCATE ON core.audit_blocks
        FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_audit_change();
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core.audit_leaves
        FOR EACH ROW EXECUTE FUNCTION core.refuse_audit_change();
      CREATE TRIGGER never_truncated BEFORE TRUNCATE ON core.audit_leaves
        FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_audit_change();`,
};
