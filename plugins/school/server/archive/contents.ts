import { createHash } from 'node:crypto';

type Titled = { title: string; startsOn: string; endsOn: string };

/** What the archive of a journal holds: words as they are read, in one order, nothing of when or by whom it was made. */
export type JournalContents = {
  organisation: string;
  year: string;
  class: string;
  subject: string;
  subgroup: number | null;
  teacher: string | null;
  classTeacher: string | null;
  /** Who held lessons in the place of the teacher, and on which days. */
  substitutes: { name: string; days: string[] }[];
  /** Whose journal it was before. */
  formerTeachers: { name: string; days: string[] }[];
  pupils: { name: string; from: string; to: string | null }[];
  lessons: {
    day: string;
    number: number;
    teacher: string | null;
    topic: string | null;
    homework: string | null;
    /** Homework for some of the pupils. */
    parts: string[];
    kinds: string[];
    isTaken: boolean;
    cancelled: string | null;
  }[];
  /** Of each pupil, of each lesson. */
  cells: string[][];
  /** What teachers have written to marks. */
  remarks: { day: string; number: number; pupil: string; mark: string; text: string }[];
  periods: (Titled & { closed: string | null; results: { average: number | null; mark: string }[] })[];
  /** Of each pupil: the year, the exam, and both together. */
  yearMarks: { year: string; exam: string; final: string }[];
  acts: { period: string; number: string; date: string; ground: string; until: string; who: string | null }[];
  /** Marks and attendance that changed in a closed period, and every change of a mark of the year. */
  changes: {
    at: string;
    pupil: string;
    of: string;
    before: string;
    after: string;
    who: string | null;
    reason: string;
    approved: string | null;
  }[];
  legend: { letter: string; title: string }[];
};

/** The same of the same contents, whenever and by whomever it is counted: 64 hexadecimal digits of SHA-256. */
export const digestOf = (contents: JournalContents): string =>
  createHash('sha256').update(JSON.stringify(contents)).digest('hex');
