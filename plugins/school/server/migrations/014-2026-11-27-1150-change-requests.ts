import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const changeRequests: Migration = {
  name: '014-2026-11-27-1150-change-requests',
  up: `
    -- A teacher asks for a change of a cell in a closed period, and whoever keeps the class decides; both values stay.
    CREATE TABLE school.change_requests (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      lesson_id uuid NOT NULL REFERENCES school.lessons,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      grade smallint NOT NULL,
      -- The cell as it was seen, its version, and what it is to hold.
      version integer NOT NULL CHECK (version >= 0),
      before jsonb NOT NULL,
      wanted jsonb NOT NULL,
      reason text NOT NULL CHECK (reason <> ''),
      asked_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      asked_at timestamptz NOT NULL DEFAULT now(),
      state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'granted', 'refused')),
      decided_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      decided_at timestamptz CHECK ((decided_at IS NULL) = (state = 'asked')),
      answer text CHECK (answer <> '')
    );
    CREATE UNIQUE INDEX change_requests_open ON school.change_requests (lesson_id, pupil_id) WHERE state = 'asked';
    CREATE INDEX change_requests_asker ON school.change_requests (asked_by);
    CREATE INDEX change_requests_place ON school.change_requests (organisation_id, id);
    ${rowSecurity('school.change_requests', { ...whose, connected: 'school' })}

    ALTER TABLE school.cell_changes ADD COLUMN request_id uuid REFERENCES school.change_requests;`,
};
