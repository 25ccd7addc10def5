import { dashboard } from '@regiso/core';
import {
  belowMinimumShare,
  highShare,
  hundredPoint,
  meanMark,
  meanScore,
  participants,
  quality,
  success,
} from './warehouse/indicators';

const titles = { kind: 'exams.exam_kinds', subject: 'exams.subjects' } as const;
const drill = ['region', 'municipality', 'organisation'];
const filters = (kind: string) => [
  { by: 'year', title: 'Год', initial: 'latest' as const },
  { by: 'kind', title: 'Экзамен', initial: { value: kind } },
  { by: 'subject', title: 'Предмет' },
  { by: 'region', title: 'Регион' },
  { by: 'municipality', title: 'Муниципалитет' },
];

/** Scores: EGE and any exam measured in points or per cent. */
const results = dashboard({
  id: 'exams.results',
  title: 'Результаты экзаменов',
  titleEn: 'Exam results',
  permission: 'exams.read',
  filters: filters('ege'),
  titles,
  drill,
  tiles: [
    { id: 'participants', title: 'Участников', draw: 'figure', indicator: participants, compare: 'previous-year' },
    { id: 'mean', title: 'Средний балл', draw: 'figure', indicator: meanScore, compare: 'previous-year' },
    { id: 'below', title: 'Ниже минимума', draw: 'figure', indicator: belowMinimumShare, compare: 'previous-year' },
    { id: 'high', title: '81–100 баллов', draw: 'figure', indicator: highShare, compare: 'previous-year' },
    { id: 'hundred', title: '100 баллов', draw: 'figure', indicator: hundredPoint, compare: 'previous-year' },
    { id: 'map', title: 'Средний балл на карте', draw: 'map', indicator: meanScore, by: 'municipality', width: 2 },
    { id: 'subjects', title: 'Средний балл по предметам', draw: 'bars', indicator: meanScore, by: 'subject', width: 2 },
    {
      id: 'distribution',
      title: 'Сколько организаций с каким средним баллом',
      draw: 'distribution',
      indicator: meanScore,
      of: 'organisation',
      step: 5,
      width: 2,
    },
    { id: 'trend', title: 'Средний балл по годам', draw: 'trend', indicator: meanScore, by: 'year', width: 2 },
    {
      id: 'municipalities',
      title: 'Муниципалитеты',
      draw: 'table',
      indicators: [participants, meanScore, belowMinimumShare, highShare, hundredPoint],
      by: 'municipality',
      width: 4,
    },
    {
      id: 'organisations',
      title: 'Организации',
      draw: 'table',
      indicators: [participants, meanScore, belowMinimumShare, highShare],
      by: 'organisation',
      width: 4,
    },
  ],
});

/** Marks: OGE, GVE and base mathematics. */
const marks = dashboard({
  id: 'exams.marks',
  title: 'Отметки на экзаменах',
  titleEn: 'Exam marks',
  permission: 'exams.read',
  filters: filters('oge'),
  titles,
  drill,
  tiles: [
    { id: 'participants', title: 'Участников', draw: 'figure', indicator: participants, compare: 'previous-year' },
    { id: 'mean', title: 'Средняя отметка', draw: 'figure', indicator: meanMark, compare: 'previous-year' },
    { id: 'quality', title: 'Отметки 4 и 5', draw: 'figure', indicator: quality, compare: 'previous-year' },
    { id: 'success', title: 'Отметки 3, 4 и 5', draw: 'figure', indicator: success, compare: 'previous-year' },
    { id: 'map', title: 'Отметки 4 и 5 на карте', draw: 'map', indicator: quality, by: 'municipality', width: 2 },
    {
      id: 'subjects',
      title: 'Средняя отметка по предметам',
      draw: 'bars',
      indicator: meanMark,
      by: 'subject',
      width: 2,
    },
    { id: 'trend', title: 'Отметки 4 и 5 по годам', draw: 'trend', indicator: quality, by: 'year', width: 4 },
    {
      id: 'municipalities',
      title: 'Муниципалитеты',
      draw: 'table',
      indicators: [participants, meanMark, quality, success],
      by: 'municipality',
      width: 4,
    },
    {
      id: 'organisations',
      title: 'Организации',
      draw: 'table',
      indicators: [participants, meanMark, quality, success],
      by: 'organisation',
      width: 4,
    },
  ],
});

export const dashboards = [results, marks];
