import type { SubjectCode } from '../subjects';

type Hours = Partial<Record<SubjectCode, number>>;

const primary: Hours = { russian: 5, reading: 4, foreign: 2, maths: 4, world: 2, art: 1, music: 1, labour: 1, pe: 3 };
const middle = { art: 1, music: 1, labour: 2, foreign: 3, geography: 1, biology: 1 };
const upper = { foreign: 3, algebra: 3, geometry: 2, probability: 1, informatics: 1, history: 2, pe: 2 };

/** Hours a week by grade: a believable plan of five days, within the weekly maximum. */
export const curriculum: Readonly<Record<number, Hours>> = {
  1: { russian: 5, reading: 4, maths: 4, world: 2, art: 1, music: 1, labour: 1, pe: 3 },
  2: primary,
  3: primary,
  4: primary,
  5: { ...middle, russian: 5, literature: 3, maths: 5, history: 2, informatics: 1, pe: 3 },
  6: { ...middle, russian: 6, literature: 3, maths: 5, history: 2, society: 1, pe: 2 },
  7: { ...upper, russian: 4, literature: 2, society: 1, geography: 2, biology: 1, physics: 2, music: 1, labour: 2 },
  8: {
    ...{
      ...upper,
      russian: 3,
      literature: 2,
      society: 1,
      geography: 2,
      biology: 2,
      physics: 2,
      chemistry: 2,
      labour: 1,
    },
    safety: 1,
  },
  9: {
    ...{
      ...upper,
      russian: 3,
      literature: 3,
      society: 1,
      geography: 2,
      biology: 2,
      physics: 3,
      chemistry: 2,
      labour: 1,
    },
    safety: 1,
  },
  10: {
    ...{ ...upper, russian: 2, literature: 3, society: 2, geography: 1, biology: 1, physics: 2, chemistry: 1 },
    safety: 1,
  },
  11: {
    ...{ ...upper, russian: 2, literature: 3, society: 2, geography: 1, biology: 1, physics: 2, chemistry: 1 },
    safety: 1,
  },
};

/** The first of the staff teach primary classes; the others know these subjects. */
export const primaryTeachers = 4;
export const specialities: readonly (readonly SubjectCode[])[] = [
  ['russian', 'literature'],
  ['russian', 'literature', 'history', 'society'],
  ['maths', 'algebra', 'geometry', 'probability'],
  ['maths', 'algebra', 'geometry', 'probability', 'physics', 'informatics'],
  ['foreign'],
  ['foreign', 'music', 'art'],
  ['geography', 'biology', 'chemistry', 'labour'],
  ['pe', 'safety'],
];
/** What a class teacher of a primary class leaves to others. */
export const notByClassTeacher: readonly SubjectCode[] = ['foreign', 'pe'];
/** From this grade on the foreign language is taught in halves. */
export const halvesFrom = 5;
