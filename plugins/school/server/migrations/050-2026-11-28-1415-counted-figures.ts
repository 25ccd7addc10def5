import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

const seen = { ...whose, connected: 'school' } as const;

/** What figures need of many rows together: counted by the nightly job, a fact reads one table. */
export const countedFigures: Migration = {
  name: '050-2026-11-28-1415-counted-figures',
  up: `
    -- Lessons of a pupil in a month at which the attendance was taken, and what of them was missed.
    CREATE TABLE school.pupil_months (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      pupil_id uuid NOT NULL REFERENCES school.pupils ON DELETE CASCADE,
      ${place}
      grade smallint NOT NULL,
      starts_on date NOT NULL,
      lessons smallint NOT NULL CHECK (lessons > 0),
      missed smallint NOT NULL CHECK (missed BETWEEN 0 AND lessons),
      is_chronic boolean NOT NULL GENERATED ALWAYS AS (missed * 10 >= lessons) STORED,
      UNIQUE (pupil_id, starts_on)
    );
    ${rowSecurity('school.pupil_months', seen)}

    -- Minutes of homework that a class had for a day, beside the norm of the day.
    CREATE TABLE school.class_days (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      class_id uuid NOT NULL REFERENCES school.classes ON DELETE CASCADE,
      ${place}
      grade smallint NOT NULL,
      day date NOT NULL,
      minutes smallint NOT NULL CHECK (minutes > 0),
      norm smallint NOT NULL CHECK (norm > 0),
      is_over boolean NOT NULL GENERATED ALWAYS AS (minutes > norm) STORED,
      UNIQUE (class_id, day)
    );
    ${rowSecurity('school.class_days', seen)}

    -- Days of the timetable of a class, and those of them that the norms advise nothing against.
    CREATE TABLE school.timetable_scores (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      class_id uuid NOT NULL UNIQUE REFERENCES school.classes ON DELETE CASCADE,
      ${place}
      grade smallint NOT NULL,
      days smallint NOT NULL CHECK (days > 0),
      kept smallint NOT NULL CHECK (kept BETWEEN 0 AND days)
    );
    ${rowSecurity('school.timetable_scores', seen)}`,
};
