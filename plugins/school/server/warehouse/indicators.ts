import { indicator } from '@regiso/core';
import { attendance, lessons, pupils } from './facts';

const place = ['region', 'municipality', 'organisation'] as const;
const act = 'Мониторинг системы образования (постановление Правительства РФ от 05.08.2013 № 662)';

/** S01 of the catalogue: who is in a class now. */
export const pupilsNow = indicator({
  id: 'school.pupils',
  title: 'Учеников в классах',
  titleEn: 'Pupils in classes',
  ...{ unit: 'count', better: 'neither' },
  numerator: {
    count: 'rows',
    of: pupils,
    reads: 'ученики, которые числятся в классах и не выбыли',
    where: { ends_on: { known: false } },
  },
  act,
  by: [...place, 'grade'],
});

const planned = {
  sum: 'expected',
  of: lessons,
  reads: 'ученико-уроки, на которых учитель отметил посещение',
  where: { expected: { from: 1 } },
} as const;

/** S04: missed lessons of those at which the attendance was taken. */
export const absenceRate = indicator({
  id: 'school.absence-rate',
  title: 'Пропущено уроков',
  titleEn: 'Missed lessons',
  ...{ unit: 'percent', better: 'lower' },
  numerator: {
    count: 'rows',
    of: attendance,
    reads: 'пропущенные ученико-уроки по любой причине',
    where: { counts_as: { in: ['absent', 'excused'] } },
  },
  denominator: planned,
  method: 'Уроки, на которых посещение не отмечено, не считаются',
  act,
  by: [...place, 'grade', 'subject', 'month', 'day'],
});

export const illnessRate = indicator({
  id: 'school.illness-rate',
  title: 'Пропущено по болезни',
  titleEn: 'Missed through illness',
  ...{ unit: 'percent', better: 'lower' },
  numerator: {
    count: 'rows',
    of: attendance,
    reads: 'ученико-уроки, пропущенные по болезни',
    where: { code: { in: ['ill'] } },
  },
  denominator: planned,
  method: 'Уроки, на которых посещение не отмечено, не считаются',
  act,
  by: [...place, 'grade', 'month', 'day'],
});

const lessonsOver = {
  count: 'rows',
  of: lessons,
  reads: 'все прошедшие уроки',
  where: { is_over: { in: [true] } },
} as const;

/** S08: topic and attendance stood on the day of the lesson. */
export const journalDiscipline = indicator({
  id: 'school.journal-discipline',
  title: 'Журнал заполнен в день урока',
  titleEn: 'Journal kept on the day of the lesson',
  ...{ unit: 'percent', better: 'higher' },
  numerator: {
    count: 'rows',
    of: lessons,
    reads: 'прошедшие уроки, у которых тема и посещение записаны в тот же день',
    where: { is_over: { in: [true] }, is_filled: { in: [true] } },
  },
  denominator: lessonsOver,
  act,
  by: [...place, 'grade', 'subject', 'month'],
});

/** Q01, completeness: lessons that are over and of which nobody knows who was there. */
export const unmarkedLessons = indicator({
  id: 'school.unmarked',
  title: 'Уроки без отметки посещения',
  titleEn: 'Lessons without attendance',
  ...{ unit: 'percent', better: 'lower' },
  numerator: {
    count: 'rows',
    of: lessons,
    reads: 'прошедшие уроки, на которых посещение не отмечено',
    where: { is_over: { in: [true] }, expected: { to: 0 } },
  },
  denominator: lessonsOver,
  act,
  by: [...place, 'grade', 'subject', 'month'],
});

export const indicators = [pupilsNow, absenceRate, illnessRate, journalDiscipline, unmarkedLessons];
