import type { JournalView, LessonView } from '../../shared/journal';
import { partsOf, type Place } from './queue';
import type { Answer } from './send';

export type Said = readonly (readonly [Place, Answer])[];

/** The lesson with what was taken of it; nothing when that was nothing new. */
export function lessonWith(lesson: LessonView, said: Said): LessonView | undefined {
  let changed: LessonView | undefined;
  for (const [place, { version, cell, text, average, marks }] of said) {
    const { lesson: id, pupil } = partsOf(place);
    const now: LessonView = changed ?? lesson;
    if (id !== lesson.id) continue;
    if (!pupil && text && version > now.version) {
      const { isAttendanceTaken, ...written } = text;
      changed = { ...now, ...written, version, isAttendanceTaken: isAttendanceTaken ?? now.isAttendanceTaken };
    } else if (pupil && cell) {
      const pupils = now.pupils.map((one) =>
        one.id === pupil && one.cell.version < cell.version
          ? { ...one, cell, ...(average !== undefined && { average }), ...(marks !== undefined && { marks }) }
          : one,
      );
      if (pupils.some((one, at) => one !== now.pupils[at])) changed = { ...now, pupils };
    }
  }
  return changed;
}

/** The journal with the cells that were taken; nothing when none was new. */
export function journalWith(journal: JournalView, said: Said): JournalView | undefined {
  const lessons = new Set(journal.lessons.map(({ id }) => id));
  let isChanged = false;
  const pupils = journal.pupils.map((one) =>
    said.reduce((pupil, [place, { cell, average, marks }]) => {
      const { lesson, pupil: id } = partsOf(place);
      if (id !== pupil.id || !cell || !lessons.has(lesson)) return pupil;
      if (cell.version <= (pupil.cells[lesson]?.version ?? 0)) return pupil;
      isChanged = true;
      const counted = { average: average ?? pupil.average, marks: marks ?? pupil.marks };
      return { ...pupil, ...counted, cells: { ...pupil.cells, [lesson]: cell } };
    }, one),
  );
  return isChanged ? { ...journal, pupils } : undefined;
}
