import { dashboard } from '../server/dashboard';
import { indicator } from '../server/indicator';
import { readings } from './readings';

const by = ['day', 'month'] as const;
const readBy = { of: readings, count: 'rows', reads: 'замеры', readsEn: 'readings' } as const;

// Readings are counted, not persons: nothing of them is hidden.
const usual = { unit: 'count', decimals: 1, better: 'lower', by, countedIn: 'organisation' } as const;

const warehouseLag = indicator({
  ...usual,
  id: 'system.warehouse-lag',
  title: 'Отставание хранилища, секунд в среднем',
  titleEn: 'Lag of the warehouse, seconds on average',
  method: 'От записи в базу до появления в показателях, по последнему замеру каждые пять минут.',
  methodEn: 'From a commit to its being seen in figures, by the latest measurement every five minutes.',
  numerator: {
    ...{ of: readings, sum: 'lag', reads: 'секунды от записи до показа', readsEn: 'seconds from commit to visible' },
    where: { lag: { known: true } },
  },
  denominator: { ...readBy, where: { lag: { known: true } } },
});

type Words = { title: string; titleEn: string; reads: string; readsEn: string };

/** The average over readings of what they count. */
const averageOf = (sum: Exclude<keyof typeof readings.columns, 'day'>, { reads, readsEn, ...titles }: Words) =>
  indicator({
    ...{ ...usual, ...titles, id: `system.${sum.replace('_', '-')}` },
    numerator: { of: readings, sum, reads, readsEn },
    denominator: readBy,
  });

const jobsWaiting = averageOf('jobs_waiting', {
  title: 'Заданий ждёт, в среднем',
  titleEn: 'Jobs that wait, on average',
  reads: 'задания в очередях',
  readsEn: 'jobs in queues',
});
const jobsFailed = averageOf('jobs_failed', {
  title: 'Неудавшихся заданий, в среднем',
  titleEn: 'Failed jobs, on average',
  reads: 'неудавшиеся задания',
  readsEn: 'failed jobs',
});
const ticketsOpen = averageOf('tickets_open', {
  title: 'Вопросов в поддержке ждёт ответа, в среднем',
  titleEn: 'Support questions that wait for an answer, on average',
  reads: 'вопросы без ответа',
  readsEn: 'questions without an answer',
});
const ticketsOverdue = averageOf('tickets_overdue', {
  title: 'Вопросов в поддержке просрочено, в среднем',
  titleEn: 'Support questions overdue, on average',
  reads: 'просроченные вопросы',
  readsEn: 'overdue questions',
});

export const indicators = [warehouseLag, jobsWaiting, jobsFailed, ticketsOpen, ticketsOverdue];

const figures = [
  ['lag', 'Отставание хранилища, с', 'Lag of the warehouse, s', warehouseLag],
  ['waiting', 'Заданий ждёт', 'Jobs that wait', jobsWaiting],
  ['failed', 'Не удалось заданий', 'Failed jobs', jobsFailed],
  ['open', 'Вопросов ждёт ответа', 'Questions that wait', ticketsOpen],
  ['overdue', 'Вопросов просрочено', 'Questions overdue', ticketsOverdue],
] as const;

/** How the system works, day by day: the lag of figures, jobs, the support desk. */
export const systemBoard = dashboard({
  id: 'system.work',
  title: 'Работа системы',
  titleEn: 'How the system works',
  permission: 'system.operate',
  filters: [{ by: 'day', title: 'День', titleEn: 'Day', initial: 'latest' }],
  drill: [],
  tiles: [
    ...figures.map(([id, title, titleEn, measure]) => ({
      ...{ id, title, titleEn, indicator: measure },
      draw: 'figure' as const,
    })),
    ...figures.map(([id, title, titleEn, measure]) => ({
      ...{ id: `${id}-days`, title: `${title}: по дням`, titleEn: `${titleEn} by day`, indicator: measure },
      ...{ draw: 'trend' as const, by: 'day' as const, width: id === 'lag' ? (4 as const) : (2 as const) },
    })),
  ],
});
