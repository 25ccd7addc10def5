import { z } from 'zod';

/** By which act a rule holds, since and until when, and whether a person has compared it with the act. */
const Grounds = z.object({
  act: z.string(),
  verified: z.boolean(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});

/** One version of what the act of a municipality sets. */
const RulesVersion = Grounds.extend({
  id: z.string(),
  /** No act of this municipality was entered: it holds for all who have none. */
  isDefault: z.boolean(),
  strategy: z.enum(['deferred-acceptance', 'serial-order']),
  keys: z.array(z.enum(['class', 'sibling', 'filed'])),
  answerDays: z.number(),
  documentsDays: z.number(),
  declineKeepsTime: z.boolean(),
  pauseKeepsTime: z.boolean(),
  moveKeepsTime: z.boolean(),
});
export type RulesVersion = z.infer<typeof RulesVersion>;

const Place = z.object({ id: z.string(), name: z.string() });

/** The rules by which the queue of a municipality is kept on a day. */
export const QueueRules = z.object({
  on: z.string(),
  municipality: Place,
  municipalities: z.array(Place),
  inForce: RulesVersion.nullable(),
  toCome: z.array(RulesVersion),
  categories: z.array(Grounds.extend({ code: z.string(), title: z.string(), titleEn: z.string(), class: z.number() })),
  norms: z.array(
    Grounds.extend({
      code: z.string(),
      title: z.string(),
      titleEn: z.string(),
      unit: z.string(),
      unitEn: z.string(),
      clause: z.string().nullable(),
      value: z.number(),
    }),
  ),
});
export type QueueRules = z.infer<typeof QueueRules>;
