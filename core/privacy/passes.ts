import { z } from 'zod';
import { demandRecentProof } from '../access/proof';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { inTransaction } from '../server/database';
import { conflict, notFound } from '../server/errors';
import { startJob } from '../server/events';
import { job } from '../server/job';
import { sql } from '../server/sql';
import { allRules, byRule, Outcome } from './retention';

export const PassView = z.object({
  id: z.string(),
  /** A preview removes nothing and says what a removal would. */
  kind: z.enum(['preview', 'removal']),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  share: z.number(),
  bySchedule: z.boolean(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  /** What each rule came to, in the order of rules. */
  report: z.array(Outcome.omit({ persons: true }).extend({ persons: z.int() })),
});
export type PassView = z.output<typeof PassView>;
type Stored = Omit<PassView, 'report'> & { report: Outcome[] };

const unaudited = 'how far a pass is; what it removes is recorded by rule';
const writing = <T>(work: () => Promise<T>) => inTransaction({ process: 'privacy/retention', unaudited }, work);

const passes = (id?: string) => sql<Stored>`SELECT id, kind, state, share, by_schedule AS "bySchedule",
    created_at AS "createdAt", ended_at AS "endedAt", report FROM core.retention_passes
  WHERE ${id ?? null}::uuid IS NULL OR id = ${id ?? null} ORDER BY created_at DESC LIMIT 10`;

const shown = ({ report, ...pass }: Stored): PassView => ({
  ...pass,
  report: report.map((outcome) => ({ ...outcome, persons: outcome.persons.length })),
});

/** The newest passes with what each rule came to. */
export const listPasses = async (): Promise<PassView[]> => (await passes()).map(shown);

/** Asks for a pass; a removal needs a fresh proof of who asks. Throws 409 while another is under way. */
export async function askPass(kind: PassView['kind']): Promise<PassView> {
  if (kind === 'removal') demandRecentProof();
  const [row] = await sql<{ id: string }>`INSERT INTO core.retention_passes (kind, asked_by)
    VALUES (${kind}, ${context().actor?.accountId ?? null}) ON CONFLICT DO NOTHING RETURNING id`;
  if (!row) throw conflict('Прогон правил хранения уже идёт');
  await audit('privacy.pass-asked', { type: 'retention-pass', id: row.id }, { kind });
  await startJob('privacy', 'retention-pass', { passId: row.id });
  return onePass(row.id);
}

async function onePass(id: string): Promise<PassView> {
  const [pass] = await passes(id);
  if (!pass) throw notFound('Прогон');
  return shown(pass);
}

/** Asks a pass to stop after the batch it is at; what it has removed by then stays removed and reported. */
export async function cancelPass(id: string): Promise<PassView> {
  const [row] = await sql<{ kind: string }>`UPDATE core.retention_passes SET cancel_asked = true,
      state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END,
      ended_at = CASE state WHEN 'waiting' THEN now() END
    WHERE id = ${id} AND state IN ('waiting', 'running') RETURNING kind`;
  if (!row) throw conflict('Этот прогон уже окончен');
  await audit('privacy.pass-cancelled', { type: 'retention-pass', id }, { kind: row.kind });
  return onePass(id);
}

export const PersonLine = z.object({ id: z.string(), name: z.string() });

/** Names of the cards that a preview found and that are still there, at most 200 by rule; the reading is recorded. */
export async function personsOf(id: string): Promise<z.output<typeof PersonLine>[]> {
  const [pass] = await passes(id);
  if (!pass) throw notFound('Прогон');
  const ids = pass.report.flatMap(({ persons }) => persons);
  const rows = await sql<z.output<typeof PersonLine>>`SELECT id, concat_ws(' ', surname, name, patronymic) AS name
    FROM core.persons WHERE id = ANY (${ids}::uuid[]) ORDER BY surname, name, id LIMIT 1000`;
  await audit('privacy.pass-read', {
    ...{ type: 'retention-pass', id },
    personIds: rows.map((row) => row.id),
  });
  return rows;
}

/** Takes a waiting pass, or one whose worker died, and works it to its end. Safe to run twice. */
export async function doPass(id: string, stopping: AbortSignal, now = new Date()): Promise<void> {
  const [pass] = await writing(
    () => sql<{ kind: PassView['kind']; by_schedule: boolean }>`UPDATE core.retention_passes
      SET state = 'running', share = 0 WHERE id = ${id} AND state IN ('waiting', 'running') RETURNING kind, by_schedule`,
  );
  if (!pass) return;
  const report: Outcome[] = [];
  const rules = allRules();
  for (const [at, rule] of rules.entries()) {
    const goesOn = async () => !stopping.aborted && !(await stopAsked(id, at / rules.length));
    if (await goesOn()) report.push(await byRule(rule, { now, pass: { id, ...pass }, goesOn }));
    // A worker that stops leaves the pass to the next one.
    if (stopping.aborted) throw new Error('The worker stops: the pass goes on with the next one');
    await writing(
      () => sql`UPDATE core.retention_passes SET report = ${JSON.stringify(report)}::jsonb WHERE id = ${id}`,
    );
  }
  await writing(async () => {
    const failed = report.some(({ problem }) => problem !== null);
    await sql`UPDATE core.retention_passes SET share = 1, ended_at = now(),
      state = CASE WHEN cancel_asked THEN 'cancelled' WHEN ${failed} THEN 'failed' ELSE 'done' END WHERE id = ${id}`;
  });
}

async function stopAsked(id: string, share: number): Promise<boolean> {
  const [row] = await writing(
    () => sql<{ asked: boolean }>`UPDATE core.retention_passes SET share = ${share} WHERE id = ${id}
      RETURNING cancel_asked AS asked`,
  );
  return row?.asked !== false;
}

const passJob = job({
  name: 'retention-pass',
  title: 'Прогон правил хранения',
  data: z.object({ passId: z.uuid() }),
  transaction: false,
  handler: ({ passId }, { signal }) => doPass(passId, signal),
});

/** A pass that nobody asked for. Gives what went by each rule that was not passed over; nothing while another is under way. */
export async function removeKeptLongEnough(
  now = new Date(),
  signal: AbortSignal = new AbortController().signal,
): Promise<Record<string, number>> {
  const [row] = await writing(
    () => sql<{ id: string }>`INSERT INTO core.retention_passes (kind, by_schedule) VALUES ('removal', true)
      ON CONFLICT DO NOTHING RETURNING id`,
  );
  if (!row) return {};
  await doPass(row.id, signal, now);
  const [pass] = await writing(() => passes(row.id));
  return Object.fromEntries(
    (pass?.report ?? []).filter(({ skipped }) => !skipped).map(({ rule, count }) => [rule, count]),
  );
}

const nightJob = job({
  name: 'retention',
  title: 'Удаление по срокам хранения',
  every: { cron: '30 3 * * *' },
  transaction: false,
  handler: (_data, { signal }) => removeKeptLongEnough(new Date(), signal),
});

export const retentionJobs = [passJob, nightJob];
