import { z } from 'zod';
import { childrenOf, conflict, me, ownPersonId, part, peopleBrief, route, todayHere } from '@regiso/core';
import {
  ApplicationView,
  Day,
  HistoryLine,
  MoveView,
  NewApplication,
  NewPrivilege,
  OwnRules,
  PositionView,
  Wishes,
} from '../../shared';
import { fullName, historyOf, ownApplication, readApplication } from '../services/applications';
import { acceptOffer, declineOffer } from '../services/directions';
import { changeWishes, draftFor, moveApplication, send } from '../services/file';
import { movesSince } from '../services/moves';
import { ownList, showAnew } from '../services/own-list';
import { claimPrivilege } from '../services/privileges';
import { positionsOf } from '../services/queue';
import { rulesOn } from '../services/rules';
import { attendedBy } from '../services/stays';
import { take } from '../services/step';

const access = { signedIn: 'Заявления за собственных детей' };
const params = z.object({ id: z.uuid() });
const own = () => part`${me().accountId}::uuid = ANY (a.accounts)`;

const listOwn = route({
  method: 'GET',
  path: '/own/applications',
  access,
  summary: 'Applications of one’s children, drafts too',
  database: false,
  reply: z.array(ApplicationView),
  handler: async ({ request, h }) => {
    const { list, packed } = await ownList();
    if (!packed || request.info.acceptEncoding !== 'gzip') return list;
    const answer = h.response(packed).type('application/json; charset=utf-8').vary('accept-encoding');
    return answer.header('content-encoding', 'gzip');
  },
});

const ownChildren = route({
  method: 'GET',
  path: '/own/children',
  access,
  summary: 'Children for whom the signed-in guardian may apply',
  reply: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      birthDate: z.string().nullable(),
      /** Where the child attends: an application then asks for a transfer. */
      attends: z.object({ organisationId: z.string(), organisation: z.string(), group: z.string() }).nullable(),
    }),
  ),
  handler: async () => {
    const guardian = await ownPersonId();
    const wards = guardian ? (await childrenOf(guardian)).filter(({ may }) => may.includes('apply')) : [];
    const people = await peopleBrief(
      wards.map(({ childId }) => childId),
      ['surname', 'name', 'patronymic', 'birthDate'],
    );
    const stays = await attendedBy([...people.keys()]);
    return [...people].map(([asked, one]) => {
      const { organisationId, organisation, group } = stays.get(asked) ?? {};
      const attends = organisationId ? { organisationId, organisation, group } : null;
      return { id: one.id, name: fullName(one), birthDate: one.birthDate, attends };
    });
  },
});

const readOwn = route({
  method: 'GET',
  path: '/own/applications/{id}',
  access,
  recorded: true,
  summary:
    'The five facts of an application: number and time, states with grounds, places in the lists, direction, enrolment',
  params,
  reply: z.object({
    application: ApplicationView,
    history: z.array(HistoryLine),
    positions: z.array(PositionView),
    rules: OwnRules,
  }),
  handler: async ({ params: { id } }) => {
    const application = await readApplication(part`a.id = ${id} AND ${own()}`);
    const { act, verified, rules } = await rulesOn(application.municipalityId, todayHere());
    const { answerDays, documentsDays, declineKeepsTime } = rules;
    return {
      application,
      history: await historyOf(id),
      positions: await positionsOf(id),
      rules: { act, verified, answerDays, documentsDays, declineKeepsTime },
    };
  },
});

const ownMoves = route({
  method: 'GET',
  path: '/own/applications/{id}/moves/{organisation}',
  access,
  recorded: true,
  summary: 'Why the place in a list has changed since a moment',
  params: params.extend({ organisation: z.uuid() }),
  query: z.strictObject({ since: z.iso.datetime({ offset: true }) }),
  reply: z.object({ moves: z.array(MoveView), isWhole: z.boolean() }),
  handler: async ({ params: { id, organisation }, query: { since } }) => {
    await readApplication(part`a.id = ${id} AND ${own()}`);
    return movesSince(id, organisation, since);
  },
});

const draft = route({
  method: 'POST',
  path: '/own/applications',
  access,
  summary: 'Begin an application; it is kept as a draft until it is sent',
  payload: NewApplication,
  idempotent: true,
  reply: z.object({ id: z.string() }),
  handler: async ({ payload }) => ({ id: await draftFor(payload) }),
});

const change = route({
  method: 'PUT',
  path: '/own/applications/{id}/wishes',
  access,
  summary: 'Change kindergartens, their order, the day or the group; the time of filing stays',
  params,
  payload: Wishes,
  reply: ApplicationView,
  handler: async ({ params: { id }, payload }) => {
    await changeWishes(await ownApplication(id), payload, 'guardian');
    return readApplication(part`a.id = ${id} AND ${own()}`);
  },
});

const move = route({
  method: 'POST',
  path: '/own/applications/{id}/move',
  idempotent: 'if-asked',
  access,
  summary: 'The family moves: the application goes on in another municipality, by the rule of its act about the time',
  params,
  payload: Wishes,
  reply: ApplicationView,
  handler: async ({ params: { id }, payload }) => {
    await moveApplication(await ownApplication(id), payload, 'guardian');
    return readApplication(part`a.id = ${id} AND ${own()}`);
  },
});

const sendOwn = route({
  method: 'POST',
  path: '/own/applications/{id}/send',
  access,
  summary: 'Send an application: gives its number and the time at which it was received, the same when sent again',
  params,
  unaudited: 'Отправленное второй раз ничего не меняет; первое записано',
  reply: z.object({ number: z.string(), receivedAt: z.string() }),
  handler: ({ params: { id } }) => send(id),
});

const withdraw = route({
  method: 'POST',
  path: '/own/applications/{id}/withdraw',
  access,
  summary: 'Take an application back',
  params,
  reply: ApplicationView,
  handler: async ({ params: { id } }) => {
    const application = await ownApplication(id);
    if (application.status === 'offered' || application.status === 'directed')
      throw conflict('Сначала откажитесь от предложенного места');
    await take(application, { to: 'withdrawn', who: 'guardian' });
    return readApplication(part`a.id = ${id} AND ${own()}`);
  },
});

const claim = route({
  method: 'POST',
  path: '/own/applications/{id}/privileges',
  idempotent: 'if-asked',
  access,
  summary: 'Claim a privilege; the place changes once the document has been seen',
  params,
  payload: NewPrivilege,
  reply: z.object({ id: z.string() }),
  handler: async ({ params: { id }, payload }) => ({
    id: await claimPrivilege(await ownApplication(id), payload, 'guardian'),
  }),
});

const answer = route({
  method: 'POST',
  path: '/own/applications/{id}/answer',
  idempotent: 'if-asked',
  access,
  summary: 'Accept an offered place or refuse it with a reason',
  params,
  payload: z.discriminatedUnion('accept', [
    z.strictObject({ accept: z.literal(true) }),
    z.strictObject({
      accept: z.literal(false),
      reason: z.string().trim().min(3, 'Напишите, почему место не подходит').max(300),
      desiredOn: Day.optional(),
    }),
  ]),
  reply: ApplicationView,
  handler: async ({ params: { id }, payload }) => {
    const application = await ownApplication(id);
    if (payload.accept) await acceptOffer(application);
    else await declineOffer(application, payload.reason, payload.desiredOn);
    return readApplication(part`a.id = ${id} AND ${own()}`);
  },
});

/** Who has written sees it at once, without waiting to hear of it from the database. */
const showingAnew = <R extends ReturnType<typeof route>>(one: R): R =>
  one.method === 'GET'
    ? one
    : {
        ...one,
        handler: (input) => {
          showAnew();
          return one.handler(input);
        },
      };

export const ownRoutes = [
  listOwn,
  ownChildren,
  readOwn,
  ownMoves,
  draft,
  change,
  move,
  sendOwn,
  withdraw,
  claim,
  answer,
].map(showingAnew);
