import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const studyYear: Migration = {
  name: '010-study-year',
  up: `
    ALTER TABLE school.years ADD COLUMN version integer NOT NULL DEFAULT 1;

    -- Days of a year without lessons, for some grades: grade 1 rests a week more in February.
    CREATE TABLE school.holidays (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      year_id uuid NOT NULL REFERENCES school.years,
      ${place}
      title text NOT NULL CHECK (title <> ''),
      grade_from smallint NOT NULL CHECK (grade_from BETWEEN 1 AND 11),
      grade_to smallint NOT NULL CHECK (grade_to BETWEEN grade_from AND 11),
      starts_on date NOT NULL,
      ends_on date NOT NULL CHECK (ends_on >= starts_on)
    );
    CREATE INDEX holidays_year ON school.holidays (year_id, starts_on);
    ${rowSecurity('school.holidays', { ...whose, connected: 'school' })}

    -- Classes of one set (класс-комплект of a small school) sit together: one teacher, one room, one hour.
    ALTER TABLE school.classes ADD COLUMN set_number smallint CHECK (set_number BETWEEN 1 AND 20),
      ADD COLUMN week_days smallint NOT NULL DEFAULT 5 CHECK (week_days IN (5, 6)),
      ADD COLUMN version integer NOT NULL DEFAULT 1;

    -- The curriculum of a class: hours a week of each subject, whoever teaches it.
    CREATE TABLE school.curriculum (
      class_id uuid NOT NULL REFERENCES school.classes,
      subject text NOT NULL REFERENCES school.subjects,
      ${place}
      hours smallint NOT NULL CHECK (hours BETWEEN 1 AND 12),
      PRIMARY KEY (class_id, subject)
    );
    ${rowSecurity('school.curriculum', { ...whose, connected: 'school' })}`,
};
