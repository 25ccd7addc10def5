import { sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { dayFrom } from '../../../../core/agreements/test/builders';
import { writePerson } from '../../../../core/people/test/builders';
import { recount } from '../services/queue';
import { aKindergarten, key } from './builders';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten', 'portal'] });
}, 120_000);
afterAll(() => test.stop());

const schoolYear = Number(dayFrom(0).slice(0, 4)) - (dayFrom(0).slice(5) < '09-01' ? 1 : 0);

/** Children who wait for a place in a kindergarten, written as the register would. */
async function waiting(organisationId: string, children: number, age: number) {
  for (let at = 0; at < children; at += 1) {
    const child = await writePerson({ birthDate: `${schoolYear - age}-03-01` });
    const number = `П-${organisationId.slice(-6)}-${at}`;
    const [row] = await sql<{
      id: string;
    }>`INSERT INTO kindergarten.applications (number, status, origin, municipality_id, child_id,
        pseudonym, guardian_id, cohort, received_at, filed_at, desired_on, orientation, regimes)
      SELECT ${number}, 'queued', 'desk', municipality_id, ${child}, gen_random_uuid(), ${child}, ${schoolYear - age}, now(), now(),
        ${dayFrom(-1)}, 'general', '{full}' FROM core.organisations WHERE id = ${organisationId} RETURNING id`;
    await sql`INSERT INTO kindergarten.choices (application_id, organisation_id, rank) VALUES (${row?.id}, ${organisationId}, 1)`;
  }
  await recount('everybody', 'queued');
}

it('tells the public free places and the queue by age, and hides small numbers of children (MUN-25, PUB-01)', async () => {
  const { organisationId, head } = await aKindergarten(test);
  const card = async (language = 'ru') =>
    (
      await test.call(`/organisations/${organisationId}`, {
        headers: { cookie: `regiso-language=${language}` },
      })
    ).text;
  expect(await card()).not.toContain('Свободные места');
  const payload = {
    ...{ organisationId, schoolYear, name: 'Ромашка', ageFrom: 3, ageTo: 3 },
    ...{ orientation: 'general', regime: 'full', areaM2: 40 },
  };
  const { body } = await head.call('/api/kindergarten/groups', { method: 'POST', payload, headers: key() });
  const announce = { method: 'POST', payload: { announced: true } };
  await head.call(`/api/kindergarten/groups/${(body as { id: string }).id}/announce`, announce);
  await eventually(async () => expect(await card()).toContain('3 года: свободных мест 20, в очереди 0'));

  await test.work(() => waiting(organisationId, 3, 3));
  await eventually(async () => expect(await card()).toContain('3 года: свободных мест 20, в очереди меньше 5'));
  await test.work(() => sql`DELETE FROM kindergarten.queue_entries WHERE age = 0`);
  expect(await card('en')).toContain('3 years: free places 20, waiting fewer than 5');
});

it('leaves the card standing when the lines cannot be read', async () => {
  const { organisationId } = await aKindergarten(test);
  await test.work(() => sql`ALTER TABLE kindergarten.queue_entries RENAME TO away`);
  const { status, text } = await test.call(`/organisations/${organisationId}`, { headers: { accept: 'text/html' } });
  await test.work(() => sql`ALTER TABLE kindergarten.away RENAME TO queue_entries`);
  expect([status, text.includes('Свободные места')]).toEqual([200, false]);
});
