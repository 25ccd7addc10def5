import type { Migration } from '@regiso/core';

/** Officers enter minima now, so the base itself sees to it that a day has one minimum for a purpose. */
export const oneMinimumADay: Migration = {
  name: '003-one-minimum-a-day',
  up: `
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    ALTER TABLE exams.thresholds
      ADD CONSTRAINT thresholds_days CHECK (valid_from <= valid_to),
      ADD CONSTRAINT thresholds_one_a_day EXCLUDE USING gist (kind WITH =, subject WITH =, purpose WITH =, profile WITH =,
        daterange(valid_from, valid_to, '[]') WITH &&);`,
};
