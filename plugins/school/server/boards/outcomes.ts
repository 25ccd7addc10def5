import { dashboard } from '@regiso/core';
import { quality, subjectQuality, success } from '../warehouse/indicators';
import { common, grades, places, subjects } from './common';

/** What the periods end with. */
export const outcomesBoard = dashboard({
  id: 'school.outcomes',
  title: 'Итоги периодов',
  titleEn: 'Outcomes of periods',
  ...common,
  filters: [
    { by: 'academic_year', title: 'Учебный год', titleEn: 'Academic year', initial: 'latest' },
    ...places,
    grades,
    subjects,
  ],
  tiles: [
    {
      id: 'quality',
      title: 'Учатся на 4 и 5',
      titleEn: 'Only fours and fives',
      draw: 'figure',
      indicator: quality,
      overview: { over: 'academic_year' },
    },
    { id: 'success', title: 'Успевают', titleEn: 'Without a failing mark', draw: 'figure', indicator: success },
    { id: 'subject', title: 'Отметки 4 и 5', titleEn: 'Fours and fives', draw: 'figure', indicator: subjectQuality },
    {
      id: 'trend',
      title: 'Учатся на 4 и 5 по месяцу окончания периода',
      titleEn: 'Only fours and fives by the month a period ends in',
      draw: 'trend',
      indicator: quality,
      by: 'month',
      width: 2,
    },
    {
      id: 'by-subject',
      title: 'Отметки 4 и 5 по предметам',
      titleEn: 'Fours and fives by subject',
      draw: 'bars',
      indicator: subjectQuality,
      by: 'subject',
      width: 2,
    },
    {
      id: 'map',
      title: 'Где учатся на 4 и 5',
      titleEn: 'Where pupils have fours and fives',
      draw: 'map',
      indicator: quality,
      by: 'municipality',
      width: 2,
    },
    {
      id: 'by-grade',
      title: 'Учатся на 4 и 5 по классам',
      titleEn: 'Only fours and fives by grade',
      draw: 'bars',
      indicator: quality,
      by: 'grade',
      width: 2,
    },
    {
      id: 'table',
      title: 'Школы',
      titleEn: 'Schools',
      draw: 'table',
      indicators: [quality, success, subjectQuality],
      by: 'organisation',
      width: 4,
    },
  ],
});
