import type { Migration } from '@regiso/core';

/** What an act was about stays said when it is taken back. */
export const acts: Migration = {
  name: '004-acts',
  up: `
    ALTER TABLE kindergarten.pupil_acts ADD children integer NOT NULL DEFAULT 0,
      ADD group_id uuid REFERENCES kindergarten.groups;
    UPDATE kindergarten.pupil_acts a SET children = (SELECT count(*) FROM kindergarten.pupils p WHERE p.ended_by = a.id),
      group_id = (SELECT p.group_id FROM kindergarten.pupils p WHERE p.begun_by = a.id LIMIT 1);`,
};
