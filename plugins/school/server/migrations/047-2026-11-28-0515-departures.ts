import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const departures: Migration = {
  name: '047-2026-11-28-0515-departures',
  up: `
    -- A pupil leaves the school by an order; taken back, the row stays. The note is sealed: it may tell of the family.
    CREATE TABLE school.departures (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      last_day date NOT NULL,
      reason text NOT NULL CHECK (reason IN ('moved', 'other-school', 'finished', 'other')),
      note bytea,
      order_number text NOT NULL,
      order_on date NOT NULL,
      -- Belongings to the school that ended with it, to be taken up again.
      links uuid[] NOT NULL DEFAULT '{}',
      recorded_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      undone_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      undone_at timestamptz
    );
    CREATE UNIQUE INDEX departures_standing ON school.departures (pupil_id) WHERE undone_at IS NULL;
    ${rowSecurity('school.departures', { ...whose, connected: 'school' })}`,
};
