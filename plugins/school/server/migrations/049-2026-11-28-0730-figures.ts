import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

const trigger = (name: string, body: string) =>
  `CREATE FUNCTION school.${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$;`;

/** What figures need of a row stands in the row: a fact reads one table. */
export const figures: Migration = {
  name: '049-2026-11-28-0730-figures',
  up: `
    ALTER TABLE school.lessons
      -- Somebody else than by the timetable gives it, and for whom: nobody when there was no teacher.
      ADD COLUMN is_substituted boolean NOT NULL DEFAULT false,
      ADD COLUMN stands_in_for uuid REFERENCES core.persons,
      ADD COLUMN standing text NOT NULL GENERATED ALWAYS AS
        (CASE WHEN cancelled_at IS NOT NULL THEN 'cancelled' WHEN is_over THEN 'held' ELSE 'ahead' END) STORED;
    -- Until now only the teacher of the journal told whose a lesson was.
    UPDATE school.lessons l SET is_substituted = true, stands_in_for = j.teacher_id FROM school.loads j
      WHERE j.id = l.load_id AND l.teacher_id IS NOT NULL AND l.teacher_id IS DISTINCT FROM j.teacher_id;

    ALTER TABLE school.departures ADD COLUMN grade smallint;
    UPDATE school.departures d SET grade = p.grade FROM school.pupils p WHERE p.id = d.pupil_id;
    ALTER TABLE school.departures ALTER COLUMN grade SET NOT NULL;

    -- The shift of a pupil is that of the class; a load has the grade and the year of its class.
    ALTER TABLE school.pupils ADD COLUMN shift smallint;
    UPDATE school.pupils p SET shift = c.shift FROM school.classes c WHERE c.id = p.class_id;
    ALTER TABLE school.pupils ALTER COLUMN shift SET NOT NULL;
    ALTER TABLE school.loads ALTER COLUMN hours TYPE double precision, ADD COLUMN grade smallint, ADD COLUMN first_year integer,
      ADD COLUMN is_vacant boolean NOT NULL GENERATED ALWAYS AS (teacher_id IS NULL) STORED;
    UPDATE school.loads j SET grade = c.grade, first_year = y.first_year
      FROM school.classes c JOIN school.years y ON y.id = c.year_id WHERE c.id = j.class_id;
    ALTER TABLE school.loads ALTER COLUMN grade SET NOT NULL, ALTER COLUMN first_year SET NOT NULL;
    ${trigger('note_shift', 'SELECT c.shift INTO NEW.shift FROM school.classes c WHERE c.id = NEW.class_id; RETURN NEW;')}
    CREATE TRIGGER pupils_note_shift BEFORE INSERT OR UPDATE OF class_id ON school.pupils
      FOR EACH ROW EXECUTE FUNCTION school.note_shift();
    ${trigger(
      'note_class',
      `SELECT c.grade, y.first_year INTO NEW.grade, NEW.first_year
        FROM school.classes c JOIN school.years y ON y.id = c.year_id WHERE c.id = NEW.class_id;
      RETURN NEW;`,
    )}
    CREATE TRIGGER loads_note_class BEFORE INSERT ON school.loads FOR EACH ROW EXECUTE FUNCTION school.note_class();
    ${trigger(
      'follow_class',
      `UPDATE school.pupils SET shift = NEW.shift WHERE class_id = NEW.id AND shift <> NEW.shift;
      UPDATE school.loads SET grade = NEW.grade WHERE class_id = NEW.id AND grade <> NEW.grade;
      RETURN NULL;`,
    )}
    CREATE TRIGGER classes_followed AFTER UPDATE OF shift, grade ON school.classes FOR EACH ROW
      WHEN (OLD.shift <> NEW.shift OR OLD.grade <> NEW.grade) EXECUTE FUNCTION school.follow_class();

    ALTER TABLE school.period_marks ADD COLUMN grade smallint, ADD COLUMN ends_on date;
    UPDATE school.period_marks m SET grade = p.grade, ends_on = s.ends_on FROM school.pupils p, school.periods s
      WHERE p.id = m.pupil_id AND s.id = m.period_id;
    ALTER TABLE school.period_marks ALTER COLUMN grade SET NOT NULL, ALTER COLUMN ends_on SET NOT NULL;
    ${trigger(
      'note_period',
      `SELECT p.grade, s.ends_on INTO NEW.grade, NEW.ends_on FROM school.pupils p, school.periods s
        WHERE p.id = NEW.pupil_id AND s.id = NEW.period_id;
      RETURN NEW;`,
    )}
    CREATE TRIGGER period_marks_note_period BEFORE INSERT ON school.period_marks
      FOR EACH ROW EXECUTE FUNCTION school.note_period();

    -- A period of a pupil as its marks make it: how many subjects, and the lowest mark; 0 is not attested.
    CREATE TABLE school.period_outcomes (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      period_id uuid NOT NULL REFERENCES school.periods,
      pupil_id uuid NOT NULL REFERENCES school.pupils,
      ${place}
      grade smallint NOT NULL,
      ends_on date NOT NULL,
      subjects smallint NOT NULL,
      lowest smallint NOT NULL,
      UNIQUE (period_id, pupil_id)
    );
    ${rowSecurity('school.period_outcomes', { ...whose, connected: 'school' })}
    ${trigger(
      'keep_outcomes',
      `INSERT INTO school.period_outcomes (period_id, pupil_id, organisation_id, participant_id, municipality_id, grade, ends_on,
          subjects, lowest)
        SELECT m.period_id, m.pupil_id, m.organisation_id, m.participant_id, m.municipality_id, m.grade, m.ends_on,
          count(*), min(coalesce(m.value, 0))
        FROM school.period_marks m JOIN (SELECT DISTINCT period_id, pupil_id FROM changed) c USING (period_id, pupil_id)
        GROUP BY m.period_id, m.pupil_id, m.organisation_id, m.participant_id, m.municipality_id, m.grade, m.ends_on
      ON CONFLICT (period_id, pupil_id) DO UPDATE SET subjects = excluded.subjects, lowest = excluded.lowest,
        ends_on = excluded.ends_on;
      RETURN NULL;`,
    )}
    CREATE TRIGGER period_marks_made AFTER INSERT ON school.period_marks REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION school.keep_outcomes();
    CREATE TRIGGER period_marks_changed AFTER UPDATE ON school.period_marks REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION school.keep_outcomes();
    ${trigger(
      'follow_period',
      `UPDATE school.period_marks SET ends_on = NEW.ends_on WHERE period_id = NEW.id;
      RETURN NULL;`,
    )}
    CREATE TRIGGER periods_followed AFTER UPDATE OF ends_on ON school.periods FOR EACH ROW
      WHEN (OLD.ends_on <> NEW.ends_on) EXECUTE FUNCTION school.follow_period();
    INSERT INTO school.period_outcomes (period_id, pupil_id, organisation_id, participant_id, municipality_id, grade, ends_on,
        subjects, lowest)
      SELECT period_id, pupil_id, organisation_id, participant_id, municipality_id, grade, ends_on, count(*), min(coalesce(value, 0))
      FROM school.period_marks GROUP BY 1, 2, 3, 4, 5, 6, 7;`,
};
