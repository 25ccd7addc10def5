import { z } from 'zod';
import { Language } from '.';

const Dimension = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

const DeliveryEvery = z.enum(['daily', 'weekly', 'monthly']);

export const DeliveryFormat = z.enum(['pdf', 'xlsx']);
export type DeliveryFormat = z.infer<typeof DeliveryFormat>;

export const mostRecipients = 30;
/** Then the owner is asked whether it is still wanted. */
export const longestDays = 366;

/** When what is sent to whom; the hour is that of the region. */
export const DeliveryPlan = z
  .strictObject({
    every: DeliveryEvery,
    /** Of the week from Monday, or of the month; a month without it has its last one. */
    day: z.int().min(1).max(31).nullable().default(null),
    hour: z.int().min(0).max(23),
    formats: z.array(DeliveryFormat).min(1, 'Выберите формат').max(2),
    recipients: z
      .array(z.uuid())
      .min(1, 'Выберите, кому присылать')
      .max(mostRecipients, `Получателей не больше ${mostRecipients}`),
    endsOn: z.iso.date('Укажите, по какой день присылать'),
  })
  .superRefine(({ every, day }, found) => {
    const most = every === 'weekly' ? 7 : 31;
    if (every !== 'daily' && (day === null || day > most))
      found.addIssue({ code: 'custom', path: ['day'], message: 'Выберите день' });
  });
export type DeliveryPlan = z.output<typeof DeliveryPlan>;

export const NewDelivery = z.strictObject({
  dashboard: z.string().max(120),
  /** The parameters of the address of the board: what they leave out is as the board opens on the day of sending. */
  search: z.record(Dimension, z.string().max(4_000)).default({}),
  language: Language.default('ru'),
  plan: DeliveryPlan,
});
export type NewDelivery = z.output<typeof NewDelivery>;

/** Why somebody gets nothing. */
export const DeliveryWhy = z.enum([
  'no-right',
  'no-account',
  'no-address',
  'switched-off',
  'too-large',
  'no-figures',
  'failed',
  'mail-failed',
]);
export type DeliveryWhy = z.infer<typeof DeliveryWhy>;

export const DeliveryPerson = z.object({
  id: z.string(),
  name: z.string(),
  post: z.string().nullable(),
  /** The account has a proved address. */
  hasMail: z.boolean(),
});
export type DeliveryPerson = z.infer<typeof DeliveryPerson>;

/** How the last sending went: `waiting` counts those whose letter is still on its way. */
export const DeliveryRun = z.object({
  at: z.string(),
  sent: z.int(),
  waiting: z.int(),
  troubles: z.array(z.object({ name: z.string(), why: DeliveryWhy })),
});
export type DeliveryRun = z.infer<typeof DeliveryRun>;

export const DeliveryView = z.object({
  id: z.string(),
  version: z.int(),
  dashboard: z.string(),
  /** Null when the board is not there any more or not open to the reader. */
  title: z.string().nullable(),
  titleEn: z.string().nullable(),
  search: z.record(z.string(), z.string()),
  /** What it is narrowed to, in words; empty when it is as the board opens. */
  words: z.string(),
  plan: z.object({
    every: DeliveryEvery,
    day: z.int().nullable(),
    hour: z.int(),
    formats: z.array(DeliveryFormat),
    /** Empty for whoever only gets it. */
    recipients: z.array(z.string()),
    endsOn: z.string(),
  }),
  owner: z.string(),
  isMine: z.boolean(),
  /** The reader may stop it and take it away. */
  isLed: z.boolean(),
  /** The reader stands among the recipients, and still wants it. */
  isSentToMe: z.boolean(),
  isWanted: z.boolean(),
  isActive: z.boolean(),
  /** Null when it has ended. */
  nextAt: z.string().nullable(),
  /** Why the last date passed without a sending. */
  fault: DeliveryWhy.nullable(),
  /** Empty for whoever only gets it. */
  people: z.array(DeliveryPerson.extend({ hasLeft: z.boolean() })),
  last: DeliveryRun.nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;
