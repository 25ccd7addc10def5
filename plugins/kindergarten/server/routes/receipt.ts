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
import { ownApplication, viewsOf } from '../services/applications';

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

const access = { signedIn: 'Расписка о собственном заявлении' };
const own = (id: string) => part`a.id = ${id} AND ${me().accountId}::uuid = ANY (a.accounts)`;

const issueReceipt = route({
  method: 'POST',
  path: '/own/applications/{id}/receipt',
  access,
  summary: 'The receipt of an own application as a PDF; the same one when asked for again',
  params: z.object({ id: z.uuid() }),
  idempotent: true,
  unaudited: 'Выданная расписка второй раз не выдаётся; первая выдача записана',
  reply: z.object({ id: z.string() }),
  handler: async ({ params: { id } }) => {
    await ownApplication(id);
    const [issued] = await issuedOf(id);
    if (issued) return { id: issued.id };
    const [view] = await viewsOf(own(id), { limit: 1 });
    if (!view) throw notFound('Заявление не найдено');
    const { number, receivedAt } = view;
    if (!number || !receivedAt) throw conflict('Расписка будет, когда заявление отправлено');
    return { id: (await issue({ ...view, number, receivedAt })).id };
  },
});

const sendReceipt = route({
  method: 'GET',
  path: '/own/applications/{id}/receipt/{document}',
  access,
  summary: 'The PDF of the receipt; the reading is recorded',
  params: z.object({ id: z.uuid(), document: z.uuid() }),
  database: false,
  handler: ({ params: { id, document }, h }) =>
    inTransaction({}, async () => {
      const [found] = await sql`SELECT 1 AS one FROM kindergarten.applications a WHERE ${own(id)}`;
      if (!found) throw notFound('Заявление не найдено');
      return sendDocument(h, document, { plugin: 'kindergarten', type: 'application', id });
    }),
});

export const receiptRoutes = [issueReceipt, sendReceipt];
