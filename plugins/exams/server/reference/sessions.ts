import type { ExamPeriod } from '../../shared';

export type Session = {
  kind: string;
  year: number;
  period: ExamPeriod;
  startsOn: string;
  endsOn: string;
  /** Last day for applications. */
  applyBy: string | null;
  source: string;
};

const ege2026 = (period: ExamPeriod, startsOn: string, endsOn: string): Session => ({
  kind: 'ege',
  year: 2026,
  period,
  startsOn,
  endsOn,
  applyBy: '2026-02-02',
  source: 'kommersant.ru doc 8362621',
});

export const shippedSessions: readonly Session[] = [
  ege2026('early', '2026-03-20', '2026-04-20'),
  ege2026('main', '2026-06-01', '2026-07-09'),
  ege2026('additional', '2026-09-04', '2026-09-25'),
];
