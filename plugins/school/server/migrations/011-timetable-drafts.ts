import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const timetableDrafts: Migration = {
  name: '011-timetable-drafts',
  up: `
    -- The timetable that is being made; what is in force stands in school.timetable.
    CREATE TABLE school.draft_slots (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      year_id uuid NOT NULL REFERENCES school.years,
      load_id uuid NOT NULL REFERENCES school.loads ON DELETE CASCADE,
      ${place}
      weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 6),
      number smallint NOT NULL CHECK (number BETWEEN 1 AND 12),
      room text CHECK (room <> ''),
      -- Why it stands in spite of a conflict.
      reason text CHECK (reason <> ''),
      UNIQUE (load_id, weekday, number)
    );
    CREATE INDEX draft_slots_year ON school.draft_slots (year_id);
    ${rowSecurity('school.draft_slots', { ...whose, connected: 'school' })}

    -- When a draft was begun: an empty one is not the timetable in force.
    ALTER TABLE school.years ADD COLUMN draft_at timestamptz;
    ALTER TABLE school.timetable ADD COLUMN reason text;

    -- Secret addresses of own timetables for calendars of phones; only the hash is kept.
    CREATE TABLE school.calendar_keys (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      account_id uuid NOT NULL UNIQUE REFERENCES core.accounts ON DELETE CASCADE,
      person_id uuid NOT NULL REFERENCES core.persons,
      key_hash bytea NOT NULL UNIQUE,
      made_at timestamptz NOT NULL DEFAULT now()
    );
    ${rowSecurity('school.calendar_keys', { account: 'account_id' })}`,
};
