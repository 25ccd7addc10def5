import { createHash, randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import { aParticipant, anAgreement, anOrganisation, dayFrom } from '../../../core/access/test/people';
import { keepAgreementFile } from '../../../core/agreements/agreement-files';
import { draftAgreement, signAgreement } from '../../../core/agreements/agreements';
import { suspendParticipant } from '../../../core/agreements/suspension';
import { AgreementInput } from '../../../core/agreements/words';
import type { Making } from '../call';
import { pdf } from '../../../core/agreements/test/builders';
import { form } from '../../../core/testing/form';
import type { Ground } from '../ground';
import { aGrant } from '../people';

const reason = { reason: 'Приказ № 12' };
const here = ({ school }: Ground) => ({ params: { id: school.participantId } });

const aDraft = async ({ work, school }: Ground, given: object = {}) => {
  const { id } = await work(() => draftAgreement(school.participantId, AgreementInput.parse(anAgreement(given))));
  return { params: { id } };
};

/** A second agreement of the school: nobody's rights end with it. */
async function aSigned(ground: Ground, given: object = {}) {
  const draft = await aDraft(ground, given);
  await ground.work(() => signAgreement(draft.params.id, 1));
  return draft;
}

/** Another participant of the municipality: the school itself must go on working. */
const aNeighbour = async ({ work }: Ground) => ({ params: { id: await work(() => aParticipant({}, 'ishim-city')) } });

async function withFile(ground: Ground) {
  const { params } = await aSigned(ground);
  const bytes = pdf('соглашение');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { fileName: 'соглашение.pdf', mediaType: 'application/pdf', size: bytes.length, sha256, bytes };
  await ground.work(() => keepAgreementFile(params.id, 2, file));
  return { params };
}

/** Published rules, of a series of their own. */
export async function published({ users }: Ground) {
  const { body } = await users.operator.call('/api/agreements/documents', rules());
  return { params: { id: (body as { id: string }).id } };
}

const rules = () =>
  form(
    { kind: 'rules', title: `Правила ${randomUUID()}`, effectiveOn: dayFrom(-1) },
    { name: 'правила.pdf', content: pdf('правила') },
  );

/** The card of an agreement of the school, as the operator issues it; gives the id of the document. */
async function anIssuedCard(ground: Ground) {
  const { params } = await aSigned(ground);
  const headers = { 'idempotency-key': randomUUID() };
  const address = `/api/agreements/agreements/${params.id}/card`;
  const { body } = await ground.users.operator.call(address, { method: 'POST', payload: {}, headers });
  return { params: { id: (body as { id: string }).id } };
}

export const agreementCalls: Record<string, Making> = {
  'GET /api/agreements/participants': ({ school }) => ({ query: { limit: '200' }, record: school.participantId }),
  'GET /api/agreements/participants/{id}': here,
  'POST /api/agreements/participants': async ({ work }) => ({
    payload: { participant: { organisationId: await work(() => anOrganisation()) } },
  }),
  'POST /api/agreements/participants/{id}/agreements': (ground) => ({ ...here(ground), payload: anAgreement() }),
  'PUT /api/agreements/drafts/{id}': async (ground) => ({
    ...(await aDraft(ground)),
    payload: { version: 1, agreement: anAgreement() },
  }),
  'POST /api/agreements/drafts/{id}/sign': async (ground) => ({ ...(await aDraft(ground)), payload: { version: 1 } }),
  'POST /api/agreements/agreements/{id}/terminate': async (ground) => ({
    ...(await aSigned(ground)),
    payload: { ...reason, version: 2, on: dayFrom(-1) },
  }),
  'POST /api/agreements/participants/{id}/suspend': async (ground) => ({
    ...(await aNeighbour(ground)),
    payload: { ...reason, version: 1 },
  }),
  'POST /api/agreements/participants/{id}/resume': async (ground) => {
    const neighbour = await aNeighbour(ground);
    await ground.work(() => suspendParticipant(neighbour.params.id, 1, reason.reason));
    return { ...neighbour, payload: { ...reason, version: 2 } };
  },
  'GET /api/agreements/ending': async (ground) => {
    // Of a part that no other agreement of the school goes on with.
    const subsystems = ['school', 'extracurricular'];
    await ground.once('ending', () => aSigned(ground, { endsOn: dayFrom(20), subsystems }));
    return { record: ground.school.participantId };
  },
  'GET /api/agreements/agreements/{id}/file': (ground) => ground.once('signed file', () => withFile(ground)),
  'POST /api/agreements/agreements/{id}/file': async (ground) => ({
    ...(await aSigned(ground)),
    ...form({ version: '2' }, { name: 'скан.pdf', content: pdf('подписано') }),
  }),
  'POST /api/agreements/agreements/{id}/card': async (ground) => ({
    ...(await aSigned(ground)),
    headers: { 'idempotency-key': randomUUID() },
  }),
  'GET /api/agreements/participants/{id}/confirmations': here,
  'POST /api/agreements/participants/{id}/confirmations': async (ground) => {
    const { id } = await ground.aColleague();
    const { participantId } = ground.school;
    await ground.work(() => aGrant(id, { role: 'teacher', subsystem: 'school', scope: 'participant', participantId }));
    return { ...here(ground), payload: { kind: 'job-regulations', accountId: id, ground: 'Приказ № 5' } };
  },
  'GET /api/agreements/documents/{id}/file': (ground) => ground.once('published', () => published(ground)),
  'POST /api/agreements/documents': () => rules(),
  'POST /api/agreements/documents/{id}/withdraw': async (ground) => ({ ...(await published(ground)), payload: reason }),

  'GET /api/documents/issued': async (ground) => ({
    record: (await ground.once('issued', () => anIssuedCard(ground))).params.id,
  }),
  'GET /api/documents/issued/{id}/file': (ground) => ground.once('issued', () => anIssuedCard(ground)),
  'POST /api/documents/issued/{id}/revoke': async (ground) => ({ ...(await anIssuedCard(ground)), payload: reason }),
  'GET /check/{code}': async (ground) => {
    const { params } = await ground.once('issued', () => anIssuedCard(ground));
    return { params: { code: await withCode(ground, params.id) } };
  },
};

/** A copy of a document under a code that is known here: codes are kept nowhere. */
const withCode = ({ work }: Ground, id: string) =>
  work(async () => {
    const code = randomUUID().replaceAll('-', '');
    await sql`INSERT INTO core.documents SELECT (jsonb_populate_record(d, jsonb_build_object('id', uuidv7(), 'serial',
      (SELECT max(serial) + 1000 FROM core.documents), 'code_sha256',
      ${createHash('sha256').update(code).digest('hex')}::text))).* FROM core.documents d WHERE id = ${id}`;
    return code;
  });
