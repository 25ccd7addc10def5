import { QueryTypes } from 'sequelize';
import { database, sql } from '@regiso/core';
import { createTestApp, form, type TestApp } from '@regiso/core/testing';
import { aParticipant, somebody } from '../core/access/test/people';
import { pdf } from '../core/agreements/test/builders';
import { loadDemo } from '../core/server/demo';

type Table = { name: string; rows: number; digest: string };
type Person = Awaited<ReturnType<typeof somebody>>;

/** Tables that the suspension itself and a refused sign-in write to; all others must stay as they are, to the byte. */
const written = ['core.audit_events', 'core.outbox', 'core.sign_ins', 'core.suspensions'];
const visited = '/api/agreements/bodies';

describe('A suspended participant', () => {
  let test: TestApp;
  let operator: Awaited<ReturnType<TestApp['as']>>;
  let people: Person[], neighbour: Person;
  let place: { participant: string; organisation: string; agreement: string; version: number };

  beforeAll(async () => {
    test = await createTestApp();
    await loadDemo('small', () => undefined);
    const [row] = await test.work(
      () => sql<
        typeof place
      >`SELECT p.id AS participant, p.organisation_id AS organisation, a.id AS agreement, a.version
        FROM core.agreements a JOIN core.participants p ON p.id = a.participant_id WHERE a.number = 'ДЕМО-4'`,
    );
    if (!row) throw new Error('the demo has no kindergarten');
    place = row;
    operator = await test.as({ roles: ['operator'] });
    const other = await test.work(() => aParticipant({ subsystems: ['kindergarten'] }));
    people = [await worker('kindergarten-head'), await worker('kindergarten-teacher'), await worker(administrator)];
    neighbour = await worker('kindergarten-head', other);
    await papers();
  }, 300_000);
  afterAll(() => test.stop());

  const administrator = 'participant-administrator';
  const worker = (role: string, participantId = place.participant) =>
    somebody(test, [{ role, subsystem: 'kindergarten', participantId }], participantId);
  const here = () => `/api/agreements/participants/${place.participant}`;

  /** The signed file and a confirmation: evidence that must outlive a suspension. */
  async function papers() {
    const file = form({ version: `${place.version}` }, { name: 'соглашение.pdf', content: pdf('подписано') });
    expect((await operator(`/api/agreements/agreements/${place.agreement}/file`, file)).status).toBe(200);
    const payload = { kind: 'security', ground: 'Приказ № 7' };
    const confirmed = await people[2]?.call(`${here()}/confirmations`, { method: 'POST', payload });
    expect(confirmed?.status).toBe(200);
  }

  it('is kept out at once and finds every row as it was, during the suspension and after it', async () => {
    const before = await look();
    expect(before.own.length).toBeGreaterThan(15);
    expect(await answers()).toEqual([200, 200, 200]);

    await step('suspend');
    expect(await answers()).toEqual([401, 401, 401]);
    for (const one of people)
      expect((await one.enter()).body).toMatchObject({ status: 403, code: 'participant-suspended' });
    expect((await neighbour.call(visited)).status).toBe(200);
    expect(await look()).toEqual(before);
    expect((await operator(here())).body).toMatchObject({ status: 'suspended', agreements: [{ hasFile: true }] });

    await step('resume');
    expect(await look()).toEqual(before);
    expect(await answers()).toEqual([200, 200, 200]);
  });

  it('would be seen to lose a single row or letter', async () => {
    const before = await look();
    await test.work(
      () => sql`UPDATE kindergarten.groups SET name = name || '.' WHERE id = (
      SELECT min(id::text)::uuid FROM kindergarten.groups WHERE organisation_id = ${place.organisation})`,
    );
    const after = await look();
    expect(after.own).not.toEqual(before.own);
    expect(after.rest).not.toEqual(before.rest);
  });

  const answers = async () => {
    const found: number[] = [];
    for (const one of people) found.push((await one.call(visited)).status);
    return found;
  };

  async function step(to: 'suspend' | 'resume') {
    const { version } = (await operator(here())).body as { version: number };
    const answer = await operator(`${here()}/${to}`, {
      method: 'POST',
      payload: { version, reason: 'Предписание № 4' },
    });
    expect(answer.status).toBe(200);
  }

  /** Rows of the participant in every table that knows it, and all tables but those that a suspension writes to. */
  const look = () =>
    test.work(async () => {
      const found: { own: Table[]; rest: Table[] } = { own: [], rest: [] };
      for (const { name, columns } of await tables()) {
        const own = ownRows(columns);
        if (own && !written.includes(name)) found.own.push(await digestOf(name, own));
        if (!written.includes(name)) found.rest.push(await digestOf(name, 'true'));
      }
      return { own: found.own.filter(({ rows }) => rows > 0), rest: found.rest };
    });

  const ownRows = (columns: readonly string[]) =>
    [
      ...(columns.includes('participant_id') ? [`participant_id = '${place.participant}'`] : []),
      ...(columns.includes('organisation_id') ? [`organisation_id = '${place.organisation}'`] : []),
    ].join(' OR ');
});

const tables = () => sql<{ name: string; columns: string[] }>`
  SELECT format('%I.%I', c.table_schema, c.table_name) AS name, array_agg(c.column_name::text) AS columns
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE t.table_type = 'BASE TABLE' AND NOT (SELECT relispartition FROM pg_class
      WHERE oid = format('%I.%I', t.table_schema, c.table_name)::regclass) AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
  GROUP BY 1 ORDER BY 1`;

// A suspension counts one version on.
const stepped = (name: string) => (name === 'core.participants' ? " - 'version'" : '');

async function digestOf(name: string, where: string) {
  const [row] = await database().query<Table>(
    `SELECT '${name}' AS name, count(*)::int AS rows,
      md5(coalesce(string_agg(row, '' ORDER BY row), '')) AS digest
      FROM ${name} t, md5((to_jsonb(t)${stepped(name)})::text) AS row WHERE ${where}`,
    { type: QueryTypes.SELECT },
  );
  if (!row) throw new Error(`${name} was not read`);
  return row;
}
