import webPush, { type WebPushError } from 'web-push';
import { audit } from '../../server/audit';
import { inTransaction } from '../../server/database';
import { installed } from '../../server/installed';
import { job } from '../../server/job';
import { log } from '../../server/log';
import { sql } from '../../server/sql';
import { homeRegion } from '../../territory/home';
import { subscriptionOf } from './devices';
import { mayCall } from './hosts';
import { pushKeys } from './keys';

const batch = 50;
const sideBySide = 10;
const leaseMinutes = 5;
/** Minutes to wait after each failed attempt; then the push is given up, and the next notice begins anew. */
const waits = [1, 5, 30];
const daySeconds = 86_400;

type Due = { id: string; subscription: Buffer; urgent: boolean; attempts: number; claimedAt: string };
type PushRun = { sent: number; failed: number; gone: number };

const own = {
  process: 'notices/send-pushes',
  login: 'app',
  unaudited: 'the state of each push; how many went is recorded at the end',
} as const;

/** Sends what is due, batch by batch. A batch is claimed with a lease; a killed worker's is sent again, where it replaces itself. */
export async function sendPushes(signal?: AbortSignal): Promise<PushRun> {
  const run: PushRun = { sent: 0, failed: 0, gone: 0 };
  let due: Due[] = [];
  do {
    due = await inTransaction(own, claim);
    for (let at = 0; at < due.length && !signal?.aborted; at += sideBySide)
      await Promise.all(due.slice(at, at + sideBySide).map((device) => send(device, run)));
  } while (due.length === batch && !signal?.aborted);
  if (run.sent || run.failed || run.gone)
    await inTransaction(own, () => audit('notices.pushed', { type: 'push-device' }, { ...run }));
  return run;
}

// Quiet hours are looked at when it would leave, so that a change of them counts, and an attempt never falls into them.
async function claim(): Promise<Due[]> {
  await sql`DELETE FROM core.push_devices d USING core.accounts a WHERE a.id = d.account_id AND a.disabled_at IS NOT NULL`;
  return sql<Due>`
    WITH due AS (
      SELECT d.id FROM core.push_devices d LEFT JOIN core.notice_settings s ON s.account_id = d.account_id
      WHERE (d.due_at IS NOT NULL OR d.claimed_at IS NOT NULL)
        AND CASE WHEN d.claimed_at IS NULL THEN d.due_at <= now()
          ELSE d.claimed_at < now() - make_interval(mins => ${leaseMinutes}) END
        AND (d.urgent OR core.after_quiet(now(), s.quiet_from, s.quiet_to, ${homeRegion().timeZone}) <= now())
      ORDER BY d.urgent DESC, d.due_at LIMIT ${batch} FOR UPDATE OF d SKIP LOCKED)
    UPDATE core.push_devices d SET claimed_at = now(), due_at = NULL, attempts = d.attempts + 1 FROM due
    WHERE d.id = due.id RETURNING d.id, d.subscription, d.urgent, d.attempts, d.claimed_at::text AS "claimedAt"`;
}

async function send(device: Due, run: PushRun) {
  try {
    await call(device);
  } catch (error) {
    return failed(device, error as Partial<WebPushError> & { code?: string }, run);
  }
  run.sent += 1;
  await inTransaction(
    own,
    () => sql`UPDATE core.push_devices SET claimed_at = NULL, attempts = 0, urgent = urgent AND due_at IS NOT NULL
      WHERE id = ${device.id} AND claimed_at = ${device.claimedAt}::timestamptz`,
  );
}

/** Nothing but the fact that there is something: no words, no person, no count. */
async function call({ id, subscription: sealed, urgent }: Due) {
  const subscription = subscriptionOf(id, sealed);
  if (!mayCall(subscription.endpoint)) throw Object.assign(new Error('not allowed any more'), { statusCode: 410 });
  const keys = await inTransaction(own, pushKeys);
  await webPush.sendNotification(subscription, null, {
    vapidDetails: { subject: subject(), ...keys },
    TTL: daySeconds,
    urgency: urgent ? 'high' : 'normal',
    // A later push takes the place of one that has not reached the device yet.
    topic: 'notices',
    timeout: 10_000,
  });
}

const subject = () => {
  const { publicUrl, mail } = installed().config;
  return publicUrl?.startsWith('https:')
    ? new URL(publicUrl).origin
    : `mailto:${mail?.from ?? 'no-reply@regiso.invalid'}`;
};

async function failed(
  { id, attempts, claimedAt }: Due,
  { statusCode, code }: { statusCode?: number; code?: string },
  run: PushRun,
) {
  if (statusCode === 404 || statusCode === 410) {
    run.gone += 1;
    return inTransaction(
      own,
      () => sql`DELETE FROM core.push_devices WHERE id = ${id} AND claimed_at = ${claimedAt}::timestamptz`,
    );
  }
  const wait = waits[attempts - 1];
  if (wait === undefined) run.failed += 1;
  // What the service says, and its address, stay out of the log.
  log.warn('a push was not sent', { deviceId: id, problem: statusCode ?? code ?? 'unknown', attempt: attempts });
  return inTransaction(
    own,
    () => sql`UPDATE core.push_devices SET claimed_at = NULL,
        attempts = CASE WHEN ${wait === undefined} THEN 0 ELSE attempts END, urgent = urgent AND (${wait !== undefined} OR due_at IS NOT NULL),
        due_at = CASE WHEN ${wait === undefined} THEN due_at ELSE now() + make_interval(mins => ${wait ?? 0}) END
      WHERE id = ${id} AND claimed_at = ${claimedAt}::timestamptz`,
  );
}

export const sendPushesJob = job({
  name: 'send-pushes',
  title: 'Сигналы устройствам',
  every: 20_000,
  transaction: false,
  handler: (_, { signal }) => sendPushes(signal),
});
