import { dashboard } from '@regiso/core';
import { journalDiscipline, markDensity, unmarkedLessons } from '../warehouse/indicators';
import { common, grades, months, places, subjects } from './common';

/** How journals are kept. */
export const journalsBoard = dashboard({
  id: 'school.journals',
  title: 'Ведение журналов',
  titleEn: 'How journals are kept',
  ...common,
  filters: [months, ...places, grades, subjects],
  tiles: [
    {
      id: 'discipline',
      title: 'Журнал заполнен в день урока',
      titleEn: 'Journal kept on the day',
      draw: 'figure',
      indicator: journalDiscipline,
      overview: { over: 'month', isQuality: true },
    },
    {
      id: 'unmarked',
      title: 'Уроки без отметки посещения',
      titleEn: 'Lessons without attendance',
      draw: 'figure',
      indicator: unmarkedLessons,
      overview: { over: 'month', isQuality: true },
    },
    {
      id: 'density',
      title: 'Отметок на 1000 ученико-уроков',
      titleEn: 'Marks per 1000 pupil-lessons',
      draw: 'figure',
      indicator: markDensity,
    },
    {
      id: 'trend',
      title: 'Как менялось заполнение в день урока',
      titleEn: 'How keeping on the day has moved',
      draw: 'trend',
      indicator: journalDiscipline,
      by: 'month',
      width: 2,
    },
    {
      id: 'by-subject',
      title: 'Отметки по предметам',
      titleEn: 'Marks by subject',
      draw: 'bars',
      indicator: markDensity,
      by: 'subject',
      width: 2,
    },
    {
      id: 'schools',
      title: 'Сколько школ с каким заполнением',
      titleEn: 'How many schools keep journals how well',
      draw: 'distribution',
      indicator: journalDiscipline,
      of: 'organisation',
      step: 5,
      width: 2,
    },
    {
      id: 'by-place',
      title: 'Заполнение по муниципалитетам',
      titleEn: 'Kept on the day by municipality',
      draw: 'bars',
      indicator: journalDiscipline,
      by: 'municipality',
      width: 2,
    },
    {
      id: 'table',
      title: 'Школы',
      titleEn: 'Schools',
      draw: 'table',
      indicators: [journalDiscipline, unmarkedLessons, markDensity],
      by: 'organisation',
      width: 4,
    },
  ],
});
