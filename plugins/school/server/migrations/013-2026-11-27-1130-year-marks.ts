import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

const seen = { ...whose, connected: 'school' } as const;

export const yearMarks: Migration = {
  name: '013-2026-11-27-1130-year-marks',
  up: `
    -- What a year of a subject comes to: the year, the exam or interim attestation, and both together.
    CREATE TABLE school.year_marks (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      subject text NOT NULL REFERENCES school.subjects,
      kind text NOT NULL CHECK (kind IN ('year', 'exam', 'final')),
      ${place}
      -- Nothing: not attested.
      value smallint CHECK (value BETWEEN 2 AND 5),
      -- What the rule suggested when it was given, and why it is another one.
      suggestion smallint CHECK (suggestion BETWEEN 2 AND 5),
      reason text CHECK (reason <> ''),
      version integer NOT NULL DEFAULT 1,
      set_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      set_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (pupil_id, subject, kind)
    );
    ${rowSecurity('school.year_marks', seen)}

    -- Every change of a mark of a period or a year, written once; a mark is 2–5 or na (not attested), nothing before the first.
    CREATE TABLE school.result_changes (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      subject text NOT NULL REFERENCES school.subjects,
      kind text NOT NULL CHECK (kind IN ('period', 'year', 'exam', 'final')),
      period_id uuid REFERENCES school.periods CHECK ((period_id IS NOT NULL) = (kind = 'period')),
      ${place}
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      account_id uuid,
      before text CHECK (before IN ('2', '3', '4', '5', 'na')),
      after text NOT NULL CHECK (after IN ('2', '3', '4', '5', 'na')),
      reason text CHECK (reason <> '')
    );
    CREATE INDEX result_changes_pupil ON school.result_changes (pupil_id, subject, id);
    ${rowSecurity('school.result_changes', seen)}`,
};
