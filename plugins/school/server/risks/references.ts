import { z } from 'zod';
import { reference } from '@regiso/core';

const own = { act: 'Локальный акт школы о работе с учениками группы риска', validFrom: '2021-01-01', verified: false };
const norm = (from: number, twiceFrom: number, weight: number) => ({ value: { from, twiceFrom, weight }, ...own });

/** Signs of risk with their borders and weights, which no act sets: a sign whose row has ended is not looked at. */
export const riskReference = reference({
  id: 'school.risk-signs',
  title: 'Признаки группы риска: с какого значения, с какого вдвое, сколько баллов',
  titleEn: 'Signs of risk: from which figure, from which twice, how many points',
  codes: {
    missed: { title: 'Доля пропущенных уроков', titleEn: 'Share of missed lessons' },
    unexcused: { title: 'Уроков пропущено без причины', titleEn: 'Lessons missed without a reason' },
    streak: { title: 'Учебных дней подряд не был', titleEn: 'School days away in a row' },
    failing: { title: 'Предметов со средним баллом ниже «3»', titleEn: 'Subjects with an average below a 3' },
    unattested: { title: 'Предметов, где грозит «не аттестован»', titleEn: 'Subjects that may end not attested' },
    falling: { title: 'На сколько упал средний балл', titleEn: 'By how much the average fell' },
    twos: { title: 'Новых «2»', titleEn: 'New failing marks' },
    failed: { title: 'Предметов с «2» или «н/а» за прошлый период', titleEn: 'Subjects failed in the last period' },
  },
  schema: z
    .strictObject({ from: z.number().positive(), twiceFrom: z.number().positive(), weight: z.int().min(1).max(10) })
    .refine(({ from, twiceFrom }) => twiceFrom >= from, 'Вдвое считают не раньше, чем один раз'),
  rows: [
    { code: 'missed', ...norm(0.1, 0.25, 2) },
    { code: 'unexcused', ...norm(4, 12, 2) },
    { code: 'streak', ...norm(3, 6, 2) },
    { code: 'failing', ...norm(1, 3, 3) },
    { code: 'unattested', ...norm(1, 3, 3) },
    { code: 'falling', ...norm(0.5, 1, 2) },
    { code: 'twos', ...norm(2, 4, 1) },
    { code: 'failed', ...norm(1, 3, 2) },
  ],
});

/** The days that signs of risk look back and ahead, and the score that is urgent. */
export const riskRules = reference({
  id: 'school.risk-rules',
  title: 'Правила группы риска',
  titleEn: 'Rules of lists of risk',
  codes: {
    'missed-days': { title: 'За сколько дней считают пропуски', titleEn: 'Days over which absences are counted' },
    'twos-days': { title: 'За сколько дней считают новые «2»', titleEn: 'Days over which failing marks are counted' },
    'unattested-days': {
      title: 'За сколько дней до конца периода смотрят, хватает ли отметок',
      titleEn: 'Days before the end of a period from which marks are counted',
    },
    'urgent-score': { title: 'Баллы, с которых ученик срочный', titleEn: 'Score from which a pupil is urgent' },
  },
  schema: z.int().min(1).max(120),
  rows: [
    { code: 'missed-days', value: 30, ...own },
    { code: 'twos-days', value: 7, ...own },
    { code: 'unattested-days', value: 14, ...own },
    { code: 'urgent-score', value: 6, ...own },
  ],
});
