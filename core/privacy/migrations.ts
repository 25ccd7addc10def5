import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-privacy',
    up: `
      CREATE TABLE core.subject_requests (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        account_id uuid NOT NULL REFERENCES core.accounts,
        kind text NOT NULL CHECK (kind IN ('access', 'correction', 'deletion', 'objection')),
        text bytea NOT NULL,
        received_on date NOT NULL,
        due_on date NOT NULL,
        term_row uuid NOT NULL REFERENCES core.reference_rows,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'refused')),
        answer bytea,
        answered_by uuid,
        answered_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((state = 'waiting') = (answered_at IS NULL))
      );
      CREATE INDEX subject_requests_account ON core.subject_requests (account_id, id DESC);
      CREATE INDEX subject_requests_queue ON core.subject_requests (due_on, id) WHERE state = 'waiting';

      CREATE TABLE core.retention_rules (
        id text PRIMARY KEY,
        days integer CHECK (days BETWEEN 1 AND 36500),
        hold_because text,
        changed_by uuid,
        changed_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE core.retention_runs (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        rule text NOT NULL,
        before timestamptz NOT NULL,
        removed integer NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX retention_runs_rule ON core.retention_runs (rule, at DESC);

      CREATE TABLE core.incidents (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        title text NOT NULL CHECK (title <> ''),
        discovered_at timestamptz NOT NULL,
        first_due_at timestamptz NOT NULL,
        result_due_at timestamptz NOT NULL,
        first_term_row uuid NOT NULL REFERENCES core.reference_rows,
        result_term_row uuid NOT NULL REFERENCES core.reference_rows,
        cause text NOT NULL DEFAULT '',
        harm text NOT NULL DEFAULT '',
        measures text NOT NULL DEFAULT '',
        findings text NOT NULL DEFAULT '',
        culprits text NOT NULL DEFAULT '',
        contact text NOT NULL DEFAULT '',
        categories text[] NOT NULL DEFAULT '{}',
        subjects integer CHECK (subjects >= 0),
        records integer CHECK (records >= 0),
        first_sent_at timestamptz,
        result_sent_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        created_by uuid,
        created_at timestamptz NOT NULL DEFAULT now()
      );`,
  },
  {
    name: '002-retention-passes',
    up: `
      CREATE TABLE core.retention_passes (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        kind text NOT NULL CHECK (kind IN ('preview', 'removal')),
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
        share real NOT NULL DEFAULT 0,
        cancel_asked boolean NOT NULL DEFAULT false,
        by_schedule boolean NOT NULL DEFAULT false,
        asked_by uuid,
        -- Counts by rule and, of a preview, ids of cards: no names.
        report jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz
      );
      CREATE INDEX retention_passes_created ON core.retention_passes (created_at DESC);
      CREATE UNIQUE INDEX retention_passes_one ON core.retention_passes ((true)) WHERE state IN ('waiting', 'running');
      ALTER TABLE core.retention_runs ADD COLUMN pass_id uuid REFERENCES core.retention_passes,
        ADD COLUMN term_row uuid REFERENCES core.reference_rows;

      -- Days that the operator changed become a version of the norm; the column stays for processes of the release before.
      INSERT INTO core.reference_rows (reference, code, value, act, valid_from, origin, created_by)
      SELECT split_part(id, '.', 1) || '.retention', substr(id, strpos(id, '.') + 1), to_jsonb(days),
        'Решение оператора', changed_at::date, 'operator', changed_by
      FROM core.retention_rules WHERE days IS NOT NULL;`,
  },
  {
    name: '003-2026-11-27-1130-legal-holds',
    up: `
      CREATE TABLE core.legal_holds (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id uuid NOT NULL REFERENCES core.persons ON DELETE CASCADE,
        ground text NOT NULL CHECK (ground <> ''),
        until date NOT NULL,
        laid_by uuid,
        laid_at timestamptz NOT NULL DEFAULT now(),
        lifted_by uuid,
        lifted_at timestamptz,
        lift_reason text,
        CHECK ((lifted_at IS NULL) = (lift_reason IS NULL))
      );
      CREATE INDEX legal_holds_person ON core.legal_holds (person_id);
      ${rowSecurity('core.legal_holds', {})}`,
  },
];
