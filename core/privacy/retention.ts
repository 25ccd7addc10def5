import { z } from 'zod';
import { findReference } from '../reference/find';
import { valueOn } from '../reference/value-on';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { inTransaction } from '../server/database';
import { notFound } from '../server/errors';
import { enabledPlugins } from '../server/installed';
import { log } from '../server/log';
import type { RetentionRule } from '../server/plugin';
import { retentionReferenceId } from '../server/retention-terms';
import { sql } from '../server/sql';
import { heldNow } from './holds';

export const RuleView = z.object({
  id: z.string(),
  title: z.string(),
  titleEn: z.string(),
  days: z.int(),
  act: z.string(),
  clause: z.string().nullable(),
  verified: z.boolean(),
  /** Where the versions of its term are kept. */
  reference: z.string(),
  /** It removes nothing by night until its term is compared with its act. */
  waitsForCheck: z.boolean(),
  holdBecause: z.string().nullable(),
  lastAt: z.string().nullable(),
  lastRemoved: z.int().nullable(),
  removed: z.int(),
});
export type RuleView = z.output<typeof RuleView>;

export const RuleChange = z.strictObject({
  /** A legal hold: why nothing is removed by this rule until it is lifted. */
  holdBecause: z.string().trim().min(3, 'Укажите основание').max(500).nullable(),
});

export const Outcome = z.object({
  rule: z.string(),
  count: z.int(),
  /** What ended before this moment was due; null when the rule was passed over. */
  before: z.string().nullable(),
  termRow: z.string().nullable(),
  /** Cards that a preview found, the first 200; a removal names nobody. */
  persons: z.array(z.string()),
  skipped: z.enum(['held', 'unverified', 'cancelled']).nullable(),
  problem: z.string().nullable(),
});
export type Outcome = z.output<typeof Outcome>;

/** The rules of the running subsystems. */
export const allRules = () => enabledPlugins().flatMap(({ retention = [] }) => retention);

const holds = () => sql<{ id: string; because: string }>`SELECT id, hold_because AS because FROM core.retention_rules
  WHERE hold_because IS NOT NULL`;

/** The term of a rule as it holds today: a row of the norms, kept with what was removed by it. */
function termOf({ id }: RetentionRule) {
  const [plugin = '', ...code] = id.split('.');
  return valueOn<number, string>(findReference(retentionReferenceId(plugin)).reference as never, code.join('.'));
}

/** Every rule with its term, hold and what it removed last. */
export async function listRules(): Promise<RuleView[]> {
  const held = await holds();
  const runs = await sql<{ rule: string; at: string; removed: number; total: number }>`
    SELECT DISTINCT ON (rule) rule, at, removed, (sum(removed) OVER (PARTITION BY rule))::int AS total
    FROM core.retention_runs ORDER BY rule, at DESC`;
  const views: RuleView[] = [];
  for (const rule of allRules()) {
    const term = await termOf(rule);
    const last = runs.find((run) => run.rule === rule.id);
    views.push({
      ...{
        id: rule.id,
        title: rule.title,
        titleEn: rule.titleEn,
        days: term.value,
        act: term.act,
        clause: term.clause,
      },
      verified: term.verified,
      reference: retentionReferenceId(rule.id.split('.')[0] ?? ''),
      waitsForCheck: rule.onlyVerified === true && !term.verified,
      holdBecause: held.find(({ id }) => id === rule.id)?.because ?? null,
      lastAt: last?.at ?? null,
      lastRemoved: last?.removed ?? null,
      removed: last?.total ?? 0,
    });
  }
  return views;
}

/** Lays a legal hold on a rule or lifts it; its days are a norm, changed by a new version. */
export async function changeRule(id: string, { holdBecause }: z.output<typeof RuleChange>): Promise<void> {
  if (!allRules().some((rule) => rule.id === id)) throw notFound(`Правила «${id}» нет`);
  await sql`INSERT INTO core.retention_rules (id, hold_because, changed_by)
    VALUES (${id}, ${holdBecause}, ${context().actor?.accountId ?? null})
    ON CONFLICT (id) DO UPDATE SET hold_because = excluded.hold_because,
      changed_by = excluded.changed_by, changed_at = now()`;
  await audit('privacy.rule-changed', { type: 'retention-rule', id }, { held: holdBecause !== null });
}

type Pass = { id: string; kind: 'preview' | 'removal'; by_schedule: boolean };
type Going = { now: Date; pass: Pass; goesOn: () => Promise<boolean> };
const most = 200;

/** Passes one rule: batch by batch, each in a transaction of its own; a preview does the same in one that is taken back. */
export async function byRule(rule: RetentionRule, going: Going): Promise<Outcome> {
  const outcome: Outcome = {
    ...{ rule: rule.id, count: 0, before: null, termRow: null, persons: [], skipped: null, problem: null },
  };
  try {
    await (going.pass.kind === 'preview' ? preview(rule, going, outcome) : removal(rule, going, outcome));
  } catch (error) {
    log.error('a retention rule failed', { rule: rule.id, problem: (error as Error).message });
    outcome.problem = 'Правило не выполнено, причина записана в журнале работы системы';
  }
  return outcome;
}

async function removal(rule: RetentionRule, { now, pass, goesOn }: Going, outcome: Outcome) {
  const process = `privacy/retention/${rule.id}`;
  outcome.count = await removedBefore(pass.id, rule.id);
  for (;;) {
    const count = await inTransaction({ process }, async () => {
      const before = await begin(rule, now, pass, outcome);
      return before && record(rule, pass, outcome, before);
    });
    outcome.count += count ?? 0;
    if (!count || !rule.atOnce) return;
    if (!(await goesOn())) return void (outcome.skipped = 'cancelled');
  }
}

/** What this pass has removed already, when a worker died in the middle of it. */
const removedBefore = (pass: string, rule: string) =>
  inTransaction({ process: 'privacy/retention', readOnly: true }, async () => {
    const [row] = await sql<{ removed: number }>`SELECT coalesce(sum(removed), 0)::int AS removed
      FROM core.retention_runs WHERE pass_id = ${pass} AND rule = ${rule}`;
    return row?.removed ?? 0;
  });

class TakenBack extends Error {}

async function preview(rule: RetentionRule, { now, pass, goesOn }: Going, outcome: Outcome) {
  const process = `privacy/retention/${rule.id}`;
  const looked = inTransaction({ process }, async () => {
    const before = await begin(rule, now, pass, outcome);
    while (before) {
      const { count, persons } = await removed(rule, before);
      outcome.count += count;
      outcome.persons.push(...persons.slice(0, most - outcome.persons.length));
      if (!count || !rule.atOnce) break;
      if (await goesOn()) continue;
      outcome.skipped = 'cancelled';
      break;
    }
    throw new TakenBack();
  });
  await looked.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
}

/** The moment before which what ended is due; undefined when the rule is passed over, with why in the outcome. */
async function begin(rule: RetentionRule, now: Date, pass: Pass, outcome: Outcome): Promise<Date | undefined> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${rule.id}, 7214013))`;
  const term = await termOf(rule);
  const isHeld = (await holds()).some(({ id }) => id === rule.id);
  if (isHeld) outcome.skipped = 'held';
  else if (pass.by_schedule && rule.onlyVerified && !term.verified) outcome.skipped = 'unverified';
  if (outcome.skipped) return undefined;
  const before = new Date(now.getTime() - term.value * 86_400_000);
  outcome.before = before.toISOString();
  outcome.termRow = term.id;
  return before;
}

async function removed(rule: RetentionRule, before: Date) {
  const gone = await rule.remove(before, await heldNow());
  return typeof gone === 'number' ? { count: gone, persons: [] } : gone;
}

async function record(rule: RetentionRule, pass: Pass, { termRow }: Outcome, before: Date) {
  const { count, persons } = await removed(rule, before);
  if (!count) return 0;
  await sql`INSERT INTO core.retention_runs (rule, before, removed, pass_id, term_row)
    VALUES (${rule.id}, ${before}, ${count}, ${pass.id}, ${termRow})`;
  await audit(
    'privacy.removed',
    { ...{ type: 'retention-rule', id: rule.id }, ...(persons.length && { personIds: [...persons] }) },
    { removed: count, before: before.toISOString() },
  );
  return count;
}
