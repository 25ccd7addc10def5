import type { Migration } from '@regiso/core';

/** The weeks of a lesson as a span of two: those that overlap meet. */
const span = `(CASE weeks WHEN 'odd' THEN int4range(1, 2) WHEN 'even' THEN int4range(2, 3) ELSE int4range(1, 3) END)`;

export const alternateWeeks: Migration = {
  name: '044-2026-11-28-0425-alternate-weeks',
  up: `
    -- In which weeks of the study year a lesson stands: in every one, or in turn with another.
    ALTER TABLE school.timetable ADD COLUMN weeks text NOT NULL DEFAULT 'every' CHECK (weeks IN ('every', 'odd', 'even')),
      DROP CONSTRAINT timetable_load_id_weekday_number_daterange_excl;
    ALTER TABLE school.timetable ADD EXCLUDE USING gist (load_id WITH =, weekday WITH =, number WITH =,
      daterange(valid_from, valid_to, '[]') WITH &&, ${span} WITH &&);
    ALTER TABLE school.draft_slots ADD COLUMN weeks text NOT NULL DEFAULT 'every' CHECK (weeks IN ('every', 'odd', 'even')),
      DROP CONSTRAINT draft_slots_load_id_weekday_number_key;
    ALTER TABLE school.draft_slots ADD EXCLUDE USING gist (load_id WITH =, weekday WITH =, number WITH =, ${span} WITH &&);`,
};
