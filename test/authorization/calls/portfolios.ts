import { sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { multipart, pdf } from '../../../core/files/test/samples';
import { addGuardian } from '../../../core/people/guardians';
import type { Making } from '../call';
import { guardianOf, type Ground } from '../ground';
import { headers } from './kindergarten';
import { aDiary, aLedClass } from './school';

const content = { kind: 'project', title: 'Модель моста', heldOn: dayFrom(-9), level: 'school' };

let sent = 0;
/** A document that nobody has sent yet. */
const aDocument = () => {
  sent += 1;
  const { payload, headers: of } = multipart('диплом.pdf', pdf(`диплом ${sent}`));
  return { payload, headers: of };
};

const written = (ground: Ground, person: string) =>
  ground.work(async () => {
    const [row] = await sql<{ id: string }>`INSERT INTO school.portfolio_items (person_id, kind, title, held_on, level)
      VALUES (${person}, ${content.kind}, ${content.title}, ${content.heldOn}, ${content.level}) RETURNING id`;
    return row?.id ?? '';
  });

/** An achievement of the pupil of the ground, whose guardian decides for the pupil. */
async function anItem(ground: Ground) {
  const { params } = await aDiary(ground);
  return { id: params.id, item: await written(ground, params.id) };
}

const ofItem: Making = async (ground) => ({ params: await anItem(ground) });

async function aFile(ground: Ground) {
  const params = await anItem(ground);
  const path = `/api/school/diaries/${params.id}/portfolio/items/${params.item}/files`;
  const { body } = await ground.users.guardian.call(path, { method: 'POST', ...aDocument() });
  return { params: { ...params, file: (body as { id: string }).id } };
}

const aLink = {
  ...{ validUntil: dayFrom(30), showsSurname: false, showsSchool: false, consent: 1 },
};

/** An achievement of the pupil of the class that the teacher leads. */
async function anItemOfLed(ground: Ground) {
  const { classId, children } = await ground.once('class of portfolios', () => aLedClass(ground));
  return { id: classId, item: await written(ground, children[0]?.personId ?? ''), person: children[0]?.personId ?? '' };
}

const ofLed: Making = async (ground) => {
  const { id, item } = await anItemOfLed(ground);
  return { params: { id, item } };
};

export const portfolioCalls: Record<string, Making> = {
  'GET /api/school/diaries/{id}/portfolio': async (ground) => ({ params: { id: (await aDiary(ground)).params.id } }),
  'POST /api/school/diaries/{id}/portfolio/items': async (ground) => {
    const { id } = (await aDiary(ground)).params;
    // A portfolio has its limit.
    await ground.work(() => sql`DELETE FROM school.portfolio_items WHERE person_id = ${id}`);
    return { params: { id }, payload: content, headers: headers() };
  },
  'PUT /api/school/diaries/{id}/portfolio/items/{item}': async (ground) => ({
    ...{ params: await anItem(ground), payload: { ...content, version: 1 } },
  }),
  'DELETE /api/school/diaries/{id}/portfolio/items/{item}': ofItem,
  'PUT /api/school/diaries/{id}/portfolio/items/{item}/visibility': async (ground) => ({
    ...{ params: await anItem(ground), payload: { isPublic: true } },
  }),
  'POST /api/school/diaries/{id}/portfolio/items/{item}/files': async (ground) => ({
    ...{ params: await anItem(ground), ...aDocument() },
  }),
  'DELETE /api/school/diaries/{id}/portfolio/items/{item}/files/{file}': aFile,
  'GET /api/school/diaries/{id}/portfolio/items/{item}/files/{file}': (ground) =>
    ground.once('document of a portfolio', () => aFile(ground)),
  'POST /api/school/diaries/{id}/portfolio/link': async (ground) => ({
    ...{ params: { id: (await aDiary(ground)).params.id }, payload: aLink },
  }),
  'DELETE /api/school/diaries/{id}/portfolio/link': async (ground) => {
    const { id } = (await aDiary(ground)).params;
    await ground.users.guardian.call(`/api/school/diaries/${id}/portfolio/link`, { method: 'POST', payload: aLink });
    return { params: { id } };
  },
  'GET /api/school/classes/{id}/portfolios': async (ground) => ({ params: { id: (await anItemOfLed(ground)).id } }),
  'POST /api/school/classes/{id}/portfolios/{item}/decide': async (ground) => ({
    ...(await ofLed(ground)),
    payload: { version: 1, isVerified: true },
  }),
  'GET /api/school/classes/{id}/portfolios/{item}/files/{file}': (ground) =>
    ground.once('document of a pupil of the class', async () => {
      const { id, item, person } = await anItemOfLed(ground);
      await ground.work(() => addGuardian(person, guardianOf(ground.parent)));
      const path = `/api/school/diaries/${person}/portfolio/items/${item}/files`;
      const { body } = await ground.users.guardian.call(path, { method: 'POST', ...aDocument() });
      return { params: { id, item, file: (body as { id: string }).id } };
    }),
  'GET /portfolio/{key}': async (ground) => {
    const { id } = (await aDiary(ground)).params;
    const path = `/api/school/diaries/${id}/portfolio/link`;
    const { body } = await ground.users.guardian.call(path, { method: 'POST', payload: aLink });
    return { params: { key: (body as { address: string }).address.split('/').at(-1) ?? '' } };
  },
};
