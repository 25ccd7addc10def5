import { z } from 'zod';
import { conflict, invalidInput, notFound, route, sql, startJob } from '@regiso/core';
import { OneFact, RunView, WarehouseStatus, type RunKind } from '../shared';
import { shapes } from './capture';
import { cancelRun, listRuns, requestRun } from './runs';
import { status } from './status';

const Started = z.object({ runId: z.string() });

const showStatus = route({
  method: 'GET',
  path: '/status',
  access: { permission: 'warehouse.watch' },
  summary: 'How fresh every table of the warehouse is',
  query: z.object({ counts: z.enum(['yes', 'no']).default('yes') }),
  reply: WarehouseStatus,
  handler: ({ query }) => status({ counts: query.counts === 'yes' }),
});

const showRuns = route({
  method: 'GET',
  path: '/runs',
  access: { permission: 'warehouse.watch' },
  summary: 'The newest rebuilds, verifications and repairs',
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  reply: z.array(RunView),
  handler: ({ query }) => listRuns(query.limit),
});

const startRebuild = route({
  method: 'POST',
  path: '/rebuild',
  access: { permission: 'warehouse.operate' },
  summary: 'Build one table or all anew, beside the live ones',
  payload: OneFact,
  reply: Started,
  handler: ({ payload }) => start('rebuild', payload.fact),
});

const startVerify = route({
  method: 'POST',
  path: '/verify',
  access: { permission: 'warehouse.operate' },
  summary: 'Compare one table or all with PostgreSQL',
  payload: OneFact,
  reply: Started,
  handler: ({ payload }) => start('verify', payload.fact),
});

const startRepair = route({
  method: 'POST',
  path: '/repair',
  access: { permission: 'warehouse.operate' },
  summary: 'Compare one table or all with PostgreSQL and make right what is wrong',
  payload: OneFact,
  reply: Started,
  handler: ({ payload }) => start('repair', payload.fact),
});

const cancel = route({
  method: 'POST',
  path: '/runs/{id}/cancel',
  access: { permission: 'warehouse.operate' },
  summary: 'Stop a run at its next safe point',
  params: z.object({ id: z.uuid() }),
  reply: z.object({ id: z.string() }),
  handler: async ({ params: { id } }) => {
    const [run] = await sql`SELECT 1 AS one FROM warehouse.runs WHERE id = ${id}`;
    if (!run) throw notFound('Run');
    if (!(await cancelRun(id))) throw conflict('the run is over already');
    return { id };
  },
});

async function start(kind: RunKind, fact: string | undefined) {
  const known = shapes().map((shape) => shape.fact);
  if (fact && !known.includes(fact))
    throw invalidInput([{ path: ['payload', 'fact'], message: `no such fact; known: ${known.join(', ')}` }]);
  const runId = await requestRun(kind, fact);
  await startJob('warehouse', 'execute-run', { runId });
  return { runId };
}

export const routes = [showStatus, showRuns, startRebuild, startVerify, startRepair, cancel];
