import { sql } from '@regiso/core';
import { recount } from '../../../plugins/kindergarten/server/services/queue';
import type { TestApp } from '../../../core/testing';
import type { Entry } from './crowd';

type Row = { child: string; number: string };

/** What stands in the queue after the night against what the crowd was told; the receipts' jobs are done by then. */
export async function judge(app: TestApp, journal: readonly Entry[]) {
  const doubled = await app.work(twice);
  const queue = await app.work(async () => {
    await sql`UPDATE kindergarten.applications SET status = 'queued' WHERE status = 'received'`;
    await recount('everybody', 'queued');
    return sql<Row>`SELECT a.child_id AS child, a.number FROM kindergarten.applications a
      JOIN kindergarten.queue_entries e ON e.application_id = a.id GROUP BY a.id ORDER BY min(e.key COLLATE "C")`;
  });
  const numbers = new Map(queue.map(({ child, number }) => [child, number]));
  const byChild = new Map(journal.map((entry) => [entry.id, entry]));
  return {
    lost: journal.filter(({ id, told }) => !told.length || !told.every((number) => numbers.get(id) === number)).length,
    doubled: doubled + journal.filter(({ told }) => told.length > 1).length,
    out_of_order: misplaced(queue.flatMap(({ child }) => byChild.get(child) ?? [])),
    stand: queue.length,
  };
}

/** Applications, receipts and lines of what was done that are there more than once. */
async function twice(): Promise<number> {
  const [row] = await sql<{
    n: number;
  }>`SELECT ((SELECT count(*) - count(DISTINCT child_id) FROM kindergarten.applications)
    + (SELECT count(*) FROM core.receipts r WHERE NOT EXISTS (SELECT FROM kindergarten.applications a WHERE a.number = r.number))
    + (SELECT count(*) - count(DISTINCT (application_id, status)) FROM kindergarten.application_events WHERE kind = 'status')
    + (SELECT count(*) - count(DISTINCT object_id) FROM core.audit_events
        WHERE event = 'kindergarten.application-sent'))::int AS n`;
  return row?.n ?? 0;
}

/** How many stand before somebody whose receipt had come before they themselves were sent. */
export function misplaced(queue: readonly Pick<Entry, 'sent' | 'answered'>[]): number {
  let earliest = Infinity;
  let wrong = 0;
  for (const { sent = Infinity, answered = Infinity } of [...queue].reverse()) {
    if (earliest < sent) wrong += 1;
    earliest = Math.min(earliest, answered);
  }
  return wrong;
}

/** Waits until the worker has accepted all that was sent, or the time is over: what it has not then counts as lost. */
export async function untilAccepted(app: TestApp, patienceMs: number) {
  const until = performance.now() + patienceMs;
  const waiting = () =>
    app.work(() => sql`SELECT 1 AS one FROM kindergarten.applications WHERE status = 'sent' LIMIT 1`);
  while (performance.now() < until && (await waiting()).length) await new Promise((next) => setTimeout(next, 250));
}
