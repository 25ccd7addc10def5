import { rowSecurity, type Migration } from '@regiso/core';

/** Boards as they were reported. */
export const snapshots: Migration = {
  name: '008-snapshots',
  up: `
    -- A board as it was reported: its figures as they were computed, protected for whoever froze it, never counted anew.
    CREATE TABLE dashboards.snapshots (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      dashboard text NOT NULL,
      title text NOT NULL CHECK (title <> ''),
      reported_on date NOT NULL,
      ground text NOT NULL CHECK (ground <> ''),
      language text NOT NULL CHECK (language IN ('ru', 'en')),
      words text NOT NULL,
      -- Texts, not jsonb: the digest is over every letter. The rows of the right it was frozen by; null for all.
      search text NOT NULL,
      within text,
      content text NOT NULL,
      sha256 text NOT NULL,
      tick bigint NOT NULL,
      as_of timestamptz NOT NULL,
      owner_id uuid NOT NULL REFERENCES core.accounts,
      -- The places of that right; none when it was of the region.
      municipalities text[] NOT NULL DEFAULT '{}',
      participants uuid[] NOT NULL DEFAULT '{}',
      frozen_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX snapshots_dashboard ON dashboards.snapshots (dashboard, reported_on DESC);
    CREATE INDEX snapshots_owner ON dashboards.snapshots (owner_id, frozen_at);
    -- What was reported stays as it was; only the rule of retention takes it away.
    CREATE FUNCTION dashboards.keep_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a snapshot is what was reported: it does not change'; END $$;
    CREATE TRIGGER keep_snapshot BEFORE UPDATE ON dashboards.snapshots
      FOR EACH ROW EXECUTE FUNCTION dashboards.keep_snapshot();
    ${rowSecurity('dashboards.snapshots', { account: 'owner_id', municipalities: 'municipalities', participants: 'participants' })}`,
};
