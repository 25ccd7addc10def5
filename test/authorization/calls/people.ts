import { sql } from '@regiso/core';
import { aUser } from '../people';
import { indexOf } from '../../../core/access/identities';
import { requestMatch } from '../../../core/access/match-requests';
import { giveConsent } from '../../../core/people/consents';
import { cardsBeyond } from '../../../core/people/card';
import { addDocument, DocumentInput } from '../../../core/people/documents';
import { addGuardian } from '../../../core/people/guardians';
import { placeRequest } from '../../../core/people/matching';
import { MergeInput, mergePersons } from '../../../core/people/merge';
import { reportPair } from '../../../core/people/pairs';
import { aPerson, aSnils, writePerson } from '../../../core/people/test/builders';
import type { Making } from '../call';
import { guardianOf, type Ground } from '../ground';

const reason = 'Карточки заведены дважды при переводе';
const proof = { reason, documents: 'Свидетельство о рождении II-ФР № 765432' };
const paper = () => DocumentInput.parse({ kind: 'other', number: aSnils() });

/** A pupil of the school with a card of their own. */
const aPupil = ({ work, school: { organisationId } }: Ground) => work(() => writePerson({}, { organisationId }));
const one = async (ground: Ground) => ({ params: { id: await aPupil(ground) } });

const versionOf = async ({ work }: Ground, id: string) => (await work(() => cardsBeyond([id])))[0]?.version ?? '';

async function aGuardianship(ground: Ground) {
  const { params } = await one(ground);
  const item = await ground.work(() => addGuardian(params.id, guardianOf(ground.parent)));
  const [row] = await ground.work(
    () => sql<{ version: string }>`SELECT xmin::text AS version FROM core.guardianships WHERE id = ${item}`,
  );
  return { params: { ...params, item }, version: row?.version ?? '' };
}

const aConsent = async ({ work }: Ground, id: string) => {
  const [form] = await work(
    () => sql<{ purpose: string; version: number }>`SELECT purpose, max(version) AS version
      FROM core.consent_forms GROUP BY purpose ORDER BY purpose LIMIT 1`,
  );
  return { purpose: form?.purpose ?? '', version: form?.version ?? 0, givenBy: id, givenOn: '2026-01-15' };
};

async function twoPupils(ground: Ground) {
  return { firstId: await aPupil(ground), secondId: await aPupil(ground) };
}

async function toMerge(ground: Ground) {
  const { firstId, secondId } = await twoPupils(ground);
  const [survivorVersion, loserVersion] = [await versionOf(ground, firstId), await versionOf(ground, secondId)];
  return { survivorId: firstId, loserId: secondId, survivorVersion, loserVersion, ...proof };
}

async function aMerge(ground: Ground) {
  const input = MergeInput.parse(await toMerge(ground));
  return { params: { id: (await ground.work(() => mergePersons(input))).id } };
}

const placeOf = ({ school: { organisationId } }: Ground) => ({ organisationId, subsystem: 'school', role: 'pupil' });

/** Somebody who came by ESIA under another name than that of the pupil whose SNILS it is. */
async function aMatch({ work, school: { organisationId } }: Ground) {
  const snils = aSnils();
  const personId = await work(() => writePerson({ snils }, { organisationId }));
  const identity = { way: 'esia', issuer: 'https://esia.example', subject: snils, strong: false, snils };
  return work(async () => {
    await requestMatch({ ...identity, person: { surname: 'Иная', name: 'Зоя' } });
    const [row] = await sql<{
      id: string;
    }>`SELECT id FROM core.match_requests WHERE subject_index = ${indexOf(identity)}`;
    const id = row?.id ?? '';
    await placeRequest({ request: id });
    return { params: { id }, personId };
  });
}

async function aPair(ground: Ground) {
  const pair = await twoPupils(ground);
  await ground.work(() => reportPair(pair));
  return pair;
}

export const peopleCalls: Record<string, Making> = {
  'GET /api/people/places': async ({ work, school: { organisationId } }) => {
    const [row] = await work(
      () => sql<{ name: string }>`SELECT short_name AS name FROM core.organisations WHERE id = ${organisationId}`,
    );
    return { query: { text: row?.name ?? '' }, record: organisationId };
  },
  'POST /api/people/persons/search': async ({ work, pupil }) => {
    const [card] = await work(() => cardsBeyond([pupil]));
    return { payload: { name: `${card?.surname} ${card?.name}` }, record: pupil };
  },
  'GET /api/people/persons/{id}': ({ pupil }) => ({ params: { id: pupil } }),
  'POST /api/people/persons/candidates': async ({ work, pupil }) => {
    const [card] = await work(() => cardsBeyond([pupil]));
    const { surname, name, patronymic, birthDate } = card ?? {};
    return { payload: { surname, name, patronymic, birthDate }, record: pupil };
  },
  'POST /api/people/persons': (ground) => ({
    payload: { ...aPerson(), organisation: { ...placeOf(ground), startsOn: '2025-09-01' } },
  }),
  'PATCH /api/people/persons/{id}': async (ground) => {
    const { params } = await one(ground);
    return { params, payload: { version: await versionOf(ground, params.id), phone: '+7 900 000-00-00' } };
  },
  'POST /api/people/persons/{id}/organisations': async (ground) => ({
    ...(await one(ground)),
    payload: { ...placeOf(ground), role: 'member', startsOn: '2025-09-01' },
  }),
  'POST /api/people/persons/{id}/account': async (ground) => ({
    ...(await one(ground)),
    payload: { login: (await aUser(ground.test)).login },
  }),
  'POST /api/people/persons/{id}/entry-code': one,
  'POST /api/people/persons/{id}/seen': ({ pupil }) => ({ params: { id: pupil }, payload: {} }),
  'POST /api/people/persons/{id}/guardians': async (ground) => {
    const person = aPerson({ birthDate: '1980-04-04' });
    const input = { kind: 'parent', startsOn: '2020-01-01', ground: 'Свидетельство о рождении' };
    return { ...(await one(ground)), payload: { person, ...input } };
  },
  'PUT /api/people/persons/{id}/guardians/{item}/limits': async (ground) => {
    const { params, version } = await aGuardianship(ground);
    return { params, payload: { version, limits: ['pick-up'], limitGround: 'Решение суда № 2-41' } };
  },
  'POST /api/people/persons/{id}/guardians/{item}/end': async (ground) => {
    const { params } = await aGuardianship(ground);
    return { params, payload: { on: '2026-01-15', reason: 'Решение суда № 2-42' } };
  },
  'POST /api/people/persons/{id}/documents': async (ground) => ({ ...(await one(ground)), payload: paper() }),
  'DELETE /api/people/persons/{id}/documents/{item}': async (ground) => {
    const { params } = await one(ground);
    return { params: { ...params, item: await ground.work(() => addDocument(params.id, paper())) } };
  },
  'POST /api/people/consent-forms': () => ({
    payload: {
      purpose: 'photographs',
      title: 'Согласие на съёмку',
      titleEn: 'Consent to photographs',
      text: 'Согласен на размещение фотографий школьных событий на сайте школы.',
    },
  }),
  'POST /api/people/persons/{id}/consents': async (ground) => {
    const { params } = await one(ground);
    return { params, payload: await aConsent(ground, params.id) };
  },
  'POST /api/people/persons/{id}/consents/{item}/withdraw': async (ground) => {
    const { params } = await one(ground);
    const consent = await aConsent(ground, params.id);
    const item = await ground.work(() => giveConsent(params.id, consent));
    return { params: { ...params, item }, payload: { reason: 'Заявление родителя' } };
  },
  'GET /api/people/duplicates': async (ground) => {
    const { firstId } = await ground.once('pair', () => aPair(ground));
    return { query: { limit: '100' }, record: firstId };
  },
  'POST /api/people/duplicates': async (ground) => ({ payload: await twoPupils(ground) }),
  'POST /api/people/duplicates/different': async (ground) => ({ payload: { ...(await aPair(ground)), reason } }),
  'GET /api/people/match-requests': async (ground) => {
    const { params } = await ground.once('match', () => aMatch(ground));
    return { query: { limit: '100' }, record: params.id };
  },
  'POST /api/people/match-requests/{id}/link': async (ground) => {
    const { params, personId } = await aMatch(ground);
    return { params, payload: { personId, reason: 'Паспорт, свидетельство о браке' } };
  },
  'POST /api/people/match-requests/{id}/refuse': async (ground) => ({
    params: (await aMatch(ground)).params,
    payload: { reason: 'Паспорт на другое имя' },
  }),
  'POST /api/people/merges/compare': async (ground) => ({ payload: await twoPupils(ground) }),
  'POST /api/people/merges': async (ground) => ({ payload: await toMerge(ground) }),
  'GET /api/people/merges/{id}': (ground) => ground.once('merge', () => aMerge(ground)),
  'POST /api/people/merges/{id}/undo': async (ground) => ({
    ...(await aMerge(ground)),
    payload: { reason: 'Это двоюродные братья, свидетельства разные' },
  }),
  'GET /api/people/own/children': ({ pupil }) => ({ record: pupil }),
  'POST /api/people/own/children/{id}/seen': ({ pupil }) => ({ params: { id: pupil }, payload: {} }),
};
