import { randomBytes } from 'node:crypto';
import { join as joined } from 'node:path';
import { sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { startVictim } from '../../testing/killing';
import { clubs, join, writePerson } from './builders';

const kills = 6;

describe('A merge that is killed at any moment', () => {
  let test: TestApp;
  const settings = { REGISO_PERSON_KEYS: randomBytes(32).toString('base64') };
  beforeAll(async () => {
    test = await createTestApp({ only: ['people', 'privacy', 'dossiers'], also: [clubs], settings });
  }, 180_000);
  afterAll(() => test.stop());

  it(`leaves the state of before or after, ${kills} times`, async () => {
    const [survivor = '', loser = ''] = await test.work(async () => {
      const both = [await writePerson({ phone: '+7 900 000-00-01' }), await writePerson({ phone: '+7 900 000-00-02' })];
      for (const id of both) {
        await join(id, `Клуб ${id}`);
        await sql`INSERT INTO clubs.notes (child, text) SELECT ${id}, 'x' FROM generate_series(1, 1500)`;
      }
      return both;
    });
    const seen = new Set<string>();
    let open: string | undefined;
    for (let kill = 0; kill < kills; kill += 1) {
      await killSome(survivor, loser, open);
      const { state, merge } = await whole(survivor, loser);
      seen.add(state);
      open = merge;
    }
    expect([...seen].every((state) => ['before', 'after'].includes(state))).toBe(true);
  }, 180_000);

  async function killSome(survivor: string, loser: string, open: string | undefined) {
    const victim = await startVictim(test, {
      script: joined(__dirname, 'merging-process.ts'),
      order: { survivor, loser, ...(open && { open }) },
      settings,
    });
    await new Promise((next) => setTimeout(next, 150 + Math.random() * 900));
    expect(await victim.kill()).toBe(true);
  }

  /** Says which of the two states it is, and fails on anything between. */
  const whole = (survivor: string, loser: string) =>
    test.work(async () => {
      // Waits until PostgreSQL has noticed that the other side is gone.
      await sql`SELECT id FROM core.persons WHERE id IN (${survivor}, ${loser}) ORDER BY id FOR UPDATE`;
      const [found] = await sql<{
        merged: boolean;
        merge: string | null;
        own: number;
        lost: number;
        clubs: number;
        said: number;
      }>`SELECT
        (SELECT merged_into IS NOT NULL FROM core.persons WHERE id = ${loser}) AS merged,
        (SELECT id FROM core.person_merges WHERE loser_id = ${loser} AND undone_at IS NULL) AS merge,
        (SELECT count(*)::int FROM clubs.notes WHERE child = ${survivor}) AS own,
        (SELECT count(*)::int FROM clubs.notes WHERE child = ${loser}) AS lost,
        (SELECT count(*)::int FROM clubs.memberships WHERE person_id = ${survivor}) AS clubs,
        (SELECT count(*) FILTER (WHERE event = 'people.merged') - count(*) FILTER (WHERE event = 'people.unmerged')
          FROM core.audit_events WHERE person_id = ${survivor})::int AS said`;
      const after = { merged: true, merge: expect.any(String), own: 3000, lost: 0, clubs: 2, said: 1 };
      const before = { merged: false, merge: null, own: 1500, lost: 1500, clubs: 1, said: 0 };
      expect(found).toEqual(found?.merged ? after : before);
      return { state: found?.merged ? 'after' : 'before', merge: found?.merge ?? undefined };
    });
});
