import { z } from 'zod';
import {
  documentTemplate,
  homeRegion,
  inTransaction,
  issueDocument,
  notFound,
  part,
  route,
  sendDocument,
  sql,
} from '@regiso/core';
import { HistoryLine } from '../../shared';
import { sha256 } from '../allocation/allocate';
import { applicationsIn, historyOf, viewsOf } from '../services/applications';
import { movesSince, type Move } from '../services/moves';
import { positionsOf } from '../services/queue';
import { statusWords } from '../services/step';

const Case = z.strictObject({
  facts: z.array(z.tuple([z.string(), z.string()])),
  lists: z.array(z.strictObject({ organisation: z.string(), place: z.string(), moves: z.array(z.string()) })),
  history: z.array(z.tuple([z.string(), z.string(), z.string()])),
  logSha256: z.string(),
});

/** The whole log of one application for a court, a prosecutor or a complaint: what happened, when, on what ground, and why the place is what it is. */
export const applicationCase = documentTemplate({
  id: 'kindergarten.case',
  title: 'Журнал событий заявления в детский сад',
  titleEn: 'Log of events of an application to a kindergarten',
  prefix: 'ЖЗ',
  data: Case,
  render: ({ facts, lists, history, logSha256 }) => [
    { layout: 'lightHorizontalLines', table: { widths: [150, '*'], body: facts } },
    { text: 'Место в очереди и что его изменило', bold: true, margin: [0, 14, 0, 4] },
    ...lists.flatMap(({ organisation, place, moves }) => [
      { text: `${organisation}: ${place}`, margin: [0, 4, 0, 0] },
      moves.length ? { ul: moves } : { text: 'Изменений не было' },
    ]),
    { text: 'События', bold: true, margin: [0, 14, 0, 4] },
    { layout: 'lightHorizontalLines', table: { widths: [110, '*', 70], body: history } },
    { text: `Отпечаток журнала, SHA-256: ${logSha256}`, fontSize: 8, margin: [0, 10, 0, 0] },
  ],
});

const moment = (at: string | Date) =>
  new Intl.DateTimeFormat('ru-RU', { dateStyle: 'short', timeStyle: 'medium', timeZone: homeRegion().timeZone }).format(
    new Date(at),
  );

const causes: Readonly<Record<string, string>> = {
  queued: 'поставлены на учёт',
  wishes: 'изменили пожелания',
  privilege: 'подтверждена или отклонена льгота',
  sibling: 'изменилось право брата или сестры',
  offered: 'получили предложение места',
  directed: 'направлены',
  declined: 'отказались от места и вернулись',
  withdrawn: 'отозвали заявление',
  frozen: 'приостановили заявление',
  'term-over': 'не ответили в срок и вернулись',
  nightly: 'ночной пересчёт: истекла льгота или изменилось право',
  age: 'перешли в другой возраст',
};
const who = { guardian: 'семья', staff: 'ведомство', system: 'система' } as const;

/** «+2: подтверждена льгота»: the effects of each cause together, so that the lines sum to the change of the place. */
function summed(moves: readonly Move[]): string[] {
  const sums = new Map<string, number>();
  for (const { cause, by, own } of moves) {
    const name = own ? 'само заявление' : (causes[cause] ?? cause);
    const key = `${by > 0 ? 'ниже' : 'выше'}|${name}`;
    sums.set(key, (sums.get(key) ?? 0) + by);
  }
  return [...sums]
    .filter(([, by]) => by !== 0)
    .map(([key, by]) => `${by > 0 ? '+' : '−'}${Math.abs(by)}: ${key.slice(key.indexOf('|') + 1)}`);
}

async function caseOf(id: string, readable: ReturnType<typeof part>) {
  const [view] = await viewsOf(readable, { limit: 1 });
  if (!view?.filedAt) throw notFound('Заявление не найдено');
  const history = z.array(HistoryLine).parse(JSON.parse(JSON.stringify(await historyOf(id))));
  const lists = [];
  for (const { organisationId, organisation, position, of } of await positionsOf(id)) {
    const { moves } = await movesSince(id, organisationId, view.filedAt);
    lists.push({ organisation, place: `${position} из ${of}`, moves: summed(moves) });
  }
  const lines = history.map((line): [string, string, string] => [
    moment(line.at),
    [line.status ? statusWords[line.status as 'draft'][0] : line.kind, line.ground, line.comment]
      .filter(Boolean)
      .join('; '),
    who[line.who],
  ]);
  const facts: [string, string][] = [
    ['Заявление', `№ ${view.number}`],
    ['Ребёнок', view.child],
    ['Заявитель', view.guardian],
    ['Подано', moment(view.filedAt)],
    ['Состояние', statusWords[view.status][0]],
    ['Желаемая дата', view.desiredOn.split('-').reverse().join('.')],
  ];
  return { view, data: { facts, lists, history: lines, logSha256: sha256(JSON.stringify(history)) } };
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
  reply: z.object({ id: z.string(), number: z.string() }),
  handler: async ({ params: { id } }) => {
    const { view, data } = await caseOf(id, readable(id));
    const [body] = await sql<{
      name: string;
    }>`SELECT short_name AS name FROM core.municipalities WHERE id = ${view.municipalityId}`;
    const subject = { plugin: 'kindergarten', type: 'application', id, personId: view.childId };
    const { id: document, number } = await issueDocument(applicationCase, data, {
      ...subject,
      issuer: body?.name ?? '',
    });
    return { id: document, number };
  },
});

const sendCase = route({
  method: 'GET',
  path: '/applications/{id}/case/{document}',
  access,
  summary: 'The PDF of the log; the reading is recorded',
  params: z.object({ id: z.uuid(), document: z.uuid() }),
  database: false,
  handler: ({ params: { id, document }, h }) =>
    inTransaction({}, async () => {
      const [found] = await sql`SELECT 1 AS one FROM kindergarten.applications a WHERE ${readable(id)}`;
      if (!found) throw notFound('Заявление не найдено');
      return sendDocument(h, document, { plugin: 'kindergarten', type: 'application', id });
    }),
});

export const caseRoutes = [issueCase, sendCase];
