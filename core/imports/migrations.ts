import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

const ofParticipants = [
  'core.import_runs',
  'core.import_files',
  'core.import_problems',
  'core.import_mappings',
  'core.staged_rows',
  'core.import_matches',
] as const;

export const migrations: Migration[] = [
  {
    name: '001-imports',
    up: `
      CREATE TABLE core.import_runs (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        kind text NOT NULL,
        file_name text NOT NULL,
        bytes bigint NOT NULL DEFAULT 0,
        sha256 text,
        shape jsonb,
        mapping jsonb,
        options jsonb NOT NULL DEFAULT '{}',
        state text NOT NULL CHECK
          (state IN ('waiting', 'queued', 'reading', 'running', 'done', 'cancelled', 'failed')),
        dry_run boolean NOT NULL DEFAULT false,
        cancel_wanted boolean NOT NULL DEFAULT false,
        progress double precision NOT NULL DEFAULT 0,
        step text,
        rows integer NOT NULL DEFAULT 0,
        created integer NOT NULL DEFAULT 0,
        updated integer NOT NULL DEFAULT 0,
        unchanged integer NOT NULL DEFAULT 0,
        staged integer NOT NULL DEFAULT 0,
        rejected integer NOT NULL DEFAULT 0,
        error_code text,
        error text,
        error_en text,
        started_by uuid REFERENCES core.accounts,
        started_by_process text,
        created_at timestamptz NOT NULL DEFAULT now(),
        began_at timestamptz,
        ended_at timestamptz
      );
      CREATE INDEX import_runs_kind ON core.import_runs (kind, id);
      CREATE TABLE core.import_files (
        run_id uuid NOT NULL REFERENCES core.import_runs ON DELETE CASCADE,
        at integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (run_id, at)
      );
      ALTER TABLE core.import_files ALTER COLUMN bytes SET STORAGE EXTERNAL;
      CREATE TABLE core.import_problems (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        run_id uuid NOT NULL REFERENCES core.import_runs ON DELETE CASCADE,
        line integer NOT NULL,
        "column" text,
        message text NOT NULL,
        cells jsonb NOT NULL
      );
      CREATE INDEX import_problems_run ON core.import_problems (run_id, line);
      CREATE TABLE core.import_mappings (
        kind text NOT NULL,
        signature text NOT NULL,
        mapping jsonb NOT NULL,
        used_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (kind, signature)
      );
      CREATE TABLE core.staged_rows (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        kind text NOT NULL,
        key text NOT NULL,
        occurrence integer NOT NULL,
        match_key text NOT NULL,
        line integer NOT NULL,
        "values" jsonb NOT NULL,
        why text NOT NULL,
        run_id uuid REFERENCES core.import_runs ON DELETE SET NULL,
        options jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        matched_at timestamptz
      );
      CREATE UNIQUE INDEX staged_rows_identity ON core.staged_rows (kind, key, occurrence);
      CREATE INDEX staged_rows_waiting ON core.staged_rows (kind, match_key) WHERE matched_at IS NULL;
      CREATE TABLE core.import_matches (
        kind text NOT NULL,
        match_key text NOT NULL,
        target_id uuid NOT NULL,
        made_by uuid REFERENCES core.accounts,
        made_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (kind, match_key)
      );`,
  },
  {
    // What there is stays the region's: rows without a participant are shown to those who work for all of it.
    name: '002-of-participants',
    up: `
      ${ofParticipants.map((table) => `ALTER TABLE ${table} ADD COLUMN participant_id uuid;`).join('\n')}
      CREATE INDEX import_runs_participant ON core.import_runs (participant_id, id) WHERE participant_id IS NOT NULL;

      ALTER TABLE core.import_mappings DROP CONSTRAINT import_mappings_pkey,
        ADD COLUMN id uuid PRIMARY KEY DEFAULT uuidv7(),
        ADD CONSTRAINT import_mappings_identity UNIQUE NULLS NOT DISTINCT (kind, participant_id, signature);
      ALTER TABLE core.import_matches DROP CONSTRAINT import_matches_pkey,
        ADD COLUMN id uuid PRIMARY KEY DEFAULT uuidv7(),
        ADD CONSTRAINT import_matches_identity UNIQUE NULLS NOT DISTINCT (kind, participant_id, match_key);
      DROP INDEX core.staged_rows_identity, core.staged_rows_waiting;
      CREATE UNIQUE INDEX staged_rows_identity ON core.staged_rows (kind, participant_id, key, occurrence)
        NULLS NOT DISTINCT;
      CREATE INDEX staged_rows_waiting ON core.staged_rows (kind, participant_id, match_key) WHERE matched_at IS NULL;

      ${ofParticipants.map((table) => rowSecurity(table, { participant: 'participant_id' })).join('\n')}`,
  },
  {
    // Rows that name people are kept sealed; what others hold stays as it is.
    name: '003-sealed-rows',
    up: `
      ALTER TABLE core.staged_rows ADD COLUMN sealed bytea;
      ALTER TABLE core.import_problems ADD COLUMN sealed bytea;`,
  },
];
