import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Installation } from './installation';
import { columns, valuesOf } from './results';

/** Keys to change: the first hundred thousand. */
export async function idsOf({ client }: Installation): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM bench.results ORDER BY id LIMIT 100000');
  return rows.map(({ id }) => id);
}

/** One transaction of so many changes: 60 % updates, 25 % inserts, 15 % deletes; some stay open for a while. */
export async function changeOnce(client: pg.ClientBase, ids: string[], changes: number, openMs = 0) {
  const some = (share: number) =>
    Array.from({ length: Math.round(changes * share) }, () => ids[Math.floor(Math.random() * ids.length)] ?? '');
  const [updates, deletes] = [some(0.6), some(0.15)];
  const inserts = Math.max(0, changes - updates.length - deletes.length);
  await client.query('BEGIN');
  // In the order of keys, so that two transactions never wait for each other in a ring.
  await client.query(
    `UPDATE bench.results r SET mark = mark + 1, changed_at = clock_timestamp()
     FROM (SELECT id FROM bench.results WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED) k WHERE r.id = k.id`,
    [updates],
  );
  await client.query(
    `DELETE FROM bench.results WHERE id IN
       (SELECT id FROM bench.results WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED)`,
    [deletes],
  );
  await client.query(`INSERT INTO bench.results (${columns}) SELECT ${valuesOf('n')}
    FROM generate_series(1::bigint, ${inserts}) n`);
  if (openMs) await pause(openMs);
  await client.query('COMMIT');
}

/** Open-loop load: so many changes a second for so long, in transactions of ten, one in ten of them kept open. */
export async function load({ services }: Installation, ids: string[], perSecond: number, seconds: number) {
  const pool = new pg.Pool({ connectionString: services.databaseUrl, max: 60 });
  pool.on('error', () => undefined);
  const each = 10;
  const began = performance.now();
  const running = new Set<Promise<void>>();
  let sent = 0;
  while (performance.now() - began < seconds * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * (perSecond / each));
    for (; sent < due; sent++) {
      const openMs = Math.random() < 0.1 ? 500 + Math.random() * 1500 : 0;
      const one = withClient(pool, (client) => changeOnce(client, ids, each, openMs)).finally(() =>
        running.delete(one),
      );
      running.add(one);
    }
    await pause(5);
  }
  const behind = running.size;
  await Promise.all(running);
  await pool.end();
  return { changes: sent * each, behind };
}

async function withClient(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>) {
  const client = await pool.connect();
  try {
    await work(client);
  } finally {
    client.release();
  }
}
