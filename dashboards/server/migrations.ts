import type { Migration } from '@regiso/core';

export const migrations: readonly Migration[] = [
  {
    name: '001-definitions',
    up: `
      -- Every definition of an indicator that this installation has ever counted by, so that a figure of the past can be
      -- explained. The digest tells a change that came without a new version.
      CREATE TABLE dashboards.definitions (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        indicator text NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        digest text NOT NULL,
        definition jsonb NOT NULL,
        first_seen_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (indicator, version, digest)
      )`,
  },
  {
    name: '002-own-indicators',
    up: `
      CREATE SEQUENCE dashboards.own_codes;
      -- What analysts define, a row a version: the newest approved one is counted by, a second person has approved it.
      CREATE TABLE dashboards.own_indicators (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        code text NOT NULL,
        number integer NOT NULL CHECK (number > 0),
        version integer NOT NULL DEFAULT 1,
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'review', 'returned', 'approved', 'withdrawn')),
        definition jsonb NOT NULL,
        why text,
        note text,
        author_id uuid NOT NULL REFERENCES core.accounts,
        reviewer_id uuid REFERENCES core.accounts CHECK (reviewer_id <> author_id),
        changed_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (code, number)
      );
      CREATE UNIQUE INDEX own_indicators_open ON dashboards.own_indicators (code)
        WHERE state IN ('draft', 'review', 'returned')`,
  },
];
