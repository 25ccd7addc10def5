import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const certificates: Migration = {
  name: '045-2026-11-28-0435-certificates',
  up: `
    -- A medical certificate that a class teacher has seen: its number or a note, sealed, and its days; never a diagnosis.
    CREATE TABLE school.certificates (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      class_id uuid NOT NULL REFERENCES school.classes,
      ${place}
      note bytea NOT NULL,
      starts_on date NOT NULL,
      ends_on date NOT NULL CHECK (ends_on >= starts_on),
      -- What absences of these days are noted as.
      code text NOT NULL,
      recorded_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      withdrawn_at timestamptz,
      EXCLUDE USING gist (pupil_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (withdrawn_at IS NULL)
    );
    CREATE INDEX certificates_class ON school.certificates (class_id, id);
    ${rowSecurity('school.certificates', { ...whose, connected: 'school' })}

    -- By which certificate a cell was recoded, or brought back when it was withdrawn.
    ALTER TABLE school.cell_changes ADD COLUMN certificate_id uuid REFERENCES school.certificates;
    CREATE INDEX cell_changes_certificate ON school.cell_changes (certificate_id) WHERE certificate_id IS NOT NULL;`,
};
