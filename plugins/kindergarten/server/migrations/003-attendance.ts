import { rowSecurity, type Migration } from '@regiso/core';

const whose = { participant: 'participant_id', municipality: 'municipality_id' };

export const attendance: Migration = {
  name: '003-attendance',
  up: `
    -- One act moves or lets go many children, and is undone as a whole.
    CREATE TABLE kindergarten.pupil_acts (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      kind text NOT NULL CHECK (kind IN ('transfer', 'release')),
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      participant_id uuid,
      municipality_id text,
      on_day date NOT NULL,
      ground text,
      done_at timestamptz NOT NULL DEFAULT now(),
      undone_at timestamptz
    );
    CREATE INDEX pupil_acts_organisation ON kindergarten.pupil_acts (organisation_id, done_at);
    ${rowSecurity('kindergarten.pupil_acts', whose)}
    ALTER TABLE kindergarten.pupils ADD begun_by uuid REFERENCES kindergarten.pupil_acts,
      ADD ended_by uuid REFERENCES kindergarten.pupil_acts;
    CREATE INDEX pupils_begun_by ON kindergarten.pupils (begun_by) WHERE begun_by IS NOT NULL;
    CREATE INDEX pupils_ended_by ON kindergarten.pupils (ended_by) WHERE ended_by IS NOT NULL;

    CREATE TABLE kindergarten.attendance (
      pupil_id uuid NOT NULL REFERENCES kindergarten.pupils,
      day date NOT NULL,
      participant_id uuid,
      municipality_id text,
      status text NOT NULL CHECK (status IN ('present', 'absent')),
      reason text CHECK (reason IN ('illness', 'family', 'holiday', 'quarantine', 'unknown')),
      -- When the family told of it; stays when the group marks otherwise.
      announced_at timestamptz,
      is_excused boolean NOT NULL DEFAULT false,
      -- Came after the meals were counted.
      is_late boolean NOT NULL DEFAULT false,
      marked_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      marked_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (pupil_id, day),
      CHECK ((status = 'absent') = (reason IS NOT NULL)),
      CHECK (NOT is_excused OR status = 'absent')
    );
    ${rowSecurity('kindergarten.attendance', whose)}

    CREATE TABLE kindergarten.closed_months (
      organisation_id uuid NOT NULL REFERENCES core.organisations,
      month date NOT NULL CHECK (extract(day FROM month) = 1),
      participant_id uuid,
      municipality_id text,
      closed_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      closed_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (organisation_id, month)
    );
    ${rowSecurity('kindergarten.closed_months', whose)}`,
};
