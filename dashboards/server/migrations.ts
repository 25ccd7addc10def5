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
];
