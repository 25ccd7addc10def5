import { z } from 'zod';
import { reference } from '@regiso/core';
import { countings } from '../shared';

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

/** Numbers by which period marks are suggested and journals are checked. */
export const ruleReference = reference({
  id: 'school.rules',
  title: 'Правила отметок за период',
  titleEn: 'Rules of period marks',
  codes: {
    three: { title: 'Средний балл, с которого предлагается 3', titleEn: 'Least average of a 3' },
    four: { title: 'Средний балл, с которого предлагается 4', titleEn: 'Least average of a 4' },
    five: { title: 'Средний балл, с которого предлагается 5', titleEn: 'Least average of a 5' },
    'marks-least': { title: 'Наименьшее число отметок для аттестации', titleEn: 'Fewest marks to attest' },
  },
  schema: z.number().positive().max(20),
  rows: [
    { code: 'three', value: 2.5, ...local },
    { code: 'four', value: 3.5, ...local },
    { code: 'five', value: 4.5, ...local },
    { code: 'marks-least', value: 3, ...local },
  ],
});
