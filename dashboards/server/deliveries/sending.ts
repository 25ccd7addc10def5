import {
  audit,
  inTransaction,
  log,
  mailBoxOf,
  mailFiles,
  mostMailBytes,
  ProblemError,
  sql,
  todayHere,
  type MailFile,
} from '@regiso/core';
import type { DeliveryFormat, DeliveryWhy } from '../../shared/deliveries';
import type { Language } from '../titles';
import { figuresOf, workbookOf, type Figures } from './figures';
import { deliveryNotice } from './notices';
import { momentOf, pdfOf } from './pdf';
import { actorNow, asReader, maySee } from './people';
import { exportWords } from '../export-words';

export type Sending = {
  runId: string;
  accountId: string;
  tries: number;
  deliveryId: string;
  dashboard: string;
  search: Record<string, string>;
  formats: DeliveryFormat[];
};
type Made = { files: MailFile[]; body: string } | { why: DeliveryWhy };

const process = 'dashboards/send-deliveries';
/** Minutes to wait after each failed attempt; when they are used up the recipient gets nothing this time. */
const waits = [5, 15, 60, 240];

/** Makes and mails what one recipient may see today, once however often it is called. What fails is tried again later. */
export async function keep(sending: Sending): Promise<'mailed' | 'withheld' | 'waiting'> {
  try {
    return await settle(sending, await make(sending));
  } catch (error) {
    log.warn('a delivery was not made', { delivery: sending.deliveryId, run: sending.runId, error });
    return tryLater(sending);
  }
}

async function make({ accountId, dashboard, search, formats }: Sending): Promise<Made> {
  const reader = await actorNow(accountId);
  if (!reader) return { why: 'no-account' };
  const box = await inTransaction({ process, readOnly: true }, () => mailBoxOf(accountId, deliveryNotice.id));
  if ('why' in box) return box;
  return asReader(reader, async () => {
    if (!maySee(dashboard)) return { why: 'no-right' };
    const figures = await figuresOf({ dashboard, search, language: box.language }).catch(closedOr);
    if (!figures) return { why: 'no-right' };
    if (figures.replies.every((reply) => 'problem' in reply)) return { why: whyNone(figures) };
    const files = await filesOf(figures, dashboard, formats);
    if (files.reduce((sum, { content }) => sum + content.length, 0) > mostMailBytes) return { why: 'too-large' };
    return { files, body: await bodyOf(figures, box.language) };
  });
}

function closedOr(error: unknown): undefined {
  if (error instanceof ProblemError && [403, 404].includes(error.problem.status)) return undefined;
  throw error;
}

const whyNone = ({ replies }: Figures): DeliveryWhy =>
  replies.some((reply) => 'status' in reply && reply.status !== 403) ? 'no-figures' : 'no-right';

const types = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

async function filesOf(figures: Figures, dashboard: string, formats: readonly DeliveryFormat[]): Promise<MailFile[]> {
  const files: MailFile[] = [];
  for (const format of formats)
    files.push({
      name: `${dashboard.replace(/[^\w.-]/g, '')}-${todayHere()}.${format}`,
      type: types[format],
      content: await (format === 'pdf' ? pdfOf(figures) : workbookOf(figures)),
    });
  return files;
}

async function bodyOf(figures: Figures, language: Language): Promise<string> {
  const { filters, asOf, demo } = exportWords(language);
  return [
    figures.title,
    ...(figures.words ? [`${filters}: ${figures.words}`] : []),
    `${asOf}: ${await momentOf(figures)}`,
    ...(figures.view.isDemo ? [demo] : []),
  ].join('\n');
}

/** Only what still waits: whoever comes second finds it settled, and a letter goes with its note in one transaction. */
const settle = (sending: Sending, made: Made) =>
  inTransaction({ process }, async () => {
    const { runId, accountId, deliveryId, dashboard } = sending;
    if (!(await isAwaited(sending))) return 'waiting' as const;
    const link = '/app/dashboards/deliveries';
    const mailId = 'files' in made ? await mailFiles({ kind: deliveryNotice.id, accountId, link, ...made }) : undefined;
    const why = mailId ? null : 'why' in made ? made.why : 'no-address';
    await sql`UPDATE dashboards.delivery_sendings SET state = ${mailId ? 'mailed' : 'withheld'}, why = ${why},
        mail_id = ${mailId ?? null}::uuid WHERE run_id = ${runId} AND account_id = ${accountId}`;
    const about = { to: accountId, dashboard, run: runId };
    if (why) await audit('dashboards.delivery-withheld', { type: 'delivery', id: deliveryId }, { ...about, why });
    else await audit('dashboards.delivery-mailed', { type: 'delivery', id: deliveryId }, about);
    return mailId ? ('mailed' as const) : ('withheld' as const);
  });

/** Locked. Of whoever has left meanwhile, and of a delivery that was taken away, nothing is asked any more. */
async function isAwaited({ runId, accountId, deliveryId }: Sending): Promise<boolean> {
  const [row] = await sql<{ isDropped: boolean }>`SELECT d.removed_at IS NOT NULL OR s.account_id = ANY (d.gone)
      OR NOT s.account_id = ANY (d.recipients) AS "isDropped"
    FROM dashboards.delivery_sendings s, dashboards.deliveries d
    WHERE s.run_id = ${runId} AND s.account_id = ${accountId} AND s.state = 'waiting' AND d.id = ${deliveryId}
    FOR UPDATE OF s`;
  if (!row?.isDropped) return Boolean(row);
  await sql`DELETE FROM dashboards.delivery_sendings WHERE run_id = ${runId} AND account_id = ${accountId}`;
  await audit('dashboards.delivery-dropped', { type: 'delivery', id: deliveryId }, { to: accountId });
  return false;
}

const tryLater = ({ runId, accountId, tries, deliveryId }: Sending) =>
  inTransaction({ process }, async () => {
    const wait = waits[tries];
    await sql`UPDATE dashboards.delivery_sendings SET tries = tries + 1,
        try_at = now() + make_interval(mins => ${wait ?? 0}),
        state = ${wait === undefined ? 'withheld' : 'waiting'}, why = ${wait === undefined ? 'failed' : null}
      WHERE run_id = ${runId} AND account_id = ${accountId} AND state = 'waiting'`;
    const about = { type: 'delivery', id: deliveryId } as const;
    await audit('dashboards.delivery-failed', about, { to: accountId, attempt: tries + 1 });
    return wait === undefined ? ('withheld' as const) : ('waiting' as const);
  });
