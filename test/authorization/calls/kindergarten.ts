import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { addGuardian } from '../../../core/people/guardians';
import { writePerson } from '../../../core/people/test/builders';
import { acceptOffer, directByHand } from '../../../plugins/kindergarten/server/services/directions';
import { enrol, takeDocuments } from '../../../plugins/kindergarten/server/services/enrol';
import { addGroup } from '../../../plugins/kindergarten/server/services/groups';
import { applicationFor } from '../../../plugins/kindergarten/server/services/applications';
import { claimPrivilege } from '../../../plugins/kindergarten/server/services/privileges';
import { take } from '../../../plugins/kindergarten/server/services/step';
import type { NewGroup, Status } from '../../../plugins/kindergarten/shared';
import type { Call, Making } from '../call';
import { guardianOf, type Ground } from '../ground';

const at = '/api/kindergarten';
const schoolYear = Number(dayFrom(0).slice(0, 4)) - (dayFrom(0).slice(5) < '09-01' ? 1 : 0);
export const headers = () => ({ 'idempotency-key': randomUUID() });
const wishes = ({ kindergarten: { organisationId } }: Ground) => ({
  desiredOn: dayFrom(-1),
  choices: [{ organisationId }],
});

/** Asks as somebody and gives the id of what was made. */
export async function make(
  caller: Ground['callers'][keyof Ground['callers']],
  url: string,
  payload: object,
): Promise<string> {
  const { status, text, body } = await caller(`${at}${url}`, { method: 'POST', payload, headers: headers() });
  if (status >= 400) throw new Error(`${url}: ${text}`);
  return (body as { id?: string }).id ?? '';
}

// One stands for a hundred children at most: those made before are no longer theirs.
export const aChild = ({ work, pupil }: Ground, parent: string) =>
  work(async () => {
    await sql`UPDATE core.guardianships SET ends_on = current_date - 1
      WHERE guardian_id = ${parent} AND child_id <> ${pupil} AND ends_on > current_date`;
    const child = await writePerson({ birthDate: `${schoolYear - 3}-03-01` });
    await addGuardian(child, guardianOf(parent));
    return child;
  });

/** A draft of the guardian for another child of theirs. */
async function aDraft(ground: Ground) {
  const childId = await aChild(ground, ground.parent);
  const id = await make(ground.callers.guardian, '/own/applications', { childId, wishes: wishes(ground) });
  return { params: { id } };
}

/** An application that the guardian has sent. */
export async function aSentOne(ground: Ground) {
  const draft = await aDraft(ground);
  await make(ground.callers.guardian, `/own/applications/${draft.params.id}/send`, {});
  return draft;
}

async function aDeskPayload(ground: Ground) {
  const guardianId = await ground.work(() => writePerson({ birthDate: '1990-03-02' }));
  return { childId: await aChild(ground, guardianId), guardianId, wishes: wishes(ground) };
}

/** An application of another family, taken at the desk. */
export async function anApplication(ground: Ground) {
  const id = await make(ground.callers.municipal, '/applications', await aDeskPayload(ground));
  return { params: { id } };
}

export const found = (id: string) => applicationFor('kindergarten.keep-queue', id);

export const goOn = ({ work }: Ground, id: string, steps: readonly Status[]) =>
  work(async () => {
    for (const to of steps) await take(await found(id), { to, who: 'staff' });
  });

async function queued(ground: Ground, made: (ground: Ground) => Promise<{ params: { id: string } }>) {
  const application = await made(ground);
  await goOn(ground, application.params.id, ['received', 'queued']);
  return application;
}

const aGroupPayload = ({ kindergarten: { organisationId } }: Ground): NewGroup => ({
  ...{ organisationId, schoolYear, name: `Группа ${randomUUID()}`, ageFrom: 3, ageTo: 3, areaM2: 50 },
  ...{ orientation: 'general', regime: 'full', language: 'ru', ownLimit: null, ownLimitGround: null },
});
export const aGroup = async (ground: Ground) => ({
  params: { id: await ground.work(() => addGroup(aGroupPayload(ground))) },
});

/** A place of a new group, offered to whom an application stands for; gives the direction. */
async function offered(ground: Ground, applicationId: string) {
  const { params } = await aGroup(ground);
  return ground.work(async () => {
    await directByHand(applicationId, params.id, 'Приказ № 44');
    const [row] = await sql<{ id: string }>`SELECT id FROM kindergarten.directions
      WHERE application_id = ${applicationId}`;
    return { id: row?.id ?? '', group: params.id };
  });
}

const contract = () => ({ number: 'Д-5', on: dayFrom(0), documents: ['Свидетельство о рождении'] });
const order = () => ({ number: '17-к', on: dayFrom(0), startsOn: dayFrom(0) });

/** A child whose family has agreed to the place. */
async function aDirected(ground: Ground) {
  const { params } = await queued(ground, anApplication);
  const direction = await offered(ground, params.id);
  await ground.work(async () => acceptOffer(await found(params.id)));
  return direction;
}

async function withDocuments(ground: Ground) {
  const direction = await aDirected(ground);
  await ground.work(() => takeDocuments(direction.id, contract()));
  return direction;
}

export async function aPupil(ground: Ground) {
  const { id, group } = await withDocuments(ground);
  return ground.work(async () => {
    await enrol([id], order());
    const [row] = await sql<{ id: string }>`SELECT id FROM kindergarten.pupils WHERE group_id = ${group}`;
    return { payload: { group }, record: row?.id ?? '' };
  });
}

const run = () => ({ municipalityId: 'ishim-city', on: dayFrom(5) });
const aRun = async ({ callers }: Ground) => ({ params: { id: await make(callers.municipal, '/runs', run()) } });

async function aProposedRun(ground: Ground): Promise<Call> {
  const { params } = await aRun(ground);
  await make(ground.secondOfficer.call, `/runs/${params.id}/propose`, {});
  return { params, headers: headers() };
}

async function aNumber(ground: Ground): Promise<Call> {
  const { params } = await anApplication(ground);
  const { number } = await ground.work(() => found(params.id));
  return { payload: { text: number }, record: params.id };
}

/** A paper about an application of another family. */
async function aPaper(ground: Ground, which: 'case' | 'explanation') {
  const { params } = await anApplication(ground);
  const document = await make(ground.callers.municipal, `/applications/${params.id}/${which}`, {});
  return { params: { ...params, document } };
}

export const kindergartenCalls: Record<string, Making> = {
  'GET /api/kindergarten/own/applications': async (ground) => {
    const { params } = await ground.once('own application', () => aSentOne(ground));
    return { record: params.id };
  },
  'GET /api/kindergarten/own/children': ({ pupil }) => ({ record: pupil }),
  'GET /api/kindergarten/own/applications/{id}': aSentOne,
  'GET /api/kindergarten/own/applications/{id}/moves/{organisation}': async (ground) => {
    const { params } = await queued(ground, aSentOne);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    return { params: { ...params, organisation: ground.kindergarten.organisationId }, query: { since } };
  },
  'POST /api/kindergarten/own/applications': async (ground) => ({
    payload: { childId: await aChild(ground, ground.parent), wishes: wishes(ground) },
    headers: headers(),
  }),
  'PUT /api/kindergarten/own/applications/{id}/wishes': async (ground) => ({
    ...(await aSentOne(ground)),
    payload: { ...wishes(ground), anywhere: true },
  }),
  'POST /api/kindergarten/own/applications/{id}/send': aDraft,
  'POST /api/kindergarten/own/applications/{id}/withdraw': aSentOne,
  'POST /api/kindergarten/own/applications/{id}/privileges': async (ground) => ({
    ...(await aSentOne(ground)),
    payload: { category: 'large-family', document: 'Удостоверение № 12' },
  }),
  'POST /api/kindergarten/own/applications/{id}/answer': async (ground) => {
    const { params } = await queued(ground, aSentOne);
    await offered(ground, params.id);
    return { params, payload: { accept: true } };
  },
  'POST /api/kindergarten/own/applications/{id}/receipt': async (ground) => ({
    ...(await aSentOne(ground)),
    headers: headers(),
  }),
  'GET /api/kindergarten/own/applications/{id}/receipt/{document}': async (ground) => {
    const { params } = await aSentOne(ground);
    const document = await make(ground.callers.guardian, `/own/applications/${params.id}/receipt`, {});
    return { params: { ...params, document } };
  },

  'POST /api/kindergarten/applications/search': aNumber,
  'GET /api/kindergarten/applications/{id}': anApplication,
  'POST /api/kindergarten/applications': async (ground) => ({
    payload: await aDeskPayload(ground),
    headers: headers(),
  }),
  'POST /api/kindergarten/applications/{id}/steps': async (ground) => {
    const { params } = await anApplication(ground);
    await goOn(ground, params.id, ['received']);
    return { params, payload: { to: 'queued' } };
  },
  'PUT /api/kindergarten/applications/{id}/wishes': async (ground) => ({
    ...(await anApplication(ground)),
    payload: wishes(ground),
  }),
  'POST /api/kindergarten/applications/{id}/privileges': async (ground) => ({
    ...(await anApplication(ground)),
    payload: { category: 'large-family', document: 'Удостоверение № 12' },
  }),
  'POST /api/kindergarten/privileges/{id}/decide': async (ground) => {
    const { params } = await anApplication(ground);
    const claimed = { category: 'large-family', document: 'Удостоверение № 12', validTo: null };
    const id = await ground.work(async () => claimPrivilege(await found(params.id), claimed, 'staff'));
    return { params: { id }, payload: { confirm: true, ground: 'Удостоверение предъявлено' } };
  },
  'POST /api/kindergarten/applications/{id}/case': async (ground) => ({
    ...(await anApplication(ground)),
    headers: headers(),
  }),
  'GET /api/kindergarten/applications/{id}/case/{document}': (ground) => aPaper(ground, 'case'),
  'POST /api/kindergarten/applications/{id}/case/{document}/log': (ground) => aPaper(ground, 'case'),
  'POST /api/kindergarten/applications/{id}/explanation': async (ground) => ({
    ...(await anApplication(ground)),
    payload: {},
    headers: headers(),
  }),
  'GET /api/kindergarten/applications/{id}/explanation/{document}': (ground) => aPaper(ground, 'explanation'),
  'POST /api/kindergarten/applications/{id}/direct': async (ground) => {
    const { params } = await queued(ground, anApplication);
    const { id: groupId } = (await aGroup(ground)).params;
    return { params, payload: { groupId, order: 'Приказ № 44' }, headers: headers() };
  },
  'GET /api/kindergarten/runs': async (ground) => ({ record: (await aRun(ground)).params.id }),
  'GET /api/kindergarten/run-municipalities': ({ users }) => ({ by: users.municipal.call }),
  'GET /api/kindergarten/runs/{id}': aRun,
  'POST /api/kindergarten/runs': () => ({ payload: run(), headers: headers() }),
  'POST /api/kindergarten/runs/{id}/what-if': async (ground) => ({ ...(await aRun(ground)), payload: { places: [] } }),
  'POST /api/kindergarten/runs/{id}/propose': aRun,
  'POST /api/kindergarten/runs/{id}/confirm': aProposedRun,
  'POST /api/kindergarten/runs/{id}/discard': aRun,
  'POST /api/kindergarten/runs/{id}/replay': aRun,

  'GET /api/kindergarten/groups': async (ground) => ({
    query: { organisation: ground.kindergarten.organisationId },
    record: (await ground.once('group', () => aGroup(ground))).params.id,
  }),
  'POST /api/kindergarten/groups': (ground) => ({ payload: aGroupPayload(ground), headers: headers() }),
  'POST /api/kindergarten/groups/{id}/announce': async (ground) => ({
    ...(await aGroup(ground)),
    payload: { announced: true },
  }),
  'POST /api/kindergarten/groups/{id}/quarantine': async (ground) => ({
    ...(await aGroup(ground)),
    payload: { until: dayFrom(7), ground: 'Ветряная оспа, приказ № 3' },
  }),
  'GET /api/kindergarten/directed': async (ground) => ({
    record: (await ground.once('directed', () => aDirected(ground))).id,
  }),
  'POST /api/kindergarten/directions/{id}/documents': async (ground) => ({
    params: { id: (await aDirected(ground)).id },
    payload: contract(),
  }),
  'POST /api/kindergarten/enrolments': async (ground) => ({
    payload: { directions: [(await withDocuments(ground)).id], ...order() },
    headers: headers(),
  }),
  'POST /api/kindergarten/pupils/search': (ground) => ground.once('attending', () => aPupil(ground)),
};
