import { afterCommit } from './database';
import { context } from './context';
import { sql } from './sql';

/** Tells other plugins what happened. Their handlers run as jobs after commit; nothing is sent when it rolls back. */
export async function emit(event: `${string}.${string}`, payload: Record<string, unknown>): Promise<void> {
  await outbox('event', event, payload);
}

/** Starts a job after commit: `startJob('imports', 'run-import', { runId })`. Gives the id under which it is queued. */
export async function startJob(plugin: string, job: string, data: Record<string, unknown> = {}): Promise<string> {
  return outbox('job', `${plugin}/${job}`, data);
}

async function outbox(kind: 'event' | 'job', name: string, payload: Record<string, unknown>) {
  const [row] = await sql<{ id: string }>`INSERT INTO core.outbox (kind, name, payload, request_id)
    VALUES (${kind}, ${name}, ${JSON.stringify(payload)}::jsonb, ${context().requestId}) RETURNING id`;
  afterCommit(() => wakeRelay());
  return `outbox-${row?.id}`;
}

let wake: () => void = () => undefined;
const wakeRelay = () => wake();

/** The worker registers how it is woken; without one the relay's own sweep picks the row up. */
export const onOutbox = (listener: () => void) => void (wake = listener);
