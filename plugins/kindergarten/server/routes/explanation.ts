import { z } from 'zod';
import { documentTemplate, inTransaction, issueDocument, notFound, part, route, sendDocument, sql } from '@regiso/core';
import { applicationsIn, viewsOf } from '../services/applications';
import { issuerOf } from '../services/case-words';
import { explainPlace } from '../services/explain-place';

const List = z.strictObject({
  organisation: z.string(),
  /** «Было 3, стало 5 из 40: ниже на 2». */
  change: z.string(),
  causes: z.array(z.string()),
  isWhole: z.boolean(),
});
const Explanation = z.strictObject({
  facts: z.array(z.tuple([z.string(), z.string()])),
  since: z.string(),
  lists: z.array(List),
  order: z.array(z.string()),
  act: z.string(),
});

/** Why the place of a child is what it is, for a family that complains: what changed it, by whom in number, under which act. */
export const placeExplanation = documentTemplate({
  id: 'kindergarten.explanation',
  title: 'Объяснение о месте в очереди в детский сад',
  titleEn: 'Explanation of a place in the queue for kindergartens',
  prefix: 'ОБ',
  data: Explanation,
  render: ({ facts, since, lists, order, act }) => [
    { layout: 'lightHorizontalLines', table: { widths: [150, '*'], body: facts } },
    { text: `Что изменилось с ${since}`, bold: true, margin: [0, 14, 0, 4] },
    ...(lists.length ? [] : [{ text: 'Сейчас заявление ни в одном списке не стоит: см. состояние выше.' }]),
    ...lists.flatMap(({ organisation, change, causes, isWhole }) => [
      { text: organisation, bold: true, margin: [0, 6, 0, 0] },
      { text: change },
      ...(causes.length ? [{ ul: causes }] : []),
      ...(isWhole ? [] : [{ text: 'Учтены последние изменения списка: их больше, чем помещается.', fontSize: 9 }]),
    ]),
    { text: 'Как считается место', bold: true, margin: [0, 14, 0, 4] },
    { text: 'Место — это число детей того же возраста, которые стоят в списке этого детского сада раньше. Порядок:' },
    { ol: order },
    { text: act, fontSize: 9, margin: [0, 4, 0, 0] },
    { text: 'Кто эти дети, не называется: это их личные данные.', fontSize: 9, margin: [0, 4, 0, 0] },
  ],
});

const access = { permission: 'kindergarten.read-queue', within: 'reach' } as const;
const readable = (id: string) =>
  part`a.id = ${id} AND a.status <> 'draft' AND ${applicationsIn('kindergarten.read-queue')}`;

const issueExplanation = route({
  method: 'POST',
  path: '/applications/{id}/explanation',
  access,
  summary: 'Why the place of a child is what it is, as a numbered document for the family',
  params: z.object({ id: z.uuid() }),
  payload: z.strictObject({ since: z.iso.date().optional() }),
  idempotent: true,
  reply: z.object({ id: z.string(), number: z.string() }),
  handler: async ({ params: { id }, payload: { since } }) => {
    const [view] = await viewsOf(readable(id), { limit: 1 });
    if (!view) throw notFound('Заявление не найдено');
    const data = await explainPlace(view, since);
    const issued = await issueDocument(placeExplanation, data, {
      ...{ plugin: 'kindergarten', type: 'application', id, personId: view.childId },
      issuer: await issuerOf(view.municipalityId),
    });
    return { id: issued.id, number: issued.number };
  },
});

const sendExplanation = route({
  method: 'GET',
  path: '/applications/{id}/explanation/{document}',
  access,
  summary: 'The PDF of the explanation; the reading is recorded',
  params: z.object({ id: z.uuid(), document: z.uuid() }),
  database: false,
  handler: ({ params: { id, document }, h }) =>
    inTransaction({}, async () => {
      const [found] = await sql`SELECT 1 AS one FROM kindergarten.applications a WHERE ${readable(id)}`;
      if (!found) throw notFound('Заявление не найдено');
      return sendDocument(h, document, { plugin: 'kindergarten', type: 'application', id });
    }),
});

export const explanationRoutes = [issueExplanation, sendExplanation];
