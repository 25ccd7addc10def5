import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

const both = { ...whose, connected: 'school' } as const;

export const excuses: Migration = {
  name: '041-excuses',
  up: `
    -- Homework that a family has ticked as done; what was taken back is gone.
    CREATE TABLE school.homework_done (
      lesson_id uuid NOT NULL REFERENCES school.lessons ON DELETE CASCADE,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      done_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (lesson_id, pupil_id)
    );
    CREATE INDEX homework_done_pupil ON school.homework_done (pupil_id);
    ${rowSecurity('school.homework_done', both)}

    -- A family says that the pupil will not be, or was not, at school. The reason is a choice: no words about health.
    CREATE TABLE school.excuses (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      class_id uuid NOT NULL REFERENCES school.classes,
      ${place}
      starts_on date NOT NULL,
      ends_on date NOT NULL CHECK (ends_on >= starts_on),
      reason text NOT NULL CHECK (reason IN ('illness', 'doctor', 'family', 'event')),
      state text NOT NULL DEFAULT 'sent' CHECK (state IN ('sent', 'accepted', 'refused', 'withdrawn')),
      -- What absences of these days are noted as.
      code text,
      answer text CHECK (answer <> ''),
      sent_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      sent_at timestamptz NOT NULL DEFAULT now(),
      seen_at timestamptz,
      decided_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      decided_at timestamptz,
      CHECK ((state = 'accepted') = (code IS NOT NULL)),
      EXCLUDE USING gist (pupil_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (state IN ('sent', 'accepted'))
    );
    CREATE INDEX excuses_class ON school.excuses (class_id, starts_on);
    ${rowSecurity('school.excuses', both)}`,
};
