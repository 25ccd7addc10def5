import { z } from 'zod';
import {
  asDownload,
  audit,
  documentTemplate,
  inTransaction,
  issueDocument,
  notFound,
  part,
  route,
  sendDocument,
  sql,
} from '@regiso/core';
import { applicationsIn, viewsOf } from '../services/applications';
import { caseLogOf, keepLog, keptLog, sealedText, type LogEvent } from '../services/case-log';
import { factsOf, grounds, issuerOf, kinds, moment, told, who } from '../services/case-words';
import { movesSince } from '../services/moves';
import { positionsOf } from '../services/queue';
import { sealLine } from '../services/seal-line';
import { statusWords } from '../services/step';

const Case = z.strictObject({
  facts: z.array(z.tuple([z.string(), z.string()])),
  lists: z.array(
    z.strictObject({ organisation: z.string(), place: z.string(), moves: z.array(z.string()), isWhole: z.boolean() }),
  ),
  history: z.array(z.tuple([z.string(), z.string(), z.string()])),
  logSha256: z.string(),
  seal: z.string(),
});

/** The whole log of one application for a court or a prosecutor: what happened, when, on what ground, and why the place is what it is. */
export const applicationCase = documentTemplate({
  id: 'kindergarten.case',
  title: 'Журнал событий заявления в детский сад',
  titleEn: 'Log of events of an application to a kindergarten',
  prefix: 'ЖЗ',
  data: Case,
  render: ({ facts, lists, history, logSha256, seal }) => [
    { layout: 'lightHorizontalLines', table: { widths: [150, '*'], body: facts } },
    { text: 'События', bold: true, margin: [0, 14, 0, 4] },
    history.length
      ? { layout: 'lightHorizontalLines', table: { widths: [110, '*', 110], body: history } }
      : { text: 'Событий нет' },
    { text: 'Место в очереди и каждое его изменение', bold: true, margin: [0, 14, 0, 4] },
    ...lists.flatMap(({ organisation, place, moves, isWhole }) => [
      { text: `${organisation}: ${place}`, margin: [0, 4, 0, 0] },
      moves.length ? { ul: moves, fontSize: 9 } : { text: 'Изменений не было' },
      ...(isWhole ? [] : [{ text: 'Показаны последние изменения; более ранние — в журнале очереди.', fontSize: 9 }]),
    ]),
    { text: `Отпечаток журнала в файле, SHA-256: ${logSha256}`, fontSize: 8, margin: [0, 10, 0, 0] },
    { text: seal, fontSize: 8, margin: [0, 4, 0, 0] },
  ],
});

const lineOf = ({ at, status, kind, ground, comment, by, who: side }: LogEvent): [string, string, string] => [
  moment(at),
  [status ? statusWords[status as 'draft'][0] : (kinds[kind] ?? kind), ground && (grounds[ground] ?? ground), comment]
    .filter(Boolean)
    .join('; '),
  by ? `${who[side]}: ${by}` : who[side],
];

async function caseOf(id: string, readable: ReturnType<typeof part>) {
  const [view] = await viewsOf(readable, { limit: 1 });
  if (!view?.filedAt || !view.number) throw notFound('Заявление не найдено');
  const log = await caseLogOf(id, view.number);
  const lists = [];
  for (const { organisationId, organisation, position, of } of await positionsOf(id)) {
    const { moves, isWhole } = await movesSince(id, organisationId, view.filedAt);
    lists.push({ organisation, place: `${position} из ${of}`, moves: [...moves].reverse().map(told), isWhole });
  }
  const text = sealedText(log);
  const history = log.events.map(lineOf);
  const data = { facts: factsOf(view), lists, history, logSha256: text.digest, seal: await sealLine() };
  return { view, data, text };
}

const access = { permission: 'kindergarten.read-queue', within: 'reach' } as const;
const readable = (id: string) =>
  part`a.id = ${id} AND a.status <> 'draft' AND ${applicationsIn('kindergarten.read-queue')}`;

const issueCase = route({
  method: 'POST',
  path: '/applications/{id}/case',
  access,
  summary: 'The whole log of an application as a numbered document that is checked by its code',
  params: z.object({ id: z.uuid() }),
  idempotent: true,
  reply: z.object({ id: z.string(), number: z.string(), sha256: z.string(), logSha256: z.string() }),
  handler: async ({ params: { id } }) => {
    const { view, data, text } = await caseOf(id, readable(id));
    const issued = await issueDocument(applicationCase, data, {
      ...{ plugin: 'kindergarten', type: 'application', id, personId: view.childId },
      issuer: await issuerOf(view.municipalityId),
    });
    await keepLog(issued.id, id, text);
    return { id: issued.id, number: issued.number, sha256: issued.sha256, logSha256: text.digest };
  },
});

const params = z.object({ id: z.uuid(), document: z.uuid() });

async function refuseForeign(id: string) {
  const [found] = await sql`SELECT 1 AS one FROM kindergarten.applications a WHERE ${readable(id)}`;
  if (!found) throw notFound('Заявление не найдено');
}

const sendCase = route({
  method: 'GET',
  path: '/applications/{id}/case/{document}',
  access,
  summary: 'The PDF of the log; the reading is recorded',
  params,
  database: false,
  handler: ({ params: { id, document }, h }) =>
    inTransaction({}, async () => {
      await refuseForeign(id);
      return sendDocument(h, document, { plugin: 'kindergarten', type: 'application', id });
    }),
});

const sendLog = route({
  method: 'POST',
  path: '/applications/{id}/case/{document}/log',
  access,
  summary: 'The events as a file whose SHA-256 the PDF names',
  params,
  handler: async ({ params: { id, document }, h }) => {
    await refuseForeign(id);
    const kept = await keptLog(document, id);
    if (!kept) throw notFound('Документ не найден');
    const [view] = await viewsOf(readable(id), { limit: 1 });
    const object = { type: 'application', id, ...(view && { personId: view.childId }) };
    await audit('kindergarten.case-log-exported', object, { document, sha256: kept.sha256 });
    return asDownload(h.response(kept.content), `Журнал ${view?.number ?? id}.json`, 'application/json; charset=utf-8');
  },
});

export const caseRoutes = [issueCase, sendCase, sendLog];
