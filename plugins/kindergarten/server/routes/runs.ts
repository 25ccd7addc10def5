import { z } from 'zod';
import { audit, inReach, part, route, sql } from '@regiso/core';
import { NewRun, RunView, WhatIf } from '../../shared';
import type { Protocol } from '../allocation/allocate';
import type { AllocationInput } from '../allocation/input';
import {
  confirmRun,
  discardRun,
  makeRun,
  makeWhatIf,
  proposeRun,
  replayRun,
  runFor,
  runsWhere,
} from '../services/runs';

const access = { permission: 'kindergarten.allocate', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const within = () => inReach('kindergarten.allocate', { municipality: part`r.municipality_id` });
const Made = z.object({ id: z.string() });
const Done = z.object({ ok: z.literal(true) });
const ok = { ok: true } as const;

const list = route({
  method: 'GET',
  path: '/runs',
  access,
  summary: 'Runs of the allocation, newest first',
  reply: z.array(RunView),
  handler: () => runsWhere(within()),
});

const municipalities = route({
  method: 'GET',
  path: '/run-municipalities',
  access,
  summary: 'Municipalities for which the caller may make a run',
  reply: z.array(z.object({ id: z.string(), name: z.string() })),
  handler: () => sql`SELECT m.id, m.short_name AS name FROM core.municipalities m
    WHERE ${inReach('kindergarten.allocate', { municipality: part`m.id` })} ORDER BY m.short_name, m.id LIMIT 200`,
});

const read = route({
  method: 'GET',
  path: '/runs/{id}',
  access,
  recorded: true,
  summary: 'A run with its protocol: who, where and why, by numbers of applications',
  params,
  reply: z.object({
    run: RunView,
    protocol: z.custom<Protocol>(),
    /** Groups of the frozen input with the places each had to give. */
    places: z.array(z.object({ group: z.string(), organisation: z.string(), free: z.number() })),
    organisations: z.array(z.object({ id: z.string(), name: z.string() })),
    groups: z.array(z.object({ id: z.string(), name: z.string() })),
    applications: z.array(z.object({ id: z.string(), number: z.string() })),
  }),
  handler: async ({ params: { id } }) => {
    const { protocol, input, municipality_id: municipality } = await runFor(id);
    const [run] = await runsWhere(part`r.id = ${id} AND ${within()}`, 1);
    const parsed = JSON.parse(protocol) as Protocol;
    const numbers = parsed.decisions.map(({ number }) => number);
    const applications = await sql<{
      id: string;
      number: string;
      childId: string;
    }>`SELECT id, number, child_id AS "childId"
      FROM kindergarten.applications WHERE number = ANY (${numbers}::text[])`;
    const personIds = applications.map(({ childId }) => childId);
    await audit('kindergarten.run-read', { type: 'allocation-run', id, personIds });
    return {
      run,
      protocol: parsed,
      places: (JSON.parse(input) as AllocationInput).places.map(({ group, organisation, free }) => ({
        group,
        organisation,
        free,
      })),
      organisations:
        await sql`SELECT id, short_name AS name FROM core.organisations WHERE municipality_id = ${municipality} AND kind = 'kindergarten' LIMIT 2000`,
      groups: await sql`SELECT id, name FROM kindergarten.groups WHERE municipality_id = ${municipality} LIMIT 10000`,
      applications: applications.map(({ childId: _, ...application }) => application),
    };
  },
});

const make = route({
  method: 'POST',
  path: '/runs',
  access,
  summary: 'A dry run: freezes queue and places, gives places on paper, tells nobody',
  payload: NewRun,
  idempotent: true,
  reply: Made,
  handler: async ({ payload }) => ({ id: await makeRun(payload) }),
});

const whatIf = route({
  method: 'POST',
  path: '/runs/{id}/what-if',
  idempotent: 'if-asked',
  access,
  summary: 'The same frozen queue with other numbers of places',
  params,
  payload: WhatIf,
  reply: Made,
  handler: async ({ params: { id }, payload }) => ({ id: await makeWhatIf(id, payload) }),
});

const propose = route({
  method: 'POST',
  path: '/runs/{id}/propose',
  idempotent: 'if-asked',
  access,
  summary: 'Put a dry run before a second person',
  params,
  reply: Done,
  handler: async ({ params: { id } }) => {
    await proposeRun(id);
    return ok;
  },
});

const confirm = route({
  method: 'POST',
  path: '/runs/{id}/confirm',
  access,
  summary: 'Confirm a run that another person proposed: directions are issued, families are told',
  params,
  idempotent: true,
  reply: z.object({ issued: z.number() }),
  handler: async ({ params: { id } }) => ({ issued: await confirmRun(id) }),
});

const discard = route({
  method: 'POST',
  path: '/runs/{id}/discard',
  access,
  summary: 'Discard a run that was not confirmed',
  params,
  reply: Done,
  handler: async ({ params: { id } }) => {
    await discardRun(id);
    return ok;
  },
});

const again = route({
  method: 'POST',
  path: '/runs/{id}/replay',
  reads: true,
  access,
  summary: 'Run the frozen input again and compare the protocols byte by byte',
  params,
  unaudited: 'Проверка ничего не меняет',
  reply: z.object({ same: z.boolean(), kept: z.string(), now: z.string() }),
  handler: ({ params: { id } }) => replayRun(id),
});

export const runRoutes = [list, municipalities, read, make, whatIf, propose, confirm, discard, again];
