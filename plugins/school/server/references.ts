import { z } from 'zod';
import { reference } from '@regiso/core';
import { countings } from '../shared';
import { shippedSubjects, type SubjectCode } from './subjects';

const since = { validFrom: '2021-01-01', verified: false };
const practice = { act: 'Региональная практика; справочник школы заменяет её', ...since };

const Attendance = z.strictObject({
  letter: z.string().trim().min(1).max(3),
  countsAs: z.enum(countings),
  /** No meal is given to who is marked so. */
  affectsMeals: z.boolean(),
});

const code = (letter: string, countsAs: z.infer<typeof Attendance>['countsAs']) => ({
  value: { letter, countsAs, affectsMeals: countsAs !== 'present' },
  ...practice,
});

/** Codes of attendance, which no act sets: every region has its own. */
export const attendanceReference = reference({
  id: 'school.attendance-codes',
  title: 'Обозначения посещения',
  titleEn: 'Codes of attendance',
  codes: {
    absent: { title: 'Не был, причина не известна', titleEn: 'Absent, reason not known' },
    ill: { title: 'Болезнь', titleEn: 'Illness' },
    valid: { title: 'Уважительная причина', titleEn: 'Valid reason' },
    unexcused: { title: 'Без уважительной причины', titleEn: 'No valid reason' },
    late: { title: 'Опоздание', titleEn: 'Late' },
    exempt: { title: 'Освобождён от занятия', titleEn: 'Exempt from the lesson' },
  },
  schema: Attendance,
  rows: [
    { code: 'absent', ...code('н', 'absent') },
    { code: 'ill', ...code('б', 'excused') },
    { code: 'valid', ...code('п', 'excused') },
    { code: 'unexcused', ...code('нп', 'absent') },
    { code: 'late', ...code('о', 'present') },
    { code: 'exempt', ...code('осв', 'present') },
  ],
});

const local = { act: 'Локальный акт школы о системе оценивания', ...since };

/** How much a mark of each kind of work counts. */
export const workReference = reference({
  id: 'school.work-kinds',
  title: 'Виды работ и их вес',
  titleEn: 'Kinds of works and their weight',
  codes: {
    answer: { title: 'Ответ на уроке', titleEn: 'Answer in class' },
    homework: { title: 'Домашняя работа', titleEn: 'Homework' },
    independent: { title: 'Самостоятельная работа', titleEn: 'Independent work' },
    test: { title: 'Тест', titleEn: 'Test' },
    project: { title: 'Проект', titleEn: 'Project' },
    control: { title: 'Контрольная работа', titleEn: 'Control work' },
  },
  schema: z.int().min(1).max(10),
  rows: [
    { code: 'answer', value: 1, ...local },
    { code: 'homework', value: 1, ...local },
    { code: 'independent', value: 2, ...local },
    { code: 'test', value: 2, ...local },
    { code: 'project', value: 2, ...local },
    { code: 'control', value: 3, ...local },
  ],
});

const advised = { ...since, act: 'Рекомендации Минпросвещения и Рособрнадзора о графике оценочных процедур, 2021' };

/** Numbers by which period marks are suggested and journals are checked. */
export const ruleReference = reference({
  id: 'school.rules',
  title: 'Правила отметок за период',
  titleEn: 'Rules of period marks',
  codes: {
    three: { title: 'Средний балл, с которого предлагается 3', titleEn: 'Least average of a 3' },
    four: { title: 'Средний балл, с которого предлагается 4', titleEn: 'Least average of a 4' },
    five: { title: 'Средний балл, с которого предлагается 5', titleEn: 'Least average of a 5' },
    'year-three': {
      title: 'Среднее периодов, с которого предлагается годовая 3',
      titleEn: 'Least mean of a 3 of the year',
    },
    'year-four': {
      title: 'Среднее периодов, с которого предлагается годовая 4',
      titleEn: 'Least mean of a 4 of the year',
    },
    'year-five': {
      title: 'Среднее периодов, с которого предлагается годовая 5',
      titleEn: 'Least mean of a 5 of the year',
    },
    'marks-least': { title: 'Наименьшее число отметок для аттестации', titleEn: 'Fewest marks to attest' },
    'hours-share': {
      title: 'Доля часов по нагрузке, меньше которой проведено мало уроков',
      titleEn: 'Share of the planned hours below which few lessons were given',
    },
    'works-share': {
      title: 'Доля контрольных работ среди уроков, не больше',
      titleEn: 'Share of control works among the lessons, at most',
    },
    'marks-late-days': {
      title: 'За сколько дней после контрольной работы выставляют отметки',
      titleEn: 'Days in which a control work is marked',
    },
    'reopening-days': {
      title: 'На сколько дней, не больше, открывают закрытый период',
      titleEn: 'Days for which a closed period is opened again, at most',
    },
    'missed-share': {
      title: 'Доля пропущенных уроков, с которой ученика не аттестуют',
      titleEn: 'Share of missed lessons from which a pupil is not attested',
    },
  },
  schema: z.number().positive().max(20),
  rows: [
    { code: 'three', value: 2.5, ...local },
    { code: 'four', value: 3.5, ...local },
    { code: 'five', value: 4.5, ...local },
    { code: 'year-three', value: 2.5, ...local },
    { code: 'year-four', value: 3.5, ...local },
    { code: 'year-five', value: 4.5, ...local },
    { code: 'marks-least', value: 3, ...local },
    { code: 'hours-share', value: 0.9, ...local },
    { code: 'works-share', value: 0.1, ...advised },
    { code: 'marks-late-days', value: 7, ...local },
    { code: 'missed-share', value: 0.67, ...local },
    { code: 'reopening-days', value: 14, ...local },
  ],
});

const daily = { act: 'СанПиН 1.2.3685-21', ...since };

/** The frame of a school day: minutes, those of the clock since midnight. */
export const dayReference = reference({
  id: 'school.day-norms',
  title: 'Нормы учебного дня',
  titleEn: 'Norms of a school day',
  codes: {
    'start-earliest': { title: 'Начало занятий не раньше, минут от полуночи', titleEn: 'Earliest start, minutes' },
    'second-shift-end': { title: 'Конец второй смены не позже, минут от полуночи', titleEn: 'End of the second shift' },
    'lesson-most': { title: 'Урок не длиннее, минут', titleEn: 'Longest lesson, minutes' },
    'break-least': { title: 'Перемена не короче, минут', titleEn: 'Shortest break, minutes' },
    'rate-hours': { title: 'Часов в неделю за ставку учителя', titleEn: 'Hours a week of a full post' },
  },
  schema: z.number().positive().max(1440),
  rows: [
    { code: 'start-earliest', value: 480, ...daily },
    { code: 'second-shift-end', value: 1140, ...daily },
    { code: 'lesson-most', value: 45, ...daily },
    { code: 'break-least', value: 10, ...daily },
    { code: 'rate-hours', value: 18, ...since, act: 'Нормы часов педагогической работы за ставку' },
  ],
});

/** Minutes of homework a day, at most, by grade. */
export const homeworkReference = reference({
  id: 'school.homework-norms',
  title: 'Домашнее задание, минут в день не больше',
  titleEn: 'Homework, minutes a day at most',
  codes: Object.fromEntries(
    Array.from({ length: 11 }, (_, at) => [
      `grade-${at + 1}`,
      { title: `${at + 1} класс`, titleEn: `Grade ${at + 1}` },
    ]),
  ) as Record<`grade-${number}`, { title: string; titleEn: string }>,
  schema: z.int().min(1).max(600),
  rows: [60, 90, 90, 120, 120, 150, 150, 150, 210, 210, 210].map((value, at) => ({
    ...{ code: `grade-${at + 1}` as const, value, ...daily, clause: 'таблица 6.6' },
  })),
});

const Week = z.strictObject({ day: z.int().min(1).max(12), five: z.int().min(1).max(60), six: z.int().min(1).max(60) });
const week = (code: `grade-${number}`, day: number, five: number, six: number) =>
  ({ code, value: { day, five, six }, ...daily }) as const;

/** Lessons a day and hours a week, at most, by grade; in a week of five days and of six. */
export const weekReference = reference({
  id: 'school.week-norms',
  title: 'Недельная нагрузка класса, не больше',
  titleEn: 'Hours a week of a class, at most',
  codes: Object.fromEntries(
    Array.from({ length: 11 }, (_, at) => [
      `grade-${at + 1}`,
      { title: `${at + 1} класс`, titleEn: `Grade ${at + 1}` },
    ]),
  ) as Record<`grade-${number}`, { title: string; titleEn: string }>,
  schema: Week,
  rows: [
    week('grade-1', 4, 21, 21),
    week('grade-2', 5, 23, 26),
    week('grade-3', 5, 23, 26),
    week('grade-4', 5, 23, 26),
    week('grade-5', 6, 29, 32),
    week('grade-6', 6, 30, 33),
    week('grade-7', 7, 32, 35),
    week('grade-8', 7, 33, 36),
    week('grade-9', 7, 33, 36),
    week('grade-10', 7, 34, 37),
    week('grade-11', 7, 34, 37),
  ],
});

// Grades 1–4, then 5, 6, 7, 8, 9; the acts give no points to other subjects and grades.
const points = (primary: number | null, ...older: (number | null)[]) => ({
  value: [primary, primary, primary, primary, ...older.concat(Array<null>(5).fill(null)).slice(0, 5), null, null],
  ...daily,
});

/** How hard a subject is in each grade from 1 to 11, in points. */
export const difficultyReference = reference({
  id: 'school.difficulty',
  title: 'Трудность предметов, баллы по классам с 1 по 11',
  titleEn: 'Difficulty of subjects, points by grade from 1 to 11',
  codes: Object.fromEntries(shippedSubjects.map(([code, title, titleEn]) => [code, { title, titleEn }])) as Record<
    SubjectCode,
    { title: string; titleEn: string }
  >,
  schema: z.array(z.int().min(1).max(20).nullable()).length(11),
  rows: [
    { code: 'russian', ...points(7, 8, 12, 11, 7, 6) },
    { code: 'literature', ...points(5, 4, 6, 4, 4, 7) },
    { code: 'reading', ...points(5) },
    { code: 'foreign', ...points(7, 9, 11, 10, 8, 9) },
    { code: 'maths', ...points(8, 10, 13) },
    { code: 'algebra', ...points(null, null, null, 10, 9, 7) },
    { code: 'geometry', ...points(null, null, null, 12, 10, 8) },
    { code: 'informatics', ...points(6) },
    { code: 'world', ...points(6) },
    { code: 'history', ...points(4, 5, 8, 6, 8, 10) },
    { code: 'geography', ...points(null, null, 7, 6, 6, 5) },
    { code: 'biology', ...points(null, 10, 8, 7, 7, 7) },
    { code: 'physics', ...points(null, null, null, 8, 9, 13) },
    { code: 'chemistry', ...points(null, null, null, 13, 10, 12) },
    { code: 'art', ...points(3, 3, 3, 1, 3) },
    { code: 'music', ...points(3, 2, 1, 1, 1) },
    { code: 'labour', ...points(2, 4, 3, 2, 1, 4) },
    { code: 'pe', ...points(1, 3, 4, 2, 2, 2) },
  ],
});
