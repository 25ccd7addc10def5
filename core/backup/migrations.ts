import type { Migration } from '../server/plugin';

export const migrations: Migration[] = [
  {
    name: '001-runs',
    up: `
      CREATE TABLE core.backup_runs (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        kind text NOT NULL CHECK (kind IN ('create', 'verify')),
        -- Which one was made or is verified; the backups themselves lie in their folder.
        backup text,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
        share real NOT NULL DEFAULT 0,
        step text NOT NULL DEFAULT '',
        error text,
        by_schedule boolean NOT NULL DEFAULT false,
        cancel_asked boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        ended_at timestamptz,
        CHECK (kind = 'create' OR backup IS NOT NULL)
      );
      CREATE INDEX backup_runs_created ON core.backup_runs (created_at DESC);
      CREATE UNIQUE INDEX backup_runs_one ON core.backup_runs (kind, coalesce(backup, ''))
        WHERE state IN ('waiting', 'running');`,
  },
];
