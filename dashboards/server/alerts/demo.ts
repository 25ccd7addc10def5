import { enabledPlugins, sql, startJob } from '@regiso/core';
import type { AlertRule } from '../../shared/alerts';

const yearly = { grain: 'year', over: 'municipality', takesRunning: true } as const;
const monthly = { grain: 'month', over: 'organisation', takesRunning: true } as const;

const rules: readonly AlertRule[] = [
  {
    ...{ title: 'Средний балл упал против прошлого года', indicator: 'exams.mean-score', ...yearly },
    ...{ kind: 'change', comparison: 'falls-by', value: 3 },
  },
  {
    ...{ title: 'Журнал заполняют не в день урока', indicator: 'school.journal-discipline', ...monthly },
    ...{ kind: 'threshold', comparison: 'at-most', value: 95 },
  },
];

/** Rules of the analyst of the demonstration on what its subsystems show; the job raises their alerts. */
export async function alertsDemo() {
  const known = new Set(enabledPlugins().flatMap(({ indicators = [] }) => indicators.map(({ id }) => id)));
  for (const { title, indicator, grain, over, kind, comparison, value, takesRunning } of rules)
    if (known.has(indicator))
      await sql`INSERT INTO dashboards.alert_rules
          (title, indicator, grain, over, kind, comparison, value, takes_running, author_id)
        SELECT ${title}, ${indicator}, ${grain}, ${over}, ${kind}, ${comparison}, ${value}, ${takesRunning}, a.id
        FROM core.accounts a WHERE a.is_demo AND a.login = 'analyst'
          AND NOT EXISTS (SELECT FROM dashboards.alert_rules r WHERE r.title = ${title} AND r.author_id = a.id)`;
  await startJob('dashboards', 'evaluate-alerts');
}
