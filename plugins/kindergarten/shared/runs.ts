import { z } from 'zod';
import { Day } from './words';

export const Strategy = z.enum(['deferred-acceptance', 'serial-order']);

/** Changes to try on a frozen input: what if this group had so many places. */
export const WhatIf = z.strictObject({
  places: z.array(z.strictObject({ group: z.uuid(), free: z.int().min(0).max(100) })).max(200),
});

export const NewRun = z.strictObject({
  municipalityId: z.string().min(1).max(60),
  on: Day,
  strategy: Strategy.optional(),
});

export const RunView = z.object({
  id: z.string(),
  municipalityId: z.string(),
  municipality: z.string(),
  on: z.string(),
  strategy: z.string(),
  state: z.enum(['dry', 'proposed', 'confirmed', 'discarded']),
  madeAt: z.string(),
  madeBy: z.string().nullable(),
  proposedBy: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  basedOn: z.string().nullable(),
  inputSha256: z.string(),
  protocolSha256: z.string(),
  placed: z.number(),
  unplaced: z.number(),
});
export type RunView = z.infer<typeof RunView>;
