import { z } from 'zod';

export const mostItems = 200;
export const mostFiles = 10;
export const maxFileBytes = 10 * 1024 * 1024;

/** A day; one far beyond any term is a slip of the pen. */
const Day = z.iso.date().refine((day) => day >= '1900-01-01' && day <= '2100-12-31', 'Год — от 1900 до 2100');

export const NewItem = z.strictObject({
  kind: z.string().min(1).max(60),
  receivedOn: Day,
  validUntil: Day.nullable().default(null),
  /** Number, from whom, how many sheets. */
  note: z.string().trim().max(500).nullable().default(null),
});
export type NewItem = z.output<typeof NewItem>;

export const EndItem = z.strictObject({
  /** Handed back to whom it belongs, or taken out because it should not be here. */
  as: z.enum(['returned', 'withdrawn']),
  on: Day,
  reason: z.string().trim().min(5, 'Скажите, кому выдан документ или почему он убран').max(500),
});
export type EndItem = z.output<typeof EndItem>;

/** How a line of the checklist stands today. */
export const LineState = z.enum(['present', 'missing', 'expired', 'returned']);
export type LineState = z.infer<typeof LineState>;

const Item = z.object({
  id: z.string(),
  receivedOn: z.string(),
  validUntil: z.string().nullable(),
  note: z.string().nullable(),
  recordedBy: z.string().nullable(),
  endedAs: z.enum(['returned', 'withdrawn']).nullable(),
  endedOn: z.string().nullable(),
  endReason: z.string().nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), bytes: z.number(), isGivenOut: z.boolean() })),
});
export type DossierItem = z.infer<typeof Item>;

const Line = z.object({
  kind: z.string(),
  title: z.string(),
  titleEn: z.string(),
  isRequired: z.boolean(),
  hasTerm: z.boolean(),
  act: z.string(),
  clause: z.string().nullable(),
  verified: z.boolean(),
  state: LineState,
  /** What is kept now, then what was handed back or taken out; the newest first. */
  items: z.array(Item),
});
export type DossierLine = z.infer<typeof Line>;

/** The personal file of somebody at one organisation. */
export const DossierView = z.object({
  name: z.string(),
  birthDate: z.string().nullable(),
  organisation: z.string(),
  /** The group, the class or the post. */
  place: z.string(),
  /** The last day here of whoever has left: since then papers are only handed back. */
  leftOn: z.string().nullable(),
  isLocked: z.boolean(),
  mayKeep: z.boolean(),
  /** Required lines of which no valid paper is here. */
  lacking: z.number(),
  required: z.number(),
  lines: z.array(Line),
  /** What other organisations kept before, by kind and day alone. */
  earlier: z.array(
    z.object({ organisation: z.string(), kind: z.string(), receivedOn: z.string(), endedOn: z.string().nullable() }),
  ),
});
export type DossierView = z.infer<typeof DossierView>;
