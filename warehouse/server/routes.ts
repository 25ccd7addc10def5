import { z } from 'zod';
import { audit, invalidInput, route, startJob } from '@regiso/core';
import { OneFact, WarehouseStatus } from '../shared';
import { shapes } from './capture';
import { status } from './status';

const Started = z.object({ jobId: z.string() });

const showStatus = route({
  method: 'GET',
  path: '/status',
  access: { permission: 'warehouse.watch' },
  summary: 'How fresh every table of the warehouse is',
  query: z.object({ counts: z.enum(['yes', 'no']).default('yes') }),
  reply: WarehouseStatus,
  handler: ({ query }) => status({ counts: query.counts === 'yes' }),
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

async function start(what: 'rebuild' | 'verify', fact: string | undefined) {
  const known = shapes().map((shape) => shape.fact);
  if (fact && !known.includes(fact))
    throw invalidInput([{ path: ['payload', 'fact'], message: `no such fact; known: ${known.join(', ')}` }]);
  const jobId = await startJob('warehouse', `${what}-tables`, { ...(fact && { fact }) });
  const event = what === 'rebuild' ? 'warehouse.rebuild-started' : 'warehouse.verify-started';
  await audit(event, { type: 'warehouse-table', ...(fact && { id: fact }) }, { fact: fact ?? 'all' });
  return { jobId };
}

export const routes = [showStatus, startRebuild, startVerify];
