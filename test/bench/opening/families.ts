import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import { createAccount } from '../../../core/access/accounts';
import { sealField } from '../../../core/people/card';
import { recountReach } from '../../../core/people/reach';

const gardens = 24;
const town = 'ishim-city';
/** One password of all families, hashed once: the bench measures signing in, not setting passwords. */
export const password = 'четыре слова подряд тут';

/** A child of the crowd: who signs in for it, and which kindergartens are wished for, the first one first. */
export type Child = { id: string; login: string; gardens: string[] };

/** A town whose families all have two children of one age; first all first children, then all second ones. */
export async function moveIn(families: number): Promise<Child[]> {
  const guardians = await guardiansOf(families);
  const children = [0, 1].flatMap(() => guardians.map((guardian) => ({ ...guardian, child: randomUUID() })));
  const ids = children.map(({ child }) => child);
  const births = ids.map((id) => sealField('birthDate', '2023-05-01', id));
  await sql`INSERT INTO core.persons (id, surname, name, plain_name, name_key, source, birth_date)
    SELECT id, 'Ребёнок', 'Имя', 'ребенок имя', 'имя ребенок', 'bench', birth
    FROM unnest(${ids}::uuid[], ${births}::bytea[]) c(id, birth)`;
  await sql`INSERT INTO core.guardianships (guardian_id, child_id, kind, starts_on)
    SELECT guardian, child, 'parent', '2023-05-01' FROM unnest(${children.map(({ guardian }) => guardian)}::uuid[], ${ids}::uuid[]) g(guardian, child)`;
  let { last } = await recountReach();
  while (last) ({ last } = await recountReach(last));
  const open = await openGardens();
  await sql`ANALYZE core.persons, core.guardianships, core.accounts, core.organisations`;
  return children.map(({ child: id, login }, at) => ({
    ...{ id, login },
    gardens: [0, 7, 12].map((step) => open[(at + step) % gardens] ?? ''),
  }));
}

async function guardiansOf(families: number) {
  await createAccount({ login: 'family-0', name: 'Родитель', password, roles: [] });
  await sql`INSERT INTO core.accounts (login, name, password_hash)
    SELECT 'family-' || n, a.name, a.password_hash FROM core.accounts a, generate_series(1, ${families - 1}) n
    WHERE a.login = 'family-0'`;
  await sql`INSERT INTO core.persons (surname, name, plain_name, name_key, source, account_id)
    SELECT 'Родитель', 'Имя', 'родитель имя', 'имя родитель', 'bench', id FROM core.accounts WHERE login LIKE 'family-%'`;
  return sql<{ guardian: string; login: string }>`SELECT p.id AS guardian, a.login FROM core.persons p
    JOIN core.accounts a ON a.id = p.account_id WHERE p.source = 'bench' ORDER BY p.id`;
}

async function openGardens() {
  const made = await sql<{ id: string }>`
    INSERT INTO core.organisations (region_id, municipality_id, kind, full_name, short_name, source)
    SELECT m.region_id, m.id, 'kindergarten', 'Сад ' || n, 'Сад ' || n, 'bench'
    FROM core.municipalities m, generate_series(1, ${gardens}) n WHERE m.id = ${town} RETURNING id`;
  return made.map(({ id }) => id);
}
