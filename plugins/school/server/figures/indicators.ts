import { indicator } from '@regiso/core';
import { classDays, pupilMonths, timetableScores } from './facts';

const place = ['region', 'municipality', 'organisation'] as const;
const norms = 'СанПиН 1.2.3685-21';

const months = {
  count: 'rows',
  of: pupilMonths,
  reads: 'ученики, у которых за месяц посещение отмечено не меньше чем на 20 уроках',
  where: { lessons: { from: 20 } },
} as const;

/** S05: a pupil who misses a tenth of the lessons, whatever the reason. */
export const chronicAbsence = indicator({
  id: 'school.chronic-absence',
  title: 'Пропускают десятую часть уроков и больше',
  titleEn: 'Miss a tenth of the lessons or more',
  ...{ unit: 'percent', better: 'lower' },
  numerator: {
    ...months,
    reads: 'ученики, которые за месяц пропустили 10 % уроков и больше по любой причине',
    where: { ...months.where, is_chronic: { in: [true] } },
  },
  denominator: months,
  method: 'Ученик считается в каждом месяце; меньше 20 уроков за месяц — не считается. Пересчёт каждую ночь',
  act: 'Мониторинг системы образования (постановление Правительства РФ от 05.08.2013 № 662)',
  by: [...place, 'grade', 'month', 'academic_year'],
});

const days = { count: 'rows', of: classDays, reads: 'дни классов, на которые задано с указанием времени' } as const;

/** S10. */
export const homeworkOver = indicator({
  id: 'school.homework-over',
  title: 'Задано больше нормы',
  titleEn: 'More homework than the norm',
  ...{ unit: 'percent', better: 'lower', countedIn: 'organisation' },
  numerator: { ...days, reads: 'дни, на которые задано больше нормы класса', where: { is_over: { in: [true] } } },
  denominator: days,
  method: 'Минуты всех предметов класса на день; из групп — самая долгая. Задания без времени не считаются',
  act: norms,
  by: [...place, 'grade', 'month', 'academic_year'],
});

/** S11. */
export const timetableKept = indicator({
  id: 'school.timetable-kept',
  title: 'Дни расписания без замечаний',
  titleEn: 'Days of the timetable within the norms',
  ...{ unit: 'percent', better: 'higher', countedIn: 'organisation' },
  numerator: {
    sum: 'kept',
    of: timetableScores,
    reads: 'дни без лишних уроков, окон и самой трудной нагрузки не во вторник или среду',
  },
  denominator: { sum: 'days', of: timetableScores, reads: 'учебные дни недели классов по расписанию' },
  method: 'Из чётной и нечётной недели берётся худшая',
  act: norms,
  by: [...place, 'grade'],
});

export const countedIndicators = [chronicAbsence, homeworkOver, timetableKept];
