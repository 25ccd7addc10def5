import { z } from 'zod';
import {
  beyondReach,
  conflict,
  documentTemplate,
  homeRegion,
  inTransaction,
  issueDocument,
  part,
  me,
  notFound,
  route,
  sendDocument,
  sql,
} from '@regiso/core';
import type { ApplicationView } from '../../shared';
import { applicationFor, applicationsIn, ownApplication, viewsOf } from '../services/applications';

const Receipt = z.strictObject({
  number: z.string(),
  receivedAt: z.string(),
  child: z.string(),
  desiredOn: z.string(),
  choices: z.array(z.string()),
});

/** What a family keeps of having filed: the number and the moment that is fixed, with a code by which anyone checks it. */
export const receipt = documentTemplate({
  id: 'kindergarten.receipt',
  title: 'Расписка о получении заявления в детский сад',
  titleEn: 'Receipt of an application to a kindergarten',
  prefix: 'РЗ',
  data: Receipt,
  render: ({ number, receivedAt, child, desiredOn, choices }) => {
    const rows: [string, unknown][] = [
      ['Заявление', `№ ${number}`],
      ['Получено', receivedAt],
      ['Ребёнок', child],
      ['Желаемая дата', desiredOn],
      ['Детские сады по порядку', { ol: choices }],
    ];
    const body = rows.map(([name, value]) => [{ text: name, color: '#566172' }, value]);
    return [
      { layout: 'lightHorizontalLines', table: { widths: [150, '*'], body } },
      { text: 'Время получения закреплено и при изменении пожеланий не меняется.', margin: [0, 12, 0, 0] },
    ];
  },
});

const at = (moment: string) =>
  new Intl.DateTimeFormat('ru-RU', {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: homeRegion().timeZone,
  }).format(new Date(moment));
const dayOf = (day: string) =>
  new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));

const issuedOf = (id: string) =>
  beyondReach(
    'the receipt of an application that was found as one’s own',
    () => sql<{
      id: string;
    }>`SELECT id FROM core.documents WHERE plugin = 'kindergarten' AND subject_type = 'application'
      AND subject_id = ${id} AND template = ${receipt.id} AND revoked_at IS NULL LIMIT 1`,
  );

const issuer = async () => {
  const [body] = await sql<{ name: string }>`SELECT name FROM core.bodies WHERE duty = 'operator' ORDER BY id LIMIT 1`;
  return body?.name ?? 'Оператор РЕГИСО';
};

async function issue(view: ApplicationView & { number: string; receivedAt: string }) {
  const data = {
    number: view.number,
    receivedAt: at(view.receivedAt),
    child: view.child,
    desiredOn: dayOf(view.desiredOn),
    choices: view.choices.map(({ name }) => name),
  };
  const { id, childId } = view;
  return issueDocument(receipt, data, {
    ...{ plugin: 'kindergarten', type: 'application', id, personId: childId },
    issuer: await issuer(),
  });
}

const own = (id: string) => part`a.id = ${id} AND ${me().accountId}::uuid = ANY (a.accounts)`;
const readable = (id: string) =>
  part`a.id = ${id} AND a.status <> 'draft' AND ${applicationsIn('kindergarten.read-queue')}`;

/** The receipt of an application that the condition finds: the same one when asked for again. Throws 404 and 409. */
async function receiptOf(where: ReturnType<typeof part>): Promise<{ id: string }> {
  const [view] = await viewsOf(where, { limit: 1 });
  if (!view) throw notFound('Заявление не найдено');
  const [issued] = await issuedOf(view.id);
  if (issued) return { id: issued.id };
  const { number, receivedAt } = view;
  if (!number || !receivedAt) throw conflict('Расписка будет, когда заявление отправлено');
  return { id: (await issue({ ...view, number, receivedAt })).id };
}

const handOut = (h: Parameters<typeof sendDocument>[0], id: string, document: string, where: ReturnType<typeof part>) =>
  inTransaction({}, async () => {
    const [found] = await sql`SELECT 1 AS one FROM kindergarten.applications a WHERE ${where}`;
    if (!found) throw notFound('Заявление не найдено');
    return sendDocument(h, document, { plugin: 'kindergarten', type: 'application', id });
  });

const ofFamily = { signedIn: 'Расписка о собственном заявлении' };
const ofOffice = { permission: 'kindergarten.read-queue', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const paper = params.extend({ document: z.uuid() });
const unaudited = 'Выданная расписка второй раз не выдаётся; первая выдача записана';

const issueReceipt = route({
  method: 'POST',
  path: '/own/applications/{id}/receipt',
  access: ofFamily,
  summary: 'The receipt of an own application as a PDF; the same one when asked for again',
  params,
  idempotent: true,
  unaudited,
  reply: params,
  handler: async ({ params: { id } }) => {
    await ownApplication(id);
    return receiptOf(own(id));
  },
});

const sendReceipt = route({
  method: 'GET',
  path: '/own/applications/{id}/receipt/{document}',
  access: ofFamily,
  summary: 'The PDF of the receipt; the reading is recorded',
  params: paper,
  database: false,
  handler: ({ params: { id, document }, h }) => handOut(h, id, document, own(id)),
});

const issueAtDesk = route({
  method: 'POST',
  path: '/applications/{id}/receipt',
  access: { permission: 'kindergarten.keep-queue', within: 'reach' },
  summary: 'The receipt of an application, printed at the desk',
  params,
  idempotent: true,
  unaudited,
  reply: params,
  handler: async ({ params: { id } }) => {
    await applicationFor('kindergarten.keep-queue', id);
    return receiptOf(part`a.id = ${id}`);
  },
});

const sendAtDesk = route({
  method: 'GET',
  path: '/applications/{id}/receipt/{document}',
  access: ofOffice,
  summary: 'The PDF of the receipt at the desk; the reading is recorded',
  params: paper,
  database: false,
  handler: ({ params: { id, document }, h }) => handOut(h, id, document, readable(id)),
});

export const receiptRoutes = [issueReceipt, sendReceipt, issueAtDesk, sendAtDesk];
