import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../../server';
import type { TestApp } from '../../testing';

/** Waits until every transaction begun so far is over: tests share one server, and sealing waits for the slowest of all. */
export async function settled(test: TestApp) {
  const [own] = await test.work(() => sql<{ xid: string }>`SELECT pg_current_xact_id()::text AS xid`);
  const isOver = async () => {
    const [row] = await test.work(
      () => sql<{ over: boolean }>`SELECT pg_snapshot_xmin(pg_current_snapshot()) > ${own?.xid}::xid8 AS over`,
    );
    return row?.over;
  };
  while (!(await isOver())) await pause(20);
}
