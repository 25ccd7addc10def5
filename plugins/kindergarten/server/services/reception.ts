import { setTimeout as pause } from 'node:timers/promises';
import { auditEach, context, inTransaction, log, notifyEach, sql } from '@regiso/core';
import { receptionRestMs } from './enter';
import { note } from './history';
import { recount } from './queue';
import { toldOf } from './step';

const atOnce = 200;
const transacted = <T>(work: () => Promise<T>) =>
  inTransaction({ process: 'kindergarten/receive-applications', login: 'app' }, work);

/**
 * Accepts what was sent, in the order of the receipts, until nothing more comes. The receipts stand already, so load delays
 * this and changes no order. Gives how many it has accepted. Throws in the end when one of them could not be.
 */
export async function acceptSent(signal: AbortSignal): Promise<number> {
  const failed: string[] = [];
  let accepted = 0;
  while (!signal.aborted) {
    const ids = await transacted(() => waitingBut(failed));
    if (!ids.length) break;
    const done = await acceptEach(ids, failed);
    accepted += done;
    if (done < atOnce) await pause(receptionRestMs, undefined, { signal }).catch(() => undefined);
  }
  if (failed.length) throw new Error(`${failed.length} applications could not be accepted`);
  return accepted;
}

async function waitingBut(failed: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }>`SELECT id FROM kindergarten.applications
    WHERE status = 'sent' AND id <> ALL (${[...failed]}::uuid[]) ORDER BY received_at, number LIMIT ${atOnce}`;
  return rows.map(({ id }) => id);
}

// All together; one that cannot be accepted must not keep the others waiting.
async function acceptEach(ids: readonly string[], failed: string[]): Promise<number> {
  try {
    return await transacted(() => accept(ids));
  } catch (error) {
    if (ids.length > 1) log.warn('applications are accepted one by one', { applications: ids.length, error });
    else log.error('an application could not be accepted', { application: ids[0], error });
  }
  if (ids.length === 1) failed.push(...ids);
  else {
    let accepted = 0;
    for (const id of ids) accepted += await acceptEach([id], failed);
    return accepted;
  }
  return 0;
}

type Sent = { id: string; number: string; accounts: string[]; child_id: string };

async function accept(ids: readonly string[]): Promise<number> {
  const rows = await sql<Sent>`WITH sent AS (SELECT id FROM kindergarten.applications
      WHERE id = ANY (${[...ids]}::uuid[]) AND status = 'sent' ORDER BY received_at, number FOR UPDATE SKIP LOCKED)
    UPDATE kindergarten.applications a SET status = 'received', changed_at = now() FROM sent WHERE a.id = sent.id
    RETURNING a.id, a.number, a.accounts, a.child_id`;
  if (!rows.length) return 0;
  const place = new Map(ids.map((id, at) => [id, at]));
  const received = rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  const those = received.map(({ id }) => id);
  await note(those, 'system', { kind: 'status', status: 'received' });
  await recount({ applications: those }, 'received');
  await notifyEach(
    'kindergarten.status',
    received.map((one) => toldOf(one, 'received')),
  );
  await auditEach(
    received.map(({ id, child_id: personId }) => ({
      event: 'kindergarten.status-changed',
      object: { type: 'application', id, personId },
      details: { from: 'sent', to: 'received' },
      asker: context(),
    })),
  );
  return received.length;
}
