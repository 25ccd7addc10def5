import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import { notify } from '../../../core/notices/notify';
import { IncidentInput, openIncident } from '../../../core/privacy/incidents';
import type { Making } from '../call';
import { pdf } from '../../../core/agreements/test/builders';
import { form } from '../../../core/testing/form';
import type { Ground } from '../ground';
import { aUser, type User } from '../people';
import { published } from './agreements';

const question = {
  kind: 'fault',
  subsystem: 'school',
  subject: 'Не сохраняется карточка',
  text: 'Нажимаю «Сохранить», и ничего не происходит.',
};
const fromOutside = {
  subject: 'Где результаты',
  text: 'Когда появятся результаты экзамена?',
  address: 'guest@example.org',
};
const wish = { kind: 'correction', text: 'В моей карточке неверно указана должность: исправьте, пожалуйста.' };
const words = { text: 'Проверьте, пожалуйста, ещё раз' };

const post = async ({ call }: User, url: string, payload: object = {}) =>
  (await call(url, { method: 'POST', payload })).body as { id: string };

/** A question that the teacher has asked. */
const aTicket = async ({ users }: Ground) => ({
  params: { id: (await post(users.teacher, '/api/support/tickets', question)).id },
});
const theTicket = (ground: Ground) => ground.once('ticket', () => aTicket(ground));
// Its own one, because what has been answered is not taken on.
const ticketToTake = (ground: Ground) => ground.once('ticket to take', () => aTicket(ground));

/** Answered, so that the desk too may end it. */
async function anAnsweredTicket(ground: Ground) {
  const ticket = await aTicket(ground);
  await post(ground.users.operator, `/api/support/tickets/${ticket.params.id}/answer`, words);
  return ticket;
}

const attachment = () => form({}, { name: 'снимок.pdf', content: pdf('снимок') });

async function anAttachment(ground: Ground) {
  const { params } = await theTicket(ground);
  const url = `/api/support/tickets/${params.id}/files`;
  const { body } = await ground.users.teacher.call(url, attachment());
  return { params: { ...params, file: (body as { id: string }).id } };
}

const aProposal = ({ work, users: { operator } }: Ground) =>
  work(async () => {
    const [row] = await sql<{ id: string }>`INSERT INTO core.proposals (subsystem, title, text, author_id)
      VALUES ('school', 'Показать замены', 'Показывать замены уроков на первой странице.', ${operator.id}) RETURNING id`;
    return { params: { id: row?.id ?? '' } };
  });

const noPassWaits = () =>
  sql`UPDATE core.retention_passes SET state = 'cancelled', ended_at = now() WHERE state IN ('waiting', 'running')`;

const aPass = ({ work }: Ground) =>
  work(async () => {
    await noPassWaits();
    const [row] = await sql<{ id: string }>`INSERT INTO core.retention_passes (kind) VALUES ('preview') RETURNING id`;
    return { params: { id: row?.id ?? '' } };
  });

const aHoldOn = (personId: string) => ({ personId, ground: 'Запрос суда № 12 от 01.09.2026', until: '2030-01-01' });

async function aHold({ users: { operator }, pupil }: Ground) {
  const { body } = await operator.call('/api/privacy/holds', { method: 'POST', payload: aHoldOn(pupil) });
  return { params: { id: (body as { id: string }[])[0]?.id ?? '' } };
}

/** A request about personal data by somebody of the school; each has a few at once. */
async function aRequest({ aColleague }: Ground) {
  return { params: { id: (await post(await aColleague(), '/api/privacy/own/requests', wish)).id } };
}

const incident = () =>
  IncidentInput.parse({
    title: 'Выгрузка отправлена не тому участнику',
    discoveredAt: '2026-01-20T09:00:00+05:00',
    categories: ['ФИО'],
    subjects: 31,
  });
const anIncident = async ({ work }: Ground) => ({ params: { id: (await work(() => openIncident(incident()))).id } });

/** A letter that names somebody's address: it waits in the outbox. Gives whose it is, too. */
async function aLetter({ test, users: { operator } }: Ground) {
  const user = await aUser(test);
  await post(user, '/api/notices/own/address', { address: `${user.login}@example.org` });
  const { body } = await operator.call('/api/notices/mails');
  const [newest] = (body as { items: { id: string }[] }).items;
  return { user, params: { id: newest?.id ?? '' } };
}

const aFailedLetter = async (ground: Ground) => {
  const { params } = await aLetter(ground);
  await ground.work(() => sql`UPDATE core.mails SET state = 'failed' WHERE id = ${params.id}`);
  return { params };
};

async function aProposedAddress(ground: Ground) {
  const { user, params } = await aLetter(ground);
  const letter = await ground.users.operator.call(`/api/notices/mails/${params.id}/read`, { method: 'POST' });
  const [code = ''] = /\b\d{6}\b/.exec((letter.body as { text: string }).text) ?? [];
  return { by: user.call, payload: { code } };
}

const aNotice = ({ work, users: { teacher } }: Ground) =>
  work(async () => {
    const title = `Ответ на обращение ${randomUUID()}`;
    await notify({ accountIds: [teacher.id], kind: 'support.answered', title });
    return title;
  });

const subscription = () => ({
  endpoint: `https://fcm.googleapis.com/fcm/send/${randomUUID()}`,
  keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
});

/** A device on which the teacher is told. */
async function aDevice({ users: { teacher } }: Ground) {
  const answer = await teacher.call('/api/notices/own/devices', { method: 'POST', payload: subscription() });
  const [newest] = (answer.body as { devices: { id: string }[] }).devices;
  return newest?.id ?? '';
}

export const deskCalls: Record<string, Making> = {
  'POST /api/support/tickets': async ({ test }) => ({ by: (await aUser(test)).call, payload: question }),
  'GET /api/support/own/tickets': async (ground) => ({ record: (await theTicket(ground)).params.id }),
  'POST /api/support/tickets/{id}/read': theTicket,
  'POST /api/support/tickets/{id}/reply': async (ground) => ({ ...(await theTicket(ground)), payload: words }),
  'POST /api/support/tickets/{id}/close': anAnsweredTicket,
  'POST /api/support/tickets/{id}/files': async (ground) => ({ ...(await theTicket(ground)), ...attachment() }),
  'GET /api/support/tickets/{id}/files/{file}': (ground) => ground.once('attachment', () => anAttachment(ground)),
  'POST /api/support/queue': async (ground) => ({ payload: {}, record: (await theTicket(ground)).params.id }),
  'POST /api/support/tickets/{id}/answer': async (ground) => ({ ...(await theTicket(ground)), payload: words }),
  'POST /api/support/tickets/{id}/take': ticketToTake,
  'POST /api/support/tickets/{id}/transfer': async (ground) => ({
    ...(await ticketToTake(ground)),
    payload: { bodyId: 'operator' },
  }),
  'POST /api/support/questions': () => ({ payload: fromOutside }),
  'POST /ask': () => ({ payload: fromOutside }),
  'POST /api/support/own/readings/{id}/confirm': (ground) => published(ground),
  'GET /api/support/proposals': async (ground) => ({
    record: (await ground.once('proposal', () => aProposal(ground))).params.id,
  }),
  'POST /api/support/proposals': () => ({
    payload: { subsystem: 'school', title: 'Показать замены', text: 'Показывать замены уроков на первой странице.' },
  }),
  'POST /api/support/proposals/{id}/decide': async (ground) => ({
    ...(await aProposal(ground)),
    payload: { state: 'considered', answer: 'Рассмотрим в этом году', version: 1 },
  }),

  'POST /api/privacy/own/archive': async ({ test }) => ({ by: (await aUser(test)).call }),
  'GET /api/privacy/own/requests': async (ground) => {
    const make = () => post(ground.users.teacher, '/api/privacy/own/requests', wish);
    return { record: (await ground.once('own request', make)).id };
  },
  'POST /api/privacy/own/requests': async ({ test }) => ({ by: (await aUser(test)).call, payload: wish }),
  'POST /api/privacy/requests/search': async (ground) => ({
    payload: { state: 'waiting' },
    record: (await ground.once('request', () => aRequest(ground))).params.id,
  }),
  'POST /api/privacy/requests/{id}/answer': async (ground) => ({
    ...(await aRequest(ground)),
    payload: { state: 'done', answer: 'Должность исправлена, спасибо.' },
  }),
  'PUT /api/privacy/retention/{id}': () => ({
    params: { id: 'access.dismissed' },
    payload: { holdBecause: null },
  }),
  'GET /api/privacy/holds': async (ground) => ({ record: (await ground.once('hold', () => aHold(ground))).params.id }),
  'POST /api/privacy/holds': ({ pupil }) => ({ payload: aHoldOn(pupil) }),
  'POST /api/privacy/holds/{id}/lift': async (ground) => ({
    ...(await aHold(ground)),
    payload: { reason: 'Суд отозвал запрос' },
  }),
  'POST /api/privacy/retention/passes': async ({ work }) => {
    await work(noPassWaits);
    return { payload: { kind: 'preview' } };
  },
  'POST /api/privacy/retention/passes/{id}/cancel': aPass,
  'POST /api/privacy/retention/passes/{id}/persons': aPass,
  'POST /api/privacy/incidents': () => ({ payload: incident() }),
  'PUT /api/privacy/incidents/{id}': async (ground) => ({
    ...(await anIncident(ground)),
    payload: { version: 1, incident: { ...incident(), cause: 'Ошибка адреса' } },
  }),
  'GET /api/privacy/incidents/{id}/notices/{which}': async (ground) => {
    const { params } = await ground.once('incident', () => anIncident(ground));
    return { params: { ...params, which: 'first' } };
  },
  'POST /api/privacy/incidents/{id}/notices/{which}': async (ground) => {
    const { params } = await anIncident(ground);
    return { params: { ...params, which: 'first' } };
  },
  'POST /api/privacy/incidents/{id}/notices/{which}/document': async (ground) => {
    const { params } = await anIncident(ground);
    return { params: { ...params, which: 'first' }, headers: { 'idempotency-key': crypto.randomUUID() } };
  },
  'POST /api/privacy/seen-between': () => ({ payload: { from: '2026-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' } }),

  'GET /api/notices/own': async (ground) => ({ record: await ground.once('notice', () => aNotice(ground)) }),
  'POST /api/notices/own/read': async ({ test }) => ({ by: (await aUser(test)).call, payload: {} }),
  'PUT /api/notices/own/settings': async ({ test }) => ({
    by: (await aUser(test)).call,
    payload: { quietFrom: '22:00', quietTo: '07:00', language: 'ru', noApp: [], noMail: [] },
  }),
  'POST /api/notices/own/address': async ({ test }) => ({
    by: (await aUser(test)).call,
    payload: { address: 'somebody@example.org' },
  }),
  'POST /api/notices/own/address/confirm': aProposedAddress,
  'GET /api/notices/own/devices': async (ground) => ({ record: await ground.once('device', () => aDevice(ground)) }),
  'POST /api/notices/own/devices': async ({ test }) => ({ by: (await aUser(test)).call, payload: subscription() }),
  'DELETE /api/notices/own/devices/{id}': async (ground) => ({ params: { id: await aDevice(ground) } }),
  'POST /api/notices/mails/{id}/read': async (ground) => ({ params: (await aLetter(ground)).params }),
  'POST /api/notices/mails/{id}/retry': aFailedLetter,
};
