import { z } from 'zod';
import { actorOfAccount, inTransaction, job, ProblemError, sql, todayHere, type Actor } from '@regiso/core';
import type { AlertFault, AlertRule } from '../../shared/alerts';
import { asOfFacts } from '../as-of';
import { factsRead, findIndicator } from '../context';
import { openRows } from '../reader';
import { lookAt, type Look } from './look';
import { raise } from './raise';
import { oneScope } from './rules';

export type DueRule = Omit<AlertRule, 'value'> & {
  id: string;
  version: number;
  threshold: number;
  authorId: string;
  evaluatedOn: string | null;
  seenTick: string | null;
};

const process = 'dashboards/evaluate-alerts';
const mostRules = 5_000;

const dueRules = (id: string | null) =>
  inTransaction(
    { process, readOnly: true },
    () => sql<DueRule>`SELECT id, version, title, indicator, grain, over, kind, comparison, value AS threshold,
        takes_running AS "takesRunning", author_id AS "authorId", evaluated_on::text AS "evaluatedOn", seen_tick::text AS "seenTick"
      FROM dashboards.alert_rules WHERE is_active AND (${id}::uuid IS NULL OR id = ${id}::uuid) ORDER BY id LIMIT ${mostRules}`,
  );

/** Looks at every rule in force, or at one; a rule that cannot be looked at says so and keeps none of the others. Gives how many alerts were raised. */
export async function evaluateAlerts(only: string | null = null, signal?: AbortSignal): Promise<number> {
  let raised = 0;
  const broken: unknown[] = [];
  for (const rule of await dueRules(only)) {
    if (signal?.aborted) break;
    raised += await evaluateAs(rule).catch((error: unknown) => {
      if (error instanceof ProblemError) return noteFault(rule, faultOf(error));
      broken.push(error);
      return 0;
    });
  }
  if (broken.length) throw broken[0];
  return raised;
}

function faultOf({ problem: { status } }: ProblemError): AlertFault {
  if (status === 404) return 'no-indicator';
  if (status === 403) return 'no-right';
  return status === 503 ? 'no-data' : 'too-long';
}

async function noteFault({ id, version }: DueRule, fault: AlertFault): Promise<number> {
  await inTransaction(
    { process, unaudited: 'how far a rule has been looked at' },
    () => sql`UPDATE dashboards.alert_rules SET fault = ${fault} WHERE id = ${id} AND version = ${version}
      AND fault IS DISTINCT FROM ${fault}`,
  );
  return 0;
}

/** Under the right that its author has today: whoever lost it is told nothing more by their rules. */
async function evaluateAs(rule: DueRule): Promise<number> {
  const author = await inTransaction({ process, readOnly: true }, () => actorOfAccount(rule.authorId));
  if (!author) return noteFault(rule, 'no-right');
  const owned = await findIndicator(rule.indicator);
  const asOf = await asOfFacts(factsRead(owned.item));
  if (!asOf.at) return noteFault(rule, 'no-data');
  if (rule.seenTick === String(asOf.tick) && rule.evaluatedOn === todayHere()) return 0;
  const open = await asAuthor(author, () => openRows(owned));
  const within = open && oneScope(open.scopes, rule.over);
  if (!within) return noteFault(rule, 'no-right');
  const look = await lookAt(owned, { ...rule, value: rule.threshold }, open.scopes, 'ru');
  return inTransaction({ process, unaudited: 'each alert raised is recorded, what was only looked at is not' }, () =>
    keep(rule, look, within),
  );
}

const asAuthor = <T>(actor: Actor, work: () => Promise<T>) =>
  inTransaction({ process, actor, login: 'app', reach: 'actor', readOnly: true }, work);

/** Two that look at once take turns; the second finds what the first has raised. */
async function keep(rule: DueRule, look: Look, within: Parameters<typeof raise>[2]): Promise<number> {
  const [row] = await sql`SELECT FROM dashboards.alert_rules
    WHERE id = ${rule.id} AND version = ${rule.version} AND is_active FOR UPDATE`;
  if (!row) return 0;
  const raised = await raise(rule, look, within);
  await sql`UPDATE dashboards.alert_rules SET evaluated_at = now(), evaluated_on = ${todayHere()}::date, fault = NULL,
      seen_tick = ${look.asOf.tick} WHERE id = ${rule.id}`;
  return raised;
}

export const evaluateAlertsJob = job({
  name: 'evaluate-alerts',
  title: 'Look at the rules of alerts whose figures have moved',
  every: 600_000,
  atStart: true,
  data: z.object({ rule: z.uuid().optional() }),
  transaction: false,
  handler: ({ rule }, { signal }) => evaluateAlerts(rule ?? null, signal),
});
