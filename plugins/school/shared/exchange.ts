import { z } from 'zod';

/** What the draft of a timetable is given out as: for the program FET, or as a table. */
export const exchangeFormats = ['fet', 'csv'] as const;

export const ExchangeOut = z.strictObject({
  format: z.enum(exchangeFormats),
  /** Whether FET must leave the lessons that stand where they are, or may place them anew. */
  placed: z.enum(['locked', 'free']).default('locked'),
});

/** What may be wrong with a row of a file that is taken into a draft. */
export const rowProblems = [
  'cells',
  'id-unknown',
  'class-unknown',
  'subject-unknown',
  'no-load',
  'teacher-unknown',
  'teacher-other',
  'day-unknown',
  'day-free',
  'hour-unknown',
  'place-half',
  'room-long',
  'twice',
  'conflict',
] as const;
export type RowProblemKind = (typeof rowProblems)[number];

const At = z.object({
  weekday: z.number(),
  number: z.number(),
  weeks: z.enum(['every', 'odd', 'even']),
  room: z.string().nullable(),
});

/** What a file does, or has done, to a draft; of long lists the beginning. */
export const Exchange = z.object({
  format: z.enum(['fet', 'fet-activities', 'fet-csv', 'csv']),
  stays: z.number(),
  put: z.number(),
  moved: z.number(),
  removed: z.number(),
  changes: z.array(
    z.object({
      kind: z.enum(['put', 'moved', 'removed']),
      of: z.string(),
      from: At.nullable(),
      to: At.nullable(),
    }),
  ),
  unfit: z.number(),
  problems: z.array(
    z.object({
      /** The row of the table, or which of the activities of FET it is. */
      line: z.number(),
      of: z.string(),
      kind: z.enum(rowProblems),
      what: z.string().nullable(),
      met: z.array(z.object({ kind: z.enum(['teacher', 'room', 'class', 'group']), class: z.string() })),
    }),
  ),
  newRooms: z.array(z.string()),
  /** What the file was held against and what it does there: it is taken in while both are so. */
  seen: z.string(),
});
export type Exchange = z.infer<typeof Exchange>;

/** Fields that go with a file: what its check has answered as `seen`, and whether rows that do not fit may be left out. */
export const ExchangeIn = z.object({
  seen: z.string().max(64),
  partly: z.enum(['yes', 'no']).default('no'),
});
