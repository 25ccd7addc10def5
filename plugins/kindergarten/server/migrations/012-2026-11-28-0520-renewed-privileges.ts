import type { Migration } from '@regiso/core';

// A family brings a new paper while the one before still holds: the claim waits beside it and, once confirmed, takes its place.
export const renewedPrivileges: Migration = {
  name: '012-2026-11-28-0520-renewed-privileges',
  up: `
    ALTER TABLE kindergarten.privileges DROP CONSTRAINT privileges_state_check,
      ADD CONSTRAINT privileges_state_check CHECK (state IN ('unverified', 'confirmed', 'refused', 'expired', 'replaced'));
    DROP INDEX kindergarten.privileges_once;
    CREATE UNIQUE INDEX privileges_waiting_once ON kindergarten.privileges (application_id, category)
      WHERE state = 'unverified';
    CREATE UNIQUE INDEX privileges_confirmed_once ON kindergarten.privileges (application_id, category)
      WHERE state = 'confirmed';
    CREATE INDEX privileges_ended ON kindergarten.privileges (valid_to) WHERE state = 'expired';`,
};
