import { audit, database, inTransaction, sql } from '@regiso/core';
import { sealAll } from '../../core/audit/seal';
import { verify } from '../../core/audit/verify';
import { median, must, seconds, withApp } from './harness';
import type { Bench } from './run';

const clients = 10;

/** How fast waiting rows of the audit are sealed, and which share of its speed a one-row write loses to its audit row. */
const bench: Bench = {
  name: 'audit-seal',
  run: ({ quick }) =>
    withApp({ only: [] }, async () => {
      const rounds = quick ? 3 : 5;
      await database().query(
        'CREATE TABLE core.bench_marks (id uuid PRIMARY KEY DEFAULT uuidv7(), pupil uuid, mark int)',
      );
      await sealAll();
      const sealed: number[] = [];
      for (let round = 0; round < rounds; round += 1) sealed.push(await sealing(quick ? 60_000 : 300_000));
      const verified = await verifying(rounds * (quick ? 60_000 : 300_000));
      const plain: number[] = [];
      const audited: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        plain.push(await writing(quick ? 2 : 6, false));
        audited.push(await writing(quick ? 2 : 6, true));
      }
      const shares = plain.map((rate, at) => 1 - (audited[at] ?? 0) / rate);
      return {
        figures: {
          rows_per_s: median(sealed),
          write_cost_share: median(shares),
          verify_rows_per_s: verified,
          writes_per_s: median(plain),
          audited_writes_per_s: median(audited),
          rounds,
        },
        bars: { rows_per_s: { bar: 50_000, at: 'least' }, write_cost_share: { bar: 0.5, at: 'most' } },
      };
    }),
};

/** Rows of the usual size, in transactions of a thousand; the rate is that of sealing alone. */
async function sealing(rows: number) {
  for (let done = 0; done < rows; done += 1_000) {
    await inTransaction(
      { process: 'bench' },
      () => sql`INSERT INTO core.audit_events (actor_id, roles, event, object_type, object_id, person_id, details, request_id, ip)
        SELECT uuidv7(), '{operator}', 'access.signed-in', 'account', uuidv7()::text, uuidv7(),
          jsonb_build_object('method', 'password', 'n', n), uuidv7()::text, '10.0.0.1'
        FROM generate_series(1, 1000) n`,
    );
  }
  let count = 0;
  const took = await seconds(async () => (count = await sealAll()));
  must(count === rows, `${count} of ${rows} rows were sealed`);
  return count / took;
}

async function verifying(rows: number) {
  let verdict = await verify({ to: '1' });
  const took = await seconds(async () => (verdict = await verify()));
  must(verdict.ok && verdict.unsealed === 0 && verdict.rows >= rows, JSON.stringify(verdict));
  return verdict.rows / took;
}

/** One-row transactions a second of ten clients, through the platform's own way, with or without an audit row. */
async function writing(forSeconds: number, isAudited: boolean) {
  const before = await counts();
  const until = performance.now() + forSeconds * 1_000;
  let written = 0;
  const client = async () => {
    while (performance.now() < until) {
      await inTransaction({ process: 'bench' }, async () => {
        await sql`INSERT INTO core.bench_marks (pupil, mark) VALUES (uuidv7(), 5)`;
        if (isAudited) await audit('access.signed-in', { type: 'account', id: 'bench' }, { method: 'password' });
      });
      written += 1;
    }
  };
  const took = await seconds(() => Promise.all(Array.from({ length: clients }, client)));
  const after = await counts();
  must(after.marks - before.marks === written, 'a write was lost');
  must(after.events - before.events === (isAudited ? written : 0), 'an audit row was lost');
  return written / took;
}

const counts = () =>
  inTransaction({ process: 'bench', readOnly: true }, async () => {
    const [row] = await sql<{ marks: number; events: number }>`SELECT
      (SELECT count(*)::int FROM core.bench_marks) AS marks, (SELECT count(*)::int FROM core.audit_events) AS events`;
    return row ?? { marks: 0, events: 0 };
  });

export default bench;
