import { indicator } from '@regiso/core';
import { attendance, departures, lessons, loads, marks, outcomes, periodMarks, pupils } from './facts';

const place = ['region', 'municipality', 'organisation'] as const;
const act = 'Мониторинг системы образования (постановление Правительства РФ от 05.08.2013 № 662)';
const percent = { unit: 'percent', act } as const;

const notLeft = { ends_on: { known: false } } as const;
const inClasses = {
  count: 'rows',
  of: pupils,
  reads: 'ученики, которые числятся в классах и не выбыли',
  where: notLeft,
} as const;

/** S01 of the catalogue: who is in a class now. */
export const pupilsNow = indicator({
  id: 'school.pupils',
  title: 'Учеников в классах',
  titleEn: 'Pupils in classes',
  ...{ unit: 'count', better: 'neither' },
  numerator: inClasses,
  act,
  by: [...place, 'grade'],
});

/** S01: who has left by an order. */
export const pupilsLeft = indicator({
  id: 'school.left',
  title: 'Выбыло учеников',
  titleEn: 'Pupils who left',
  ...{ unit: 'count', better: 'neither' },
  numerator: {
    count: 'rows',
    of: departures,
    reads: 'приказы о выбытии, которые не отменены',
    where: { undone_at: { known: false } },
  },
  method: 'Выпускники, которых перевод года выводит без приказа, не считаются',
  act,
  by: [...place, 'grade', 'month', 'academic_year'],
});

/** S02. */
export const secondShift = indicator({
  id: 'school.second-shift',
  title: 'Учатся во вторую смену',
  titleEn: 'Learn in the second shift',
  ...{ ...percent, better: 'lower' },
  numerator: { ...inClasses, reads: 'ученики классов второй смены', where: { ...notLeft, shift: { in: [2] } } },
  denominator: inClasses,
  by: [...place, 'grade'],
});

/** S03. */
export const classSize = indicator({
  id: 'school.class-size',
  title: 'Учеников в классе в среднем',
  titleEn: 'Pupils in a class on average',
  ...{ unit: 'count', decimals: 1, better: 'neither' },
  numerator: inClasses,
  denominator: { distinct: 'class', of: pupils, reads: 'классы, в которых есть ученики', where: notLeft },
  n: inClasses,
  act,
  by: [...place, 'grade'],
});

const planned = {
  sum: 'expected',
  of: lessons,
  reads: 'ученико-уроки, на которых учитель отметил посещение',
  where: { expected: { from: 1 } },
} as const;
const whereTaken = 'Уроки, на которых посещение не отмечено, не считаются';

/** S04: missed lessons of those at which the attendance was taken. */
export const absenceRate = indicator({
  id: 'school.absence-rate',
  title: 'Пропущено уроков',
  titleEn: 'Missed lessons',
  ...{ ...percent, better: 'lower' },
  numerator: {
    count: 'rows',
    of: attendance,
    reads: 'пропущенные ученико-уроки по любой причине',
    where: { counts_as: { in: ['absent', 'excused'] } },
  },
  denominator: planned,
  method: whereTaken,
  by: [...place, 'grade', 'subject', 'month', 'day'],
});

const missedThrough = (id: string, title: string, titleEn: string, reads: string, codes: string[]) =>
  indicator({
    id: `school.${id}`,
    ...{ title, titleEn, ...percent, better: 'lower' },
    numerator: { count: 'rows', of: attendance, reads, where: { code: { in: codes } } },
    denominator: planned,
    method: whereTaken,
    by: [...place, 'grade', 'month', 'day'],
  });

/** S04, by reason. */
export const illnessRate = missedThrough(
  'illness-rate',
  'Пропущено по болезни',
  'Missed through illness',
  'ученико-уроки, пропущенные по болезни',
  ['ill'],
);
export const unexcusedRate = missedThrough(
  'unexcused-rate',
  'Пропущено без уважительной причины',
  'Missed without a valid reason',
  'ученико-уроки, пропущенные без уважительной причины или по причине, которая не известна',
  ['unexcused', 'absent'],
);

const attested = { count: 'rows', of: outcomes, reads: 'ученики, у которых есть отметки за период' } as const;
const asGiven = 'Неаттестация считается как неуспеваемость; пока период не закрыт, цифра меняется с отметками';
const ofOutcomes = [...place, 'grade', 'month', 'academic_year'] as const;

/** S06: nobody of them has a mark below. */
export const success = indicator({
  id: 'school.success',
  title: 'Успевают за период',
  titleEn: 'Without a failing mark in the period',
  ...{ ...percent, better: 'higher' },
  numerator: { ...attested, reads: 'ученики без двоек и неаттестаций', where: { lowest: { from: 3 } } },
  denominator: attested,
  method: asGiven,
  by: ofOutcomes,
});
export const quality = indicator({
  id: 'school.quality',
  title: 'Учатся на 4 и 5',
  titleEn: 'Only fours and fives in the period',
  ...{ ...percent, better: 'higher' },
  numerator: { ...attested, reads: 'ученики, у которых за период только 4 и 5', where: { lowest: { from: 4 } } },
  denominator: attested,
  method: asGiven,
  by: ofOutcomes,
});

const given = { count: 'rows', of: periodMarks, reads: 'отметки за период и неаттестации' } as const;

/** S06 of a subject. */
export const subjectQuality = indicator({
  id: 'school.subject-quality',
  title: 'Отметки 4 и 5 за период',
  titleEn: 'Fours and fives among marks of the period',
  ...{ ...percent, better: 'higher' },
  numerator: { ...given, reads: 'отметки 4 и 5 за период', where: { value: { from: 4 } } },
  denominator: given,
  by: [...place, 'grade', 'subject', 'month', 'academic_year'],
});

/** S07, per pupil and lesson: a month of two hours a week and one of five compare. */
export const markDensity = indicator({
  id: 'school.mark-density',
  title: 'Отметок на 1000 ученико-уроков',
  titleEn: 'Marks per 1000 pupil-lessons',
  ...{ unit: 'per1000', decimals: 0, better: 'neither' },
  numerator: { count: 'rows', of: marks, reads: 'отметки за уроки' },
  denominator: planned,
  method: whereTaken,
  act,
  by: [...place, 'grade', 'subject', 'month'],
});

const lessonsOver = {
  count: 'rows',
  of: lessons,
  reads: 'все прошедшие уроки',
  where: { is_over: { in: [true] } },
} as const;
const ofLessons = [...place, 'grade', 'subject', 'month'] as const;

/** S08: topic and attendance stood on the day of the lesson. */
export const journalDiscipline = indicator({
  id: 'school.journal-discipline',
  title: 'Журнал заполнен в день урока',
  titleEn: 'Journal kept on the day of the lesson',
  ...{ ...percent, better: 'higher' },
  numerator: {
    ...lessonsOver,
    reads: 'прошедшие уроки, у которых тема и посещение записаны в тот же день',
    where: { ...lessonsOver.where, is_filled: { in: [true] } },
  },
  denominator: lessonsOver,
  by: ofLessons,
});

/** Q01, completeness: lessons that are over and of which nobody knows who was there. */
export const unmarkedLessons = indicator({
  id: 'school.unmarked',
  title: 'Уроки без отметки посещения',
  titleEn: 'Lessons without attendance',
  ...{ ...percent, better: 'lower' },
  numerator: {
    ...lessonsOver,
    reads: 'прошедшие уроки, на которых посещение не отмечено',
    where: { ...lessonsOver.where, expected: { to: 0 } },
  },
  denominator: lessonsOver,
  by: ofLessons,
});

/** S09. */
export const lostLessons = indicator({
  id: 'school.lost',
  title: 'Уроки не состоялись',
  titleEn: 'Lessons not held',
  ...{ ...percent, better: 'lower' },
  numerator: {
    count: 'rows',
    of: lessons,
    reads: 'отменённые уроки',
    where: { standing: { in: ['cancelled'] } },
  },
  denominator: {
    count: 'rows',
    of: lessons,
    reads: 'прошедшие и отменённые уроки',
    where: { standing: { in: ['cancelled', 'held'] } },
  },
  method: 'Урок, который отменён заранее, считается со дня, на который он был назначен',
  by: ofLessons,
});
export const substitutedLessons = indicator({
  id: 'school.substituted',
  title: 'Уроки провёл другой учитель',
  titleEn: 'Lessons given by another teacher',
  ...{ ...percent, better: 'neither' },
  numerator: {
    ...lessonsOver,
    reads: 'прошедшие уроки, на которые поставлена замена',
    where: { ...lessonsOver.where, is_substituted: { in: [true] } },
  },
  denominator: lessonsOver,
  by: ofLessons,
});

const hours = { sum: 'hours', of: loads, reads: 'часы в неделю по учебному плану классов' } as const;
const vacant = { ...hours, reads: 'часы в неделю без учителя', where: { is_vacant: { in: [true] } } } as const;
const ofLoads = [...place, 'grade', 'subject', 'school_year'] as const;

/** S13: hours that nobody teaches. */
export const vacantHours = indicator({
  id: 'school.vacant-hours',
  title: 'Часы без учителя',
  titleEn: 'Hours without a teacher',
  ...{ unit: 'count', decimals: 0, better: 'lower', countedIn: 'organisation' },
  numerator: vacant,
  n: hours,
  method: 'Часы в неделю; подгруппы считаются каждая',
  act,
  by: ofLoads,
});
export const vacancyShare = indicator({
  id: 'school.vacancy-share',
  title: 'Доля часов без учителя',
  titleEn: 'Share of hours without a teacher',
  ...{ ...percent, better: 'lower', countedIn: 'organisation' },
  numerator: vacant,
  denominator: hours,
  method: 'Часы в неделю; подгруппы считаются каждая',
  by: ofLoads,
});

export const indicators = [
  ...[pupilsNow, pupilsLeft, secondShift, classSize],
  ...[absenceRate, illnessRate, unexcusedRate, lostLessons, substitutedLessons],
  ...[journalDiscipline, unmarkedLessons, markDensity],
  ...[success, quality, subjectQuality],
  ...[vacantHours, vacancyShare],
];
