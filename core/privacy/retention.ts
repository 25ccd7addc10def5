import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { inTransaction } from '../server/database';
import { notFound } from '../server/errors';
import { enabledPlugins } from '../server/installed';
import { job } from '../server/job';
import { log } from '../server/log';
import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';

export const RuleView = z.object({
  id: z.string(),
  title: z.string(),
  titleEn: z.string(),
  days: z.int(),
  shippedDays: z.int(),
  holdBecause: z.string().nullable(),
  lastAt: z.string().nullable(),
  lastRemoved: z.int().nullable(),
  removed: z.int(),
});
export type RuleView = z.output<typeof RuleView>;

export const RuleChange = z.strictObject({
  days: z.int().min(1).max(36_500),
  /** A legal hold: why nothing is removed by this rule until it is lifted. */
  holdBecause: z.string().trim().min(3, 'Укажите основание').max(500).nullable(),
});

type Stored = { id: string; days: number | null; holdBecause: string | null };

const allRules = () => enabledPlugins().flatMap(({ retention = [] }) => retention);

const storedRules = () => sql<Stored>`SELECT id, days, hold_because AS "holdBecause" FROM core.retention_rules`;

/** Every rule with its days, hold and what it removed last. */
export async function listRules(): Promise<RuleView[]> {
  const stored = await storedRules();
  const runs = await sql<{ rule: string; at: string; removed: number; total: number }>`
    SELECT DISTINCT ON (rule) rule, at, removed, (sum(removed) OVER (PARTITION BY rule))::int AS total
    FROM core.retention_runs ORDER BY rule, at DESC`;
  return allRules().map((rule) => {
    const own = stored.find(({ id }) => id === rule.id);
    const last = runs.find((run) => run.rule === rule.id);
    return {
      id: rule.id,
      title: rule.title,
      titleEn: rule.titleEn,
      days: own?.days ?? rule.days,
      shippedDays: rule.days,
      holdBecause: own?.holdBecause ?? null,
      lastAt: last?.at ?? null,
      lastRemoved: last?.removed ?? null,
      removed: last?.total ?? 0,
    };
  });
}

/** Changes the days of a rule, lays a legal hold on it or lifts it. */
export async function changeRule(id: string, { days, holdBecause }: z.output<typeof RuleChange>): Promise<void> {
  if (!allRules().some((rule) => rule.id === id)) throw notFound(`Правила «${id}» нет`);
  await sql`INSERT INTO core.retention_rules (id, days, hold_because, changed_by)
    VALUES (${id}, ${days}, ${holdBecause}, ${context().actor?.accountId ?? null})
    ON CONFLICT (id) DO UPDATE SET days = excluded.days, hold_because = excluded.hold_because,
      changed_by = excluded.changed_by, changed_at = now()`;
  await audit('privacy.rule-changed', { type: 'retention-rule', id }, { days, held: holdBecause !== null });
}

/** Removes by every rule that is not held, each in a transaction of its own. Gives how many rows by rule. */
export async function removeKeptLongEnough(now = new Date()): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const rule of allRules()) {
    try {
      const rows = await inTransaction({ process: `privacy/retention/${rule.id}` }, () => byRule(rule, now));
      if (rows !== undefined) removed[rule.id] = rows;
    } catch (error) {
      log.error('a retention rule failed', { rule: rule.id, problem: (error as Error).message });
    }
  }
  return removed;
}

async function byRule(rule: RetentionRule, now: Date): Promise<number | undefined> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${rule.id}, 7214013))`;
  const own = (await storedRules()).find(({ id }) => id === rule.id);
  if (own?.holdBecause) return undefined;
  const before = new Date(now.getTime() - (own?.days ?? rule.days) * 86_400_000);
  const removed = await rule.remove(before);
  if (!removed) return 0;
  await sql`INSERT INTO core.retention_runs (rule, before, removed) VALUES (${rule.id}, ${before}, ${removed})`;
  await audit('privacy.removed', { type: 'retention-rule', id: rule.id }, { removed, before: before.toISOString() });
  return removed;
}

export const retentionJob = job({
  name: 'retention',
  title: 'Remove what has been kept long enough',
  every: { cron: '30 3 * * *' },
  transaction: false,
  handler: () => removeKeptLongEnough(),
});
