import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const handins: Migration = {
  name: '042-2026-11-27-1745-handins',
  up: `
    -- Homework that a family hands in: a short text and files of the record. One of a pupil at a lesson.
    CREATE TABLE school.handins (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      lesson_id uuid NOT NULL REFERENCES school.lessons ON DELETE CASCADE,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      text text CHECK (text <> ''),
      state text NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'accepted', 'returned')),
      -- After the next lesson of the subject had begun.
      is_late boolean NOT NULL,
      version integer NOT NULL DEFAULT 1,
      sent_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      sent_at timestamptz NOT NULL DEFAULT now(),
      comment text CHECK (comment <> ''),
      decided_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      decided_at timestamptz,
      UNIQUE (lesson_id, pupil_id)
    );
    CREATE INDEX handins_pupil ON school.handins (pupil_id);
    CREATE INDEX handins_waiting ON school.handins (lesson_id) WHERE state = 'sent';
    CREATE INDEX handins_sent_at ON school.handins (sent_at);
    ${rowSecurity('school.handins', { ...whose, connected: 'school' })}`,
};
