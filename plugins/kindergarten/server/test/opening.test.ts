import { gunzipSync } from 'node:zlib';
import { sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { ddl } from '../../../../core/server/sql';
import type { ApplicationView } from '../../shared';
import { aFamily, aKindergarten, key, wishes } from './builders';

let app: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten'] });
  await app.app.start({ web: false, worker: true });
  garden = await aKindergarten(app);
}, 120_000);
afterAll(() => app.stop());

const own = '/api/kindergarten/own/applications';
type Family = Awaited<ReturnType<typeof aFamily>>;

async function drafted(births: readonly string[]) {
  const family = await aFamily(app, births);
  const ids: string[] = [];
  for (const childId of family.children) {
    const payload = { childId, wishes: wishes([garden.organisationId]) };
    const { body } = await family.call(own, { method: 'POST', payload, headers: key() });
    ids.push((body as { id: string }).id);
  }
  return { family, ids };
}

const listOf = async (family: Family) => (await family.call(own)).body as ApplicationView[];
const send = ({ call }: Family, id: string) => call(`${own}/${id}/send`, { method: 'POST', payload: {} });
const rename = (name: string) =>
  app.work(() => sql`UPDATE core.organisations SET short_name = ${name} WHERE id = ${garden.organisationId}`);

describe('Open pages of a family', () => {
  test('are answered from memory, and anew as soon as anything of its applications changes, whoever changes it', async () => {
    const { family, ids } = await drafted(['2023-05-01']);
    const [id = ''] = ids;
    const named = async () => (await listOf(family))[0]?.choices[0]?.name;
    // A name alone is told to nobody: that it is not shown yet says that the answer came from memory.
    let names = 0;
    const isKept = async () => {
      const shown = await named();
      await rename(`Сад ${(names += 1)}`);
      return (await named()) === shown;
    };
    const takenBack = (change: () => Promise<unknown>) =>
      app.work(() => change().then(() => Promise.reject(new Error('taken back')))).catch(() => undefined);
    const changes = [
      () => sql`UPDATE kindergarten.applications SET language = 'tt' WHERE id = ${id}`,
      () => sql`UPDATE kindergarten.choices SET rank = 2 WHERE application_id = ${id}`,
      () => sql`INSERT INTO kindergarten.privileges (application_id, category, document)
        SELECT ${id}, min(code), 'Справка' FROM kindergarten.privilege_categories`,
      () => sql`DELETE FROM kindergarten.privileges WHERE application_id = ${id}`,
    ];
    for (const change of changes) {
      await eventually(async () => expect(await isKept()).toBe(true));
      await takenBack(change);
      expect(await isKept()).toBe(true);
      await app.work(change);
      await eventually(async () => expect(await named()).toBe(`Сад ${names}`));
    }
  });

  test('show what the family itself has written without waiting', async () => {
    const { family, ids } = await drafted(['2023-05-02', '2023-05-03']);
    expect((await listOf(family)).map(({ status }) => status)).toEqual(['draft', 'draft']);
    for (const id of ids) {
      expect((await send(family, id)).status).toBe(200);
      const mine = (await listOf(family)).find((one) => one.id === id);
      expect(mine?.status === 'sent' || mine?.status === 'received').toBe(true);
    }
    await eventually(async () =>
      expect((await listOf(family)).map(({ status }) => status)).toEqual(['received', 'received']),
    );
  });

  test('are sent packed to whoever takes it so, and to nobody else’s account', async () => {
    const { family } = await drafted(['2023-05-04']);
    const stranger = await aFamily(app, ['2023-05-05']);
    const list = await listOf(family);
    const { cookie } = await family.enter();
    const headers = { cookie, 'accept-encoding': 'gzip', 'sec-fetch-site': 'same-origin' };
    const answer = await app.app.server.inject({ url: own, headers });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-store' });
    expect(JSON.parse(gunzipSync(answer.rawPayload).toString())).toEqual(list);
    expect(await listOf(stranger)).toEqual([]);
    expect((await app.call(own)).status).toBe(401);
  });

  test('of who may see the application no more, show it no more', async () => {
    const { family, ids } = await drafted(['2023-05-06']);
    expect(await listOf(family)).toHaveLength(1);
    await app.work(() => sql`UPDATE kindergarten.applications SET accounts = '{}' WHERE id = ${ids[0]}`);
    await eventually(async () => expect(await listOf(family)).toEqual([]));
  });
});

describe('The reception', () => {
  test('accepts all that were sent; one that it cannot keeps no other waiting and is accepted later', async () => {
    const { family, ids } = await drafted(['2023-06-01', '2023-06-02', '2023-06-03']);
    const [bad = ''] = ids;
    await app.work(
      () => sql`CREATE FUNCTION kindergarten.refuse_one() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'not this one'; END $$`,
    );
    await app.work(() =>
      ddl(`CREATE TRIGGER refuse_one BEFORE UPDATE OF status ON kindergarten.applications FOR EACH ROW
      WHEN (NEW.id = '${bad}' AND NEW.status = 'received') EXECUTE FUNCTION kindergarten.refuse_one()`),
    );
    for (const id of ids) expect((await send(family, id)).status).toBe(200);
    const states = async () => {
      const list = await listOf(family);
      return ids.map((id) => list.find((one) => one.id === id)?.status);
    };
    await eventually(async () => expect(await states()).toEqual(['sent', 'received', 'received']));
    await app.work(() => ddl('DROP TRIGGER refuse_one ON kindergarten.applications'));
    await eventually(async () => expect(await states()).toEqual(['received', 'received', 'received']), 20_000);
    const lines = await app.work(
      () => sql<{ n: number }>`SELECT count(*)::int AS n FROM kindergarten.application_events
        WHERE application_id = ANY (${ids}::uuid[]) AND status = 'received'`,
    );
    expect(lines).toEqual([{ n: 3 }]);
    const audited = await app.work(
      () => sql<{
        n: number;
      }>`SELECT count(*)::int AS n FROM core.audit_events WHERE event = 'kindergarten.status-changed'
        AND object_id = ANY (${ids}) AND process = 'kindergarten/receive-applications'`,
    );
    expect(audited).toEqual([{ n: 3 }]);
  }, 60_000);
});
