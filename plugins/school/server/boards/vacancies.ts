import { dashboard } from '@regiso/core';
import { vacancyShare, vacantHours } from '../warehouse/indicators';
import { common, grades, places, subjects } from './common';

/** Hours that nobody teaches (ANA-17). */
export const vacanciesBoard = dashboard({
  id: 'school.vacancies',
  title: 'Вакансии учителей',
  titleEn: 'Vacancies of teachers',
  ...common,
  filters: [
    { by: 'school_year', title: 'Учебный год', titleEn: 'School year', initial: 'latest' },
    ...places,
    grades,
    subjects,
  ],
  tiles: [
    { id: 'hours', title: 'Часов без учителя', titleEn: 'Hours vacant', draw: 'figure', indicator: vacantHours },
    {
      id: 'share',
      title: 'Доля часов без учителя',
      titleEn: 'Share of vacant hours',
      draw: 'figure',
      indicator: vacancyShare,
      overview: { over: 'school_year' },
    },
    {
      id: 'map',
      title: 'Где не хватает учителей',
      titleEn: 'Where teachers are missing',
      draw: 'map',
      indicator: vacancyShare,
      by: 'municipality',
      width: 2,
    },
    {
      id: 'by-subject',
      title: 'Каких учителей не хватает',
      titleEn: 'Which teachers are missing',
      draw: 'bars',
      indicator: vacantHours,
      by: 'subject',
      width: 2,
    },
    {
      id: 'table',
      title: 'Школы',
      titleEn: 'Schools',
      draw: 'table',
      indicators: [vacantHours, vacancyShare],
      by: 'organisation',
      width: 4,
    },
  ],
});
