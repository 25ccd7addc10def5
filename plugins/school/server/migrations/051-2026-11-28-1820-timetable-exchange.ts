import type { Migration } from '@regiso/core';

export const timetableExchange: Migration = {
  name: '051-2026-11-28-1820-timetable-exchange',
  up: `
    -- By this number the lessons of a journal are known in files of the program FET, whose activities have whole numbers.
    ALTER TABLE school.loads ADD COLUMN exchange_number integer GENERATED ALWAYS AS IDENTITY;

    -- The draft as it was before a file was taken in, what the file has made of it, and when: to take the file back.
    ALTER TABLE school.years ADD COLUMN draft_before jsonb, ADD COLUMN taken_in_as text, ADD COLUMN taken_in_at timestamptz;`,
};
