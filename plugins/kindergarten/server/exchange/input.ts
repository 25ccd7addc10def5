import { z } from 'zod';

/** Who is willing to swap: a child by the number of its application, the group it sits in, and what the family wishes. */
const Swapper = z.strictObject({
  number: z.string(),
  filed: z.iso.datetime(),
  class: z.int().min(0).max(9),
  cohort: z.int(),
  orientation: z.string(),
  regimes: z.array(z.string()).min(1),
  language: z.string().nullable(),
  /** Organisations, the most wanted first. */
  choices: z.array(z.uuid()),
  /** The place that is given. */
  group: z.strictObject({
    id: z.uuid(),
    organisation: z.uuid(),
    schoolYear: z.int(),
    from: z.int(),
    to: z.int(),
    orientation: z.string(),
    regime: z.string(),
    language: z.string(),
  }),
});
export type Swapper = z.infer<typeof Swapper>;

/** Everything that decides which rings are found. The same input gives the same rings, today and after years. */
export const ExchangeInput = z.strictObject({
  municipality: z.string(),
  on: z.iso.date(),
  strategy: z.literal('top-trading-cycles'),
  version: z.literal(1),
  swappers: z.array(Swapper),
});
export type ExchangeInput = z.infer<typeof ExchangeInput>;

/** Before whom one stands in the queue of all: class, time of filing, number. */
const standing = ({ class: rank, filed, number }: Pick<Swapper, 'class' | 'filed' | 'number'>) =>
  `${rank} ${filed} ${number}`;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The text that is frozen and hashed: rows in the order of the queue, whatever order they came in. */
export const canonicalExchange = ({ swappers, ...input }: ExchangeInput): string =>
  JSON.stringify(
    ExchangeInput.parse({
      ...input,
      swappers: swappers
        .map((one) => ({ ...one, regimes: [...one.regimes].sort() }))
        .sort((a, b) => byText(standing(a), standing(b))),
    }),
  );
