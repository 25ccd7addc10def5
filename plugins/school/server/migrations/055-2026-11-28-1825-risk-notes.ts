import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const riskNotes: Migration = {
  name: '055-2026-11-28-1825-risk-notes',
  up: `
    -- What somebody of the school has done for a pupil who needs attention: sealed, and never changed.
    CREATE TABLE school.risk_notes (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      note bytea NOT NULL,
      written_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      written_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX risk_notes_pupil ON school.risk_notes (pupil_id, id);
    CREATE INDEX risk_notes_written ON school.risk_notes (written_at);
    ${rowSecurity('school.risk_notes', { ...whose, connected: 'school' })}`,
};
