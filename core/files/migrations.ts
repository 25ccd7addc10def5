import type { Migration } from '../server/plugin';
import { rowSecurity } from '../server/row-security';

export const migrations: Migration[] = [
  {
    name: '001-files',
    up: `
      CREATE TABLE core.files (
        id uuid PRIMARY KEY,
        plugin text NOT NULL,
        owner_type text NOT NULL,
        owner_id text NOT NULL,
        participant_id uuid,
        person_id uuid,
        is_personal boolean NOT NULL,
        name text NOT NULL CHECK (name <> '' AND name !~ '[/\\\\]'),
        type text NOT NULL,
        bytes bigint NOT NULL CHECK (bytes > 0),
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        state text NOT NULL DEFAULT 'unchecked' CHECK (state IN ('unchecked', 'clean', 'infected')),
        checked_at timestamptz,
        threat text,
        stored_by uuid,
        stored_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX files_owner ON core.files (plugin, owner_type, owner_id);
      CREATE INDEX files_participant ON core.files (participant_id) INCLUDE (bytes);
      CREATE INDEX files_sender ON core.files (stored_by) INCLUDE (bytes) WHERE participant_id IS NULL;
      CREATE INDEX files_held ON core.files (stored_at) WHERE state <> 'clean';

      ${rowSecurity('core.files', { participant: 'participant_id', account: 'stored_by' })}`,
  },
];
