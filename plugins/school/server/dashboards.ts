import { dashboard } from '@regiso/core';
import { absenceRate, illnessRate, journalDiscipline, pupilsNow, unmarkedLessons } from './warehouse/indicators';

/** Attendance and journals of schools, for the municipality and the situational centre. */
export const schoolBoard = dashboard({
  id: 'school.attendance',
  title: 'Школы: посещение и журналы',
  titleEn: 'Schools: attendance and journals',
  permission: 'school.read-figures',
  filters: [
    { by: 'region', title: 'Регион', titleEn: 'Region' },
    { by: 'municipality', title: 'Муниципалитет', titleEn: 'Municipality' },
  ],
  drill: ['region', 'municipality', 'organisation'],
  tiles: [
    { id: 'pupils', title: 'Учеников', titleEn: 'Pupils', draw: 'figure', indicator: pupilsNow, overview: {} },
    {
      id: 'absence',
      title: 'Пропущено уроков',
      titleEn: 'Missed lessons',
      draw: 'figure',
      indicator: absenceRate,
      overview: { over: 'month' },
    },
    {
      id: 'illness',
      title: 'По болезни',
      titleEn: 'Through illness',
      draw: 'figure',
      indicator: illnessRate,
      overview: { title: 'Пропущено по болезни', titleEn: 'Missed through illness', over: 'month' },
    },
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
      id: 'by-grade',
      title: 'Пропуски по классам',
      titleEn: 'Missed lessons by grade',
      draw: 'bars',
      indicator: absenceRate,
      by: 'grade',
      width: 2,
    },
    {
      id: 'by-place',
      title: 'Пропуски по муниципалитетам',
      titleEn: 'Missed lessons by municipality',
      draw: 'bars',
      indicator: absenceRate,
      by: 'municipality',
      width: 2,
    },
    {
      id: 'table',
      title: 'Школы',
      titleEn: 'Schools',
      draw: 'table',
      indicators: [pupilsNow, absenceRate, illnessRate, journalDiscipline, unmarkedLessons],
      by: 'organisation',
      width: 4,
    },
  ],
});
