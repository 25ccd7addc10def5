import { z } from 'zod';

const FederalFile = z.object({
  id: z.string(),
  kind: z.enum(['applications', 'statuses']),
  name: z.string(),
  municipality: z.string().nullable(),
  rows: z.number(),
  madeAt: z.string(),
  by: z.string().nullable(),
  /** Of applications: rows that came before as they are, that could not be read, and what became of the others. */
  unchanged: z.number(),
  problems: z.number(),
  waiting: z.number(),
  asked: z.number(),
  taken: z.number(),
  rejected: z.number(),
  /** Of statuses: the numbers of its first and last event. */
  from: z.number().nullable(),
  to: z.number().nullable(),
});

export const FederalBoard = z.object({
  /** Whether the format was checked with the portal: it is our own, and was not. */
  verified: z.literal(false),
  files: z.array(FederalFile),
  /** How many steps wait to be given to the portal. */
  fresh: z.number(),
});
export type FederalBoard = z.infer<typeof FederalBoard>;

export const FederalRow = z.object({
  line: z.number(),
  portalId: z.string().nullable(),
  number: z.string().nullable(),
  state: z.enum(['waiting', 'asked', 'taken', 'rejected']),
  applicationId: z.string().nullable(),
  /** What to correct, a sentence a column. */
  issues: z.array(z.object({ column: z.string().nullable(), message: z.string() })),
});
export type FederalRow = z.infer<typeof FederalRow>;

export const FederalDetail = z.object({ file: FederalFile, rows: z.array(FederalRow) });
export type FederalDetail = z.infer<typeof FederalDetail>;

const Person = z.object({ name: z.string(), birthDate: z.string().nullable() });

/** What a person has to decide about an application of the portal. */
export const FederalQuestion = z.object({
  id: z.string(),
  portalId: z.string(),
  number: z.string(),
  filedAt: z.string(),
  municipality: z.string().nullable(),
  question: z.enum(['child', 'guardian', 'kinship']),
  reasons: z.array(z.string()),
  child: Person,
  guardian: Person,
  ground: z.string(),
});
export type FederalQuestion = z.infer<typeof FederalQuestion>;

export const FederalDecision = z.strictObject({
  /** The same person (or: the paper is in order), another one, or the application goes back to the portal. */
  decision: z.enum(['same', 'other', 'reject']),
  reason: z.string().trim().min(5, 'Назовите документ или причину').max(300),
});
export type FederalDecision = z.output<typeof FederalDecision>;

export const FederalEvent = z.object({
  /** Its number in the order in which the portal reads: ask for those after the last one. */
  serial: z.number(),
  portalId: z.string(),
  number: z.string(),
  at: z.string(),
  status: z.string(),
  /** The name of the state that families see. */
  statusName: z.string(),
  ground: z.string().nullable(),
  comment: z.string().nullable(),
});
export type FederalEvent = z.infer<typeof FederalEvent>;
