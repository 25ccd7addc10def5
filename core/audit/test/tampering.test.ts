import fc from 'fast-check';
import { audit, inTransaction, sql } from '../../server';
import { ddl, part } from '../../server/sql';
import { createTestApp, type TestApp } from '../../testing';
import { sealAll } from '../seal';
import { verifyHere, type Verdict } from '../verify';
import { settled } from './settled';
import { unguarded } from './tampering';

let test: TestApp;
type Row = { id: string; block: string };
let rows: Row[] = [];

beforeAll(async () => {
  test = await createTestApp({ only: [] });
  for (let at = 0; at < 12; at += 1) await test.work(() => writeOne(at));
  await settled(test);
  await sealAll(undefined, 5);
  rows = await test.work(
    () => sql<Row>`SELECT id, (SELECT no FROM core.audit_blocks
      WHERE (until_era, until_xid, until_id) >= (e.era, e.xid, e.id) ORDER BY no LIMIT 1) AS block
    FROM core.audit_events e ORDER BY era, xid, id`,
  );
});
afterAll(() => test.stop());

const uuid = '01999999-9999-7999-8999-999999999999';
const writeOne = (at: number) =>
  audit(
    'access.account-created',
    { type: 'account', id: `a-${at}`, personId: uuid, organisationId: uuid },
    { roles: ['operator', 'ё', '"\\\n'] },
    { purpose: 'приказ', onBehalfOf: uuid },
  );

class RollBack extends Error {}

/** The verdict after something was done to the stored rows, which is undone again. */
async function after(change: () => Promise<unknown>): Promise<Verdict> {
  let verdict: Verdict | undefined;
  await inTransaction({ process: 'test' }, async () => {
    await unguarded();
    await change();
    verdict = await verifyHere();
    throw new RollBack();
  }).catch((error: unknown) => {
    if (!(error instanceof RollBack)) throw error;
  });
  if (!verdict) throw new Error('nothing was verified');
  return verdict;
}

const anyRow = fc.nat().map((at) => rows[at % rows.length] ?? { id: '', block: '' });
const run = { numRuns: 60 };
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

// Texts in which any one character may be changed; other types below.
const texts = ['event', 'object_type', 'object_id', 'process', 'purpose', 'request_id', 'ip'] as const;
const others: Record<string, readonly string[]> = {
  actor_id: ['uuidv7()'],
  on_behalf_of: ['uuidv7()', 'NULL'],
  person_id: ['uuidv7()', 'NULL'],
  organisation_id: ['uuidv7()', 'NULL'],
  roles: ["'{}'", "'{operator}'", "roles || '{x}'", "ARRAY[''::text]"],
  details: [`details || '{"x": null}'`, `'{}'`, `'{"n": 1.0}'`, `'{"n": 1.00}'`, `'{"roles": "operator"}'`],
  at: ["at + interval '1 microsecond'", "at - interval '1 year'", "at + interval '2 years'"],
  id: ['uuidv7()', `(overlay(id::text placing '0' from 36))::uuid`],
  xid: ['(xid::text::bigint + 1)::text::xid8', "'3'", "'99999999'"],
  era: ['2', '0', '-1'],
};

describe('A sealed row', () => {
  it('cannot have one character of a text changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyRow,
        fc.constantFrom(...texts),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (row, column, at, letter) => {
          fc.pre(letter !== '\0');
          const [old] = await test.work(
            () => sql<{ text: string | null }>`SELECT ${name(column)} AS text
          FROM core.audit_events WHERE id = ${row.id}`,
          );
          const text = old?.text ?? '';
          const place = at % (text.length + 1);
          const changed = text.slice(0, place) + letter + text.slice(place + 1);
          fc.pre(changed !== old?.text);
          const verdict = await after(() =>
            ddl(`UPDATE core.audit_events SET ${column} = ${literal(changed)} WHERE id = '${row.id}'`),
          );
          expect(verdict).toMatchObject({ ok: false, problem: { block: Number(row.block), row: row.id } });
        },
      ),
      run,
    );
  });

  it('cannot have a byte of its details flipped', async () => {
    await fc.assert(
      fc.asyncProperty(anyRow, fc.jsonValue(), async (row, value) => {
        const text = JSON.stringify({ roles: value });
        fc.pre(!/\\u0000|\\ud[89a-f]/i.test(text) && !/[\ud800-\udfff]/.test(text));
        const [same] = await test.work(
          () => sql<{ same: boolean }>`SELECT details::text = ${text}::jsonb::text AS same
          FROM core.audit_events WHERE id = ${row.id}`,
        );
        fc.pre(!same?.same);
        const verdict = await after(
          () => sql`UPDATE core.audit_events SET details = ${text}::jsonb WHERE id = ${row.id}`,
        );
        expect(verdict).toMatchObject({ ok: false, problem: { block: Number(row.block), row: row.id } });
      }),
      run,
    );
  });

  it.each(Object.entries(others).flatMap(([column, values]) => values.map((value) => [column, value] as const)))(
    'cannot have its %s set to %s',
    async (column, value) => {
      for (const row of rows) {
        const where = `id = '${row.id}' AND ${column} IS DISTINCT FROM ${value}`;
        let count = 0;
        const verdict = await after(async () => {
          const [, result] = (await ddl(
            `UPDATE core.audit_events SET ${column} = ${value} WHERE ${where}`,
          )) as unknown as [unknown, { rowCount: number }];
          count = result.rowCount;
        });
        expect(verdict.ok).toBe(count === 0);
      }
    },
  );

  it('cannot be taken away', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyRow, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
        async (gone) => {
          const ids = gone.map(({ id }) => id);
          const verdict = await after(() => sql`DELETE FROM core.audit_events WHERE id = ANY (${ids}::uuid[])`);
          const first = Math.min(...gone.map(({ block }) => Number(block)));
          expect(verdict).toMatchObject({
            ok: false,
            problem: { block: first, say: expect.stringContaining('missing') },
          });
        },
      ),
      run,
    );
  });

  it('cannot get a new neighbour', async () => {
    await fc.assert(
      fc.asyncProperty(anyRow, async (row) => {
        const verdict = await after(
          () => sql`INSERT INTO core.audit_events (xid, at, event, object_type)
          SELECT xid, at, 'access.signed-in', 'account' FROM core.audit_events WHERE id = ${row.id}`,
        );
        expect(verdict).toMatchObject({ ok: false, problem: { say: expect.stringContaining('inserted') } });
      }),
      run,
    );
  });

  it('cannot change places with another', async () => {
    await fc.assert(
      fc.asyncProperty(anyRow, anyRow, fc.constantFrom('id', 'xid', 'at'), async (one, other, column) => {
        fc.pre(one.id !== other.id);
        const pair = [one.id, other.id];
        const [same] = await test.work(
          () => sql<{ n: number }>`SELECT count(DISTINCT ${name(column)}::text)::int AS n
          FROM core.audit_events WHERE id = ANY (${pair}::uuid[])`,
        );
        fc.pre(same?.n === 2);
        const verdict = await after(async () => {
          const was = await sql<
            Record<string, string>
          >`SELECT id, xid::text, at::text FROM core.audit_events WHERE id = ANY (${pair}::uuid[])`;
          const [a, b] = was;
          const set = (id: string, to: string) =>
            ddl(`UPDATE core.audit_events SET ${column} = ${literal(to)} WHERE id = '${id}'`);
          await set(a?.id ?? '', column === 'id' ? uuid : (b?.[column] ?? ''));
          await set(b?.id ?? '', a?.[column] ?? '');
          if (column === 'id') await set(uuid, b?.id ?? '');
        });
        expect(verdict.ok).toBe(false);
      }),
      run,
    );
  });
});

describe('A block', () => {
  const blocks = [
    'no',
    'form',
    'rows',
    'until_era',
    'until_xid',
    'until_id',
    'root',
    'prev',
    'at',
    'key_id',
    'hash',
    'signature',
  ];
  const changes: Record<string, string> = {
    no: 'no + 1000',
    form: 'form + 1',
    rows: 'rows + 1',
    until_era: '(until_era + 1)::smallint',
    until_xid: '(until_xid::text::bigint + 1)::text::xid8',
    until_id: 'uuidv7()',
    at: "at + interval '1 microsecond'",
    key_id: "key_id || '0'",
  };

  it('cannot have any bit of its record changed', async () => {
    const [last] = await test.work(() => sql<{ no: number }>`SELECT max(no)::int AS no FROM core.audit_blocks`);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: last?.no ?? 1 }),
        fc.constantFrom(...blocks),
        fc.nat(),
        async (no, column, bit) => {
          const flipped = `set_bit(${column}, ${bit} % (8 * length(${column})), 1 - get_bit(${column}, ${bit} % (8 * length(${column}))))`;
          const verdict = await after(async () => {
            await ddl('ALTER TABLE core.audit_leaves DROP CONSTRAINT audit_leaves_block_fkey');
            await ddl(`UPDATE core.audit_blocks SET ${column} = ${changes[column] ?? flipped} WHERE no = ${no}`);
          });
          expect(verdict.ok).toBe(false);
          if (column !== 'no') expect([no, no + 1]).toContain(verdict.problem?.block);
        },
      ),
      run,
    );
  });

  it('cannot be taken away from the middle, nor lose or change its list of hashes', async () => {
    const gone = await after(async () => {
      await sql`DELETE FROM core.audit_leaves WHERE block = 2`;
      await sql`DELETE FROM core.audit_blocks WHERE no = 2`;
    });
    expect(gone).toMatchObject({ ok: false, problem: { say: 'block 2 is missing' } });
    const without = await after(() => sql`DELETE FROM core.audit_leaves WHERE block = 2`);
    expect(without).toMatchObject({
      ok: false,
      problem: { block: 2, say: expect.stringContaining('rows themselves are whole') },
    });
    const flipped = await after(
      () => sql`UPDATE core.audit_leaves SET hashes = set_bit(hashes, 9, 1 - get_bit(hashes, 9)) WHERE block = 2`,
    );
    expect(flipped).toMatchObject({ ok: false, problem: { block: 2 } });
    const both = await after(async () => {
      await sql`UPDATE core.audit_leaves SET hashes = set_bit(hashes, 9, 1 - get_bit(hashes, 9)) WHERE block = 2`;
      await sql`UPDATE core.audit_events SET process = 'x' WHERE id = ${rows.find(({ block }) => block === '2')?.id}`;
    });
    expect(both).toMatchObject({ ok: false, problem: { block: 2, say: expect.stringContaining('so was the list') } });
  });

  it('is whole when nothing was done', async () => {
    expect(await after(async () => undefined)).toMatchObject({ ok: true, rows: rows.length });
  });
});

// Names of columns stand in the tests above; nothing from outside comes here.
const name = (column: string) => part([column] as unknown as TemplateStringsArray);
