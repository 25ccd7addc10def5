import { createHash } from 'node:crypto';
import { sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { settled } from '../../../../core/audit/test/settled';
import { checkProof, makeProof } from '../../../../core/audit/prove';
import { sealAll } from '../../../../core/audit/seal';
import { viewsOf } from '../services/applications';
import type { CaseLog } from '../services/case-log';
import { explainPlace } from '../services/explain-place';
import { part } from '@regiso/core';
import { aFamily, aKindergarten, anOfficer, key, wishes } from './builders';

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let officer: Awaited<ReturnType<typeof anOfficer>>;
let stranger: Awaited<ReturnType<typeof anOfficer>>;
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  await test.app.start({ web: false, worker: true });
  garden = await aKindergarten(test);
  officer = await anOfficer(test);
  stranger = await anOfficer(test, 'tobolsk-city');
}, 120_000);
afterAll(() => test.stop());

const at = '/api/kindergarten';
type Who = { call: (typeof officer)['call'] };
const post = (who: Who, path: string, payload: object = {}) =>
  who.call(`${at}${path}`, { method: 'POST', payload, headers: key() });

/** An application that stands in the queue. */
async function queued() {
  const family = await aFamily(test, ['2022-05-04']);
  const payload = { childId: family.children[0], wishes: wishes([garden.organisationId]) };
  const { id } = (await post(family, '/own/applications', payload)).body as { id: string };
  await post(family, `/own/applications/${id}/send`);
  const stands = async (status: string) => {
    const { body } = await family.call(`${at}/own/applications/${id}`);
    expect((body as { application: { status: string } }).application.status).toBe(status);
  };
  await eventually(() => stands('received'));
  expect((await post(officer, `/applications/${id}/steps`, { to: 'queued' })).status).toBe(200);
  return { family, id };
}

/** Gives an application the right to come first. */
async function privileged({ family, id }: Awaited<ReturnType<typeof queued>>) {
  const claimed = { category: 'large-family', document: 'Удостоверение № 12' };
  await post(family, `/own/applications/${id}/privileges`, claimed);
  const { body } = await officer.call(`${at}/applications/${id}`);
  const [privilege] = (body as { application: { privileges: { id: string }[] } }).application.privileges;
  await post(officer, `/privileges/${privilege?.id}/decide`, { confirm: true, ground: 'Предъявлено удостоверение' });
}

const explained = (id: string, since?: string) =>
  test.work(async () => {
    const [view] = await viewsOf(part`a.id = ${id}`, { limit: 1 });
    if (!view) throw new Error('no application');
    return explainPlace(view, since);
  });

describe('An explanation of a place', () => {
  it('says what it was and is, what changed it and by what order, and names nobody (MUN-17)', async () => {
    const mine = await queued();
    const others = [await queued(), await queued()];
    for (const other of others) await privileged(other);
    const { lists, order, act } = await explained(mine.id);
    expect(lists).toEqual([
      {
        ...{ organisation: expect.any(String) as string, isWhole: true },
        change: 'Было 1, стало 3 из 3: дальше на 2 места.',
        causes: ['дальше на 2: другие семьи: подтверждена или отклонена льгота'],
      },
    ]);
    expect(order).toHaveLength(3);
    expect(act).toContain('не сверены');
    const text = JSON.stringify(lists);
    for (const { family } of others)
      for (const child of family.children) {
        const [person] = await test.work(
          () => sql<{ surname: string }>`SELECT surname FROM core.persons WHERE id = ${child}`,
        );
        expect(text).not.toContain(person?.surname);
      }
    expect((await explained(mine.id, '2099-01-01')).lists[0]?.change).toContain('не изменилось');
  });

  it('is issued with a number within reach only', async () => {
    const { id } = await queued();
    expect((await post(stranger, `/applications/${id}/explanation`)).status).toBe(404);
    expect((await post(garden.head, `/applications/${id}/explanation`)).status).toBe(403);
    expect((await post(officer, `/applications/${id}/explanation`, { since: 'вчера' })).status).toBe(400);
    const { status, body } = await post(officer, `/applications/${id}/explanation`);
    expect([status, body]).toEqual([
      200,
      { id: expect.any(String) as string, number: expect.stringMatching(/^ОБ-/) as string },
    ]);
    const address = `${at}/applications/${id}/explanation/${(body as { id: string }).id}`;
    const file = await officer.call(address);
    expect([file.status, file.text.slice(0, 5)]).toEqual([200, '%PDF-']);
    expect((await stranger.call(address)).status).toBe(404);
  });
});

describe('The log of an application for a prosecutor', () => {
  type Issued = { id: string; number: string; sha256: string; logSha256: string };

  it('is a paper and a file whose digest the paper names; the file stays as it was (MUN-18)', async () => {
    const mine = await queued();
    await privileged(mine);
    const issued = (await post(officer, `/applications/${mine.id}/case`)).body as Issued;
    const log = () => post(officer, `/applications/${mine.id}/case/${issued.id}/log`);
    const { text, status } = await log();
    expect(status).toBe(200);
    expect(createHash('sha256').update(text).digest('hex')).toBe(issued.logSha256);
    const { events, queue } = JSON.parse(text) as CaseLog;
    expect(events.map(({ kind, status: to }) => to ?? kind)).toEqual([
      ...['sent', 'received', 'queued', 'privilege-claimed', 'privilege-confirmed'],
    ]);
    expect(events.at(-1)).toMatchObject({
      who: 'staff',
      comment: 'Предъявлено удостоверение',
      by: expect.any(String) as string,
    });
    expect(queue.map(({ cause }) => cause)).toEqual(['queued', 'privilege']);
    await post(officer, `/applications/${mine.id}/steps`, { to: 'frozen', ground: 'by-request' });
    expect((await log()).text).toBe(text);
    expect((await post(stranger, `/applications/${mine.id}/case/${issued.id}/log`)).status).toBe(404);
    const another = await queued();
    expect((await post(officer, `/applications/${another.id}/case/${issued.id}/log`)).status).toBe(404);
    const rewrite = test.work(() => sql`UPDATE kindergarten.case_logs SET content = '{}'`);
    await expect(rewrite).rejects.toThrow();
  });

  it('is signed: its issue, with the digest of the paper, stands in a signed block and is proved without the system', async () => {
    const { id } = await queued();
    const issued = (await post(officer, `/applications/${id}/case`)).body as Issued;
    await settled(test);
    const [event] = await test.work(
      () => sql<{ id: string }>`SELECT id FROM core.audit_events WHERE event = 'documents.issued'
        AND details ->> 'sha256' = ${issued.sha256}`,
    );
    // The worker of this test seals as well, and one of two that meet gives way to the other.
    const proof = await eventually(async () => {
      await sealAll();
      return test.work(() => makeProof(event?.id ?? ''));
    });
    expect(proof.row).toContain(issued.sha256);
    expect(checkProof(proof, [proof.publicKey])).toMatchObject({ ok: true });
    const forged = { ...proof, row: proof.row.replace(issued.sha256, '0'.repeat(64)) };
    expect(checkProof(forged, [proof.publicKey])).toMatchObject({ ok: false });
  });
});
