import type { Migration } from '@regiso/core';

/** A mark of a period that comes with its grade and the day its period ends is not asked for them again. */
export const givenPeriod: Migration = {
  name: '052-2026-11-28-1900-given-period',
  up: `
    DROP TRIGGER period_marks_note_period ON school.period_marks;
    CREATE TRIGGER period_marks_note_period BEFORE INSERT ON school.period_marks FOR EACH ROW
      WHEN (NEW.grade IS NULL OR NEW.ends_on IS NULL) EXECUTE FUNCTION school.note_period();`,
};
