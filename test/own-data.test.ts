import pg from 'pg';
import { columnName, enabledPlugins, inTransaction, named, sql, tableOf } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { limitGuardian } from '../core/people/guardians';
import { dataOwner } from '../core/people/owner';
import { forgotten, keepers } from '../core/people/retention';
import type { GuardianAct } from '../core/people/words';
import { loadDemo } from '../core/server/demo';
import { beyond } from './own-data/beyond';
import { columnsAboutPeople } from './own-data/columns';

// The archive of own data holds what every room has about a person: proved by what its statements read.
let test: TestApp;
let guardian: string;
const reasons = Object.values(beyond).flat();

beforeAll(async () => {
  test = await createTestApp();
  await loadDemo('small', () => undefined);
  const [row] = await test.work(() => sql<{ id: string }>`SELECT id FROM core.accounts WHERE login = 'guardian'`);
  guardian = row?.id ?? '';
  await test.work(askForAPlace);
}, 240_000);
afterAll(() => test?.stop());

// The demonstration leaves it to the guardian to ask for a place; here the youngest waits for one, with a benefit.
const askForAPlace = () => sql`WITH made AS (
    INSERT INTO kindergarten.applications (status, number, received_at, filed_at, origin, child_id, pseudonym, guardian_id,
      account_id, cohort, desired_on, orientation, regimes)
    SELECT 'queued', 'проверка-1', now(), now(), 'desk', c.id, c.pseudonym, g.id, ${guardian}, 2, '2030-09-01', 'general',
      '{full-day}' FROM core.persons g, core.persons c
    WHERE g.account_id = ${guardian} AND c.name = 'Лев'
      AND c.id IN (SELECT child_id FROM core.guardianships WHERE guardian_id = g.id) RETURNING id)
  INSERT INTO kindergarten.privileges (application_id, category, document)
  SELECT made.id, (SELECT min(code) FROM kindergarten.privilege_categories), 'Справка проверки' FROM made`;

/** What each room gives for an archive of the guardian, as the route asks for it. */
async function archive(): Promise<Record<string, unknown>> {
  const actor = { accountId: guardian, name: 'n', roles: [], permissions: new Set<string>(), grants: [] };
  return inTransaction({ actor, login: 'app', reach: 'actor' }, async () => {
    const owner = await dataOwner();
    const taken: Record<string, unknown> = {};
    for (const { id, ownData } of enabledPlugins()) if (ownData) taken[id] = await ownData(owner);
    return taken;
  });
}

/** The statements by which all rooms read for an archive. */
async function statements(): Promise<string[]> {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  await archive();
  const asked = spy.mock.calls.map(([given]) => textOf(given));
  spy.mockRestore();
  return asked.filter((text) => /^\s*(SELECT|WITH)\b/i.test(text));
}
const textOf = (given: unknown) => (typeof given === 'string' ? given : ((given as { text?: string }).text ?? ''));

const word = (name: string) => new RegExp(`\\b${name.replace('.', '\\.')}\\b`);
const split = (name: string) => [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)] as const;
const shows = (text: string, name: string) => split(name).every((one) => word(one).test(text));
// The column stands after its table: among the conditions by which rows are found.
const findsBy = (text: string, name: string) => {
  const [table, column] = split(name);
  const [, ...after] = text.split(word(table));
  return word(column).test(after.join(' '));
};
const unread = (names: readonly string[], texts: readonly string[], reads = findsBy) =>
  names.filter((name) => !texts.some((text) => reads(text, name)));

it('finds rows by every column that says whose they are, or a reason stands beside the column', async () => {
  const names = await test.work(columnsAboutPeople);
  expect(names.length).toBeGreaterThan(100);
  const left = unread(names, await statements());
  expect(left.filter((name) => !reasons.includes(name))).toEqual([]);
  // A reason that explains nothing any more goes away.
  expect(reasons.filter((name) => !left.includes(name))).toEqual([]);
});

it('shows every column that a model calls personal', async () => {
  const personal = enabledPlugins()
    .flatMap(({ models = [] }) => models.map(tableOf))
    .flatMap(({ schema, name, columns }) =>
      Object.entries(columns).flatMap(([attribute, column]) =>
        column.personal ? [`${schema}.${name}.${columnName(attribute)}`] : [],
      ),
    );
  expect(personal).toContain('core.accounts.login');
  expect(unread(personal, await statements(), shows)).toEqual([]);
});

it('notices a new table about people, and what hangs on it', async () => {
  const known = new Set(await test.work(columnsAboutPeople));
  const withNew = await inTransaction({ process: 'test' }, async () => {
    await sql`CREATE TABLE core.scholarships (id uuid PRIMARY KEY, person_id uuid NOT NULL REFERENCES core.persons,
      number text, given_by uuid, body text REFERENCES core.bodies)`;
    await sql`CREATE TABLE core.payments (id uuid PRIMARY KEY, scholarship uuid REFERENCES core.scholarships, kopecks bigint)`;
    throw Object.assign(new Error('rolled back'), { names: await columnsAboutPeople() });
  }).catch((error: { names?: string[] }) => error.names ?? []);
  const found = withNew.filter((name) => !known.has(name));
  expect(found).toEqual(['core.payments.scholarship', 'core.scholarships.person_id', 'core.scholarships.given_by']);
  expect(unread(found, await statements())).toEqual(found);
});

it('keeps a card as long as a row of any table points at it, of subsystems that are switched off too', async () => {
  const columns = await test.work(keepers);
  expect(columns.length).toBeGreaterThan(8);
  await test.work(async () => {
    // The demonstration keeps no file, issues no document, asks for no calendar address, imports no posts and makes no public link.
    const sum = '0'.repeat(64);
    await sql`INSERT INTO core.files (id, plugin, owner_type, owner_id, is_personal, name, type, bytes, sha256)
      VALUES (gen_random_uuid(), 'support', 'ticket', 'x', true, 'x.pdf', 'application/pdf', 1, ${sum})`;
    await sql`INSERT INTO core.documents (template, title, title_en, year, serial, number, code_sha256, issued_on, issuer,
        plugin, subject_type, subject_id, sha256, pdf)
      VALUES ('x', 'x', 'x', 2026, 1, 'x', ${sum}, '2026-01-01', 'x', 'school', 'x', 'x', ${sum}, 'x')`;
    await sql`INSERT INTO school.calendar_keys (account_id, person_id, key_hash)
      VALUES ((SELECT id FROM core.accounts LIMIT 1), (SELECT id FROM core.persons LIMIT 1), decode(${sum}, 'hex'))`;
    await sql`INSERT INTO school.portfolio_links (person_id, key_hash, valid_until, shows_surname, shows_school, consent)
      VALUES ((SELECT id FROM core.persons LIMIT 1), decode(${sum}, 'hex'), '2026-01-01', false, false, 1)`;
    await sql`INSERT INTO school.posts (person_id, organisation_id, title, starts_on) VALUES
      ((SELECT id FROM core.persons LIMIT 1), (SELECT id FROM core.organisations LIMIT 1), 'Учитель', '2026-09-01')`;
    await sql`INSERT INTO core.dossier_items (person_id, organisation_id, dossier, kind, received_on) VALUES
      ((SELECT id FROM core.persons LIMIT 1), (SELECT id FROM core.organisations LIMIT 1), 'x', 'x', '2026-09-01')`;
  });
  const before = new Date();
  const lost: string[] = [];
  const untried: string[] = [];
  const tried = ({ table, column }: { table: string; column: string }) =>
    inTransaction({ process: 'test' }, async () => {
      const [person] = await sql<{ id: string }>`INSERT INTO core.persons (surname, name, plain_name, name_key, source,
        created_at) VALUES ('Забытый', 'Пётр', 'забытый петр', 'x', 'test', '2001-01-01') RETURNING id`;
      const id = person?.id ?? '';
      expect(await forgotten(before, [])).toContain(id);
      // An issued document does not change; here it is all the same whose it is.
      await sql`ALTER TABLE ${named(table)} DISABLE TRIGGER USER`;
      const rows = await sql`UPDATE ${named(table)} SET ${named(column)} = ${id} WHERE ctid =
        (SELECT ctid FROM ${named(table)} LIMIT 1) RETURNING 1`;
      if (!rows.length) untried.push(`${table}.${column}`);
      else if ((await forgotten(before, [])).includes(id)) lost.push(`${table}.${column}`);
      throw new Error('taken back');
    });
  for (const one of columns) await expect(tried(one)).rejects.toThrow('taken back');
  expect(lost).toEqual([]);
  expect(untried).toEqual([]);
});

describe('The archive of a guardian', () => {
  const bar = (name: string, limits: GuardianAct[]) =>
    test.work(async () => {
      const [row] = await sql<{ id: string; child: string; version: string }>`SELECT g.id, g.child_id AS child,
          g.xmin::text AS version FROM core.guardianships g JOIN core.persons p ON p.id = g.guardian_id
        JOIN core.persons c ON c.id = g.child_id WHERE p.account_id = ${guardian} AND c.name = ${name}`;
      if (!row) throw new Error(`no ${name}`);
      const limitGround = limits.length ? 'Решение суда № 1' : null;
      await limitGuardian(row.child, row.id, { version: row.version, limits, limitGround });
    });

  it('holds the own card and those of the children from every room, and names nobody else', async () => {
    const taken = await archive();
    expect(taken['people']).toMatchObject({
      карточки: expect.arrayContaining([
        expect.objectContaining({ чья: 'моя', имя: 'Анна' }),
        expect.objectContaining({ чья: 'ребёнка', имя: 'Варвара', снилс: expect.any(String) }),
      ]),
    });
    expect(taken['kindergarten']).toMatchObject({
      заявления: [{ номер: 'проверка-1', льготы: [{ document: 'Справка проверки' }] }],
      подано_мной: [{ номер: 'проверка-1' }],
      зачисления: [{ посещаемость: expect.arrayContaining([expect.objectContaining({ отметка: 'absent' })]) }],
    });
    const said = JSON.stringify(taken);
    const others = await test.work(
      () => sql<{ snils: string; name: string }>`SELECT DISTINCT p.surname || ' ' || p.name AS name FROM core.persons p
        JOIN kindergarten.pupils k ON k.person_id = p.id WHERE p.surname NOT LIKE 'Семёнов%'`,
    );
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter(({ name }) => said.includes(name))).toEqual([]);
    expect(said).not.toContain('Илья');
  });

  it('says no reason of absence and no benefit where a court bars health', async () => {
    await bar('Варвара', ['health']);
    await bar('Лев', ['health']);
    const { kindergarten: taken } = await archive();
    expect(JSON.stringify(taken)).not.toContain('Справка проверки');
    const days = (taken as { зачисления: { посещаемость: { причина: string | null }[] }[] }).зачисления[0]
      ?.посещаемость;
    expect(days?.length).toBeGreaterThan(0);
    expect(days?.filter(({ причина }) => причина !== null)).toEqual([]);
  });

  it('tells nothing of a child whom a court bars the guardian from seeing, but that an application was filed', async () => {
    await bar('Варвара', ['see']);
    await bar('Лев', ['see']);
    const taken = await archive();
    expect(taken['kindergarten']).toMatchObject({
      заявления: [],
      зачисления: [],
      подано_мной: [{ номер: 'проверка-1' }],
    });
    const cards = (taken['people'] as { карточки: { имя: string }[] }).карточки.map(({ имя }) => имя);
    expect(cards.sort()).toEqual(['Анна', 'Фёдор']);
    expect(taken['people']).toMatchObject({
      представляю: expect.arrayContaining([expect.objectContaining({ основание_ограничения: 'Решение суда № 1' })]),
    });
  });
});
