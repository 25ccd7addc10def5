import type { SessionInput } from '../../shared';

const ege2026 = (period: SessionInput['period'], startsOn: string, endsOn: string): SessionInput => ({
  kind: 'ege',
  year: 2026,
  period,
  startsOn,
  endsOn,
  applyBy: '2026-02-02',
  source: 'kommersant.ru doc 8362621',
});

export const shippedSessions: readonly SessionInput[] = [
  ege2026('early', '2026-03-20', '2026-04-20'),
  ege2026('main', '2026-06-01', '2026-07-09'),
  ege2026('additional', '2026-09-04', '2026-09-25'),
];
