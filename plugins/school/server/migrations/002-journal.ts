import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const journal: Migration = {
  name: '002-journal',
  up: `
    -- The calendar plan of a journal: one row a lesson, in the order of teaching.
    CREATE TABLE school.plan_topics (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      load_id uuid NOT NULL REFERENCES school.loads,
      ${place}
      number smallint NOT NULL CHECK (number > 0),
      title text NOT NULL CHECK (title <> ''),
      UNIQUE (load_id, number)
    );
    ${rowSecurity('school.plan_topics', whose)}

    CREATE TABLE school.lessons (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      ${place}
      load_id uuid NOT NULL REFERENCES school.loads,
      class_id uuid NOT NULL REFERENCES school.classes,
      subject text NOT NULL,
      grade smallint NOT NULL,
      -- Who gives it: of the load, or whoever stands in on this day.
      teacher_id uuid REFERENCES core.persons,
      day date NOT NULL,
      number smallint NOT NULL,
      room text,
      topic text CHECK (topic <> ''),
      plan_topic_id uuid REFERENCES school.plan_topics,
      homework text CHECK (homework <> ''),
      -- What the works of the lesson are: marks of the first and of the second column weigh by it.
      kind_1 text NOT NULL DEFAULT 'answer',
      kind_2 text NOT NULL DEFAULT 'homework',
      attendance_at timestamptz,
      -- Pupils of the lesson when the attendance was taken, for figures.
      expected smallint NOT NULL DEFAULT 0,
      -- The day of the lesson has passed; kept by the nightly job and by whoever writes into the lesson.
      is_over boolean NOT NULL DEFAULT false,
      -- Topic and attendance stood on the day of the lesson.
      is_filled boolean NOT NULL DEFAULT false,
      version integer NOT NULL DEFAULT 0,
      is_demo boolean NOT NULL DEFAULT false,
      UNIQUE (load_id, day, number)
    );
    CREATE INDEX lessons_class ON school.lessons (class_id, day);
    CREATE INDEX lessons_teacher ON school.lessons (teacher_id, day);
    CREATE INDEX lessons_waiting ON school.lessons (day) WHERE NOT is_over;
    CREATE UNIQUE INDEX lessons_plan_topic ON school.lessons (plan_topic_id) WHERE plan_topic_id IS NOT NULL;
    ${rowSecurity('school.lessons', whose)}

    -- Only those of whom there is something to say: who is not here was at the lesson once its attendance was taken.
    CREATE TABLE school.attendance (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      lesson_id uuid NOT NULL REFERENCES school.lessons,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      day date NOT NULL,
      subject text NOT NULL,
      grade smallint NOT NULL,
      code text NOT NULL,
      counts_as text NOT NULL CHECK (counts_as IN ('absent', 'excused', 'present')),
      late_minutes smallint CHECK (late_minutes BETWEEN 1 AND 45),
      is_demo boolean NOT NULL DEFAULT false,
      UNIQUE (lesson_id, pupil_id)
    );
    CREATE INDEX attendance_pupil ON school.attendance (pupil_id, day);
    ${rowSecurity('school.attendance', whose)}

    CREATE TABLE school.marks (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      lesson_id uuid NOT NULL REFERENCES school.lessons,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      day date NOT NULL,
      subject text NOT NULL,
      grade smallint NOT NULL,
      -- The first or the second mark of the cell.
      place smallint NOT NULL CHECK (place IN (1, 2)),
      value smallint NOT NULL CHECK (value BETWEEN 2 AND 5),
      kind text NOT NULL,
      weight smallint NOT NULL CHECK (weight > 0),
      -- The pupil was absent and handed the work in later.
      is_late boolean NOT NULL DEFAULT false,
      comment text CHECK (comment <> ''),
      is_demo boolean NOT NULL DEFAULT false,
      UNIQUE (lesson_id, pupil_id, place)
    );
    CREATE INDEX marks_pupil ON school.marks (pupil_id, subject, day);
    ${rowSecurity('school.marks', whose)}

    -- Every change of a cell, written once: its number is the version that whoever changes it next must know.
    CREATE TABLE school.cell_changes (
      lesson_id uuid NOT NULL REFERENCES school.lessons,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      version integer NOT NULL CHECK (version > 0),
      ${place}
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      account_id uuid,
      before jsonb NOT NULL,
      after jsonb NOT NULL,
      PRIMARY KEY (lesson_id, pupil_id, version)
    );
    ${rowSecurity('school.cell_changes', whose)}

    -- A period of a class in which nothing changes any more.
    CREATE TABLE school.closed_periods (
      period_id uuid NOT NULL REFERENCES school.periods,
      class_id uuid NOT NULL REFERENCES school.classes,
      ${place}
      closed_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      closed_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (period_id, class_id)
    );
    ${rowSecurity('school.closed_periods', whose)}

    CREATE TABLE school.period_marks (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      period_id uuid NOT NULL REFERENCES school.periods,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      subject text NOT NULL REFERENCES school.subjects,
      ${place}
      -- Nothing: not attested.
      value smallint CHECK (value BETWEEN 2 AND 5),
      average numeric(4, 2),
      version integer NOT NULL DEFAULT 1,
      set_by uuid REFERENCES core.accounts ON DELETE SET NULL,
      set_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (period_id, pupil_id, subject)
    );
    ${rowSecurity('school.period_marks', whose)}`,
};
