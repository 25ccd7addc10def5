import { averageOf } from './average';

/** How a pupil ends a period: by the marks given, all of them but for the failing, which one mark decides. */
export const standings = ['excellent', 'good', 'satisfactory', 'failing', 'waiting'] as const;
export type Standing = (typeof standings)[number];

/** Lessons missed: what counts as present, as lateness does, is none. */
export const missedOf = (
  absences: Readonly<Record<string, number>>,
  codes: readonly { code: string; countsAs: string }[],
): number => codes.reduce((sum, { code, countsAs }) => sum + (countsAs === 'present' ? 0 : (absences[code] ?? 0)), 0);

type Marks = Readonly<Record<string, number | null>>;
/** Subjects that a pupil learns, and the marks given in the period; `null`: not attested. */
export type Rated = { due: readonly string[]; marks: Marks };

/** Failing with one «2» or not attested; waiting while a mark is missing; else what the least mark is. */
export function standingOf({ due, marks }: Rated): Standing {
  const given = Object.values(marks);
  if (given.some((mark) => mark === null || mark === 2)) return 'failing';
  if (!due.length || due.some((subject) => marks[subject] === undefined)) return 'waiting';
  if (given.some((mark) => mark === 3)) return 'satisfactory';
  return given.some((mark) => mark === 4) ? 'good' : 'excellent';
}

/** The only subject of this mark that keeps a pupil from the next better list; null when there is none or several. */
export function oneFrom(rated: Rated, mark: 3 | 4): string | null {
  if (standingOf(rated) !== (mark === 3 ? 'satisfactory' : 'good')) return null;
  const subjects = Object.keys(rated.marks).filter((subject) => rated.marks[subject] === mark);
  return subjects.length === 1 ? (subjects[0] ?? null) : null;
}

export type Totals = Record<Standing | 'oneThree' | 'oneFour', number> & {
  pupils: number;
  /** Pupils with 4 and 5 alone, and pupils without a failing mark, in per cents of those who are not waiting. */
  quality: number | null;
  success: number | null;
  average: number | null;
};

/** A share in per cents, to tenths; null of none. */
export const tenths = (part: number, whole: number) => (whole ? Math.round((1000 * part) / whole) / 10 : null);

/** What a class comes to; shares are rounded to tenths, the average of marks to hundredths. */
export function totalsOf(pupils: readonly Rated[]): Totals {
  const of = { excellent: 0, good: 0, satisfactory: 0, failing: 0, waiting: 0, oneThree: 0, oneFour: 0 };
  for (const pupil of pupils) {
    of[standingOf(pupil)] += 1;
    if (oneFrom(pupil, 3)) of.oneThree += 1;
    if (oneFrom(pupil, 4)) of.oneFour += 1;
  }
  const rated = pupils.length - of.waiting;
  const marks = pupils.flatMap((pupil) => Object.values(pupil.marks)).filter((mark) => mark !== null);
  return {
    ...of,
    pupils: pupils.length,
    quality: tenths(of.excellent + of.good, rated),
    success: tenths(rated - of.failing, rated),
    average: averageOf(marks.map((value) => ({ value, weight: 1 }))),
  };
}

/** The same of one subject: its marks, «not attested» among them. */
export function subjectTotals(
  pupils: readonly Rated[],
  subject: string,
): Pick<Totals, 'quality' | 'success' | 'average'> {
  const marks = pupils.map(({ marks: own }) => own[subject]).filter((mark) => mark !== undefined);
  const given = marks.filter((mark) => mark !== null);
  return {
    quality: tenths(given.filter((mark) => mark >= 4).length, marks.length),
    success: tenths(given.filter((mark) => mark > 2).length, marks.length),
    average: averageOf(given.map((value) => ({ value, weight: 1 }))),
  };
}
