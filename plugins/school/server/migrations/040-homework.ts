import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

const both = { ...whose, connected: 'school' } as const;

export const homework: Migration = {
  name: '040-homework',
  up: `
    ALTER TABLE school.lessons
      -- How long the homework for the class is thought to take.
      ADD COLUMN homework_minutes smallint CHECK (homework_minutes BETWEEN 1 AND 240),
      ADD COLUMN homework_version integer NOT NULL DEFAULT 0,
      -- The subject of a control work that is held at the lesson: two subjects never hold one on a day of a class.
      ADD COLUMN control_subject text;
    -- Of those that met before this rule the first by the alphabet keeps the day.
    UPDATE school.lessons l SET control_subject = l.subject WHERE 'control' IN (l.kind_1, l.kind_2)
      AND NOT EXISTS (SELECT FROM school.lessons o WHERE o.class_id = l.class_id AND o.day = l.day AND o.subject < l.subject
        AND 'control' IN (o.kind_1, o.kind_2));
    ALTER TABLE school.lessons ADD CONSTRAINT lessons_control
      EXCLUDE USING gist (class_id WITH =, day WITH =, control_subject WITH <>) WHERE (control_subject IS NOT NULL);

    -- Homework for some pupils of a lesson, instead of that for the class.
    CREATE TABLE school.homework_parts (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      lesson_id uuid NOT NULL REFERENCES school.lessons,
      ${place}
      text text NOT NULL CHECK (text <> '')
    );
    CREATE INDEX homework_parts_lesson ON school.homework_parts (lesson_id);
    ${rowSecurity('school.homework_parts', both)}

    CREATE TABLE school.homework_pupils (
      part_id uuid NOT NULL REFERENCES school.homework_parts ON DELETE CASCADE,
      lesson_id uuid NOT NULL REFERENCES school.lessons,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      PRIMARY KEY (lesson_id, pupil_id)
    );
    CREATE INDEX homework_pupils_part ON school.homework_pupils (part_id);
    CREATE INDEX homework_pupils_pupil ON school.homework_pupils (pupil_id);
    ${rowSecurity('school.homework_pupils', both)}`,
};
