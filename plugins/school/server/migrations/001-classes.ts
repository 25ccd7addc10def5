import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const classes: Migration = {
  name: '001-classes',
  up: `
    CREATE TABLE school.subjects (
      code text PRIMARY KEY,
      title text NOT NULL,
      title_en text NOT NULL
    );

    CREATE TABLE school.years (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      ${place}
      first_year integer NOT NULL,
      starts_on date NOT NULL,
      ends_on date NOT NULL CHECK (ends_on > starts_on),
      is_demo boolean NOT NULL DEFAULT false,
      UNIQUE (organisation_id, first_year)
    );
    ${rowSecurity('school.years', whose)}

    -- Quarters, trimesters or half-years, each for some grades: grades 10 and 11 usually have half-years.
    CREATE TABLE school.periods (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      year_id uuid NOT NULL REFERENCES school.years,
      ${place}
      kind text NOT NULL CHECK (kind IN ('quarter', 'trimester', 'half-year')),
      number smallint NOT NULL CHECK (number BETWEEN 1 AND 4),
      grade_from smallint NOT NULL CHECK (grade_from BETWEEN 1 AND 11),
      grade_to smallint NOT NULL CHECK (grade_to BETWEEN grade_from AND 11),
      starts_on date NOT NULL,
      ends_on date NOT NULL CHECK (ends_on > starts_on),
      EXCLUDE USING gist (year_id WITH =, int4range(grade_from, grade_to, '[]') WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&)
    );
    CREATE INDEX periods_organisation ON school.periods (organisation_id, starts_on);
    ${rowSecurity('school.periods', whose)}

    CREATE TABLE school.bells (
      year_id uuid NOT NULL REFERENCES school.years,
      ${place}
      shift smallint NOT NULL CHECK (shift IN (1, 2)),
      number smallint NOT NULL CHECK (number BETWEEN 1 AND 12),
      starts_at time NOT NULL,
      ends_at time NOT NULL CHECK (ends_at > starts_at),
      PRIMARY KEY (year_id, shift, number)
    );
    ${rowSecurity('school.bells', whose)}

    CREATE TABLE school.classes (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      ${place}
      year_id uuid NOT NULL REFERENCES school.years,
      grade smallint NOT NULL CHECK (grade BETWEEN 1 AND 11),
      letter text NOT NULL CHECK (letter ~ '^[А-ЯЁ]{1,2}$'),
      shift smallint NOT NULL DEFAULT 1 CHECK (shift IN (1, 2)),
      teacher_id uuid REFERENCES core.persons,
      is_demo boolean NOT NULL DEFAULT false
    );
    CREATE UNIQUE INDEX classes_name ON school.classes (year_id, grade, letter);
    CREATE INDEX classes_organisation ON school.classes (organisation_id);
    CREATE INDEX classes_teacher ON school.classes (teacher_id);
    ${rowSecurity('school.classes', whose)}

    -- A time of a person in a class: who moves to another class has two, and journals of both stay right.
    CREATE TABLE school.pupils (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      person_id uuid NOT NULL REFERENCES core.persons,
      pseudonym uuid NOT NULL,
      ${place}
      class_id uuid NOT NULL REFERENCES school.classes,
      grade smallint NOT NULL,
      starts_on date NOT NULL,
      ends_on date CHECK (ends_on >= starts_on),
      is_demo boolean NOT NULL DEFAULT false,
      EXCLUDE USING gist (person_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
    );
    CREATE INDEX pupils_class ON school.pupils (class_id, starts_on);
    ${rowSecurity('school.pupils', whose)}

    -- Who teaches what to whom: a class, or a half of it when there is a subgroup.
    CREATE TABLE school.loads (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      ${place}
      class_id uuid NOT NULL REFERENCES school.classes,
      subject text NOT NULL REFERENCES school.subjects,
      subgroup smallint CHECK (subgroup BETWEEN 1 AND 4),
      teacher_id uuid REFERENCES core.persons,
      hours smallint NOT NULL CHECK (hours BETWEEN 1 AND 12),
      UNIQUE NULLS NOT DISTINCT (class_id, subject, subgroup)
    );
    CREATE INDEX loads_teacher ON school.loads (teacher_id);
    ${rowSecurity('school.loads', whose)}

    CREATE TABLE school.load_pupils (
      load_id uuid NOT NULL REFERENCES school.loads,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      PRIMARY KEY (load_id, pupil_id)
    );
    CREATE INDEX load_pupils_pupil ON school.load_pupils (pupil_id);
    ${rowSecurity('school.load_pupils', whose)}

    CREATE TABLE school.timetable (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      load_id uuid NOT NULL REFERENCES school.loads,
      ${place}
      weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 6),
      number smallint NOT NULL CHECK (number BETWEEN 1 AND 12),
      room text,
      valid_from date NOT NULL,
      valid_to date CHECK (valid_to >= valid_from),
      EXCLUDE USING gist (load_id WITH =, weekday WITH =, number WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    );
    ${rowSecurity('school.timetable', whose)}`,
};
