import { z } from 'zod';
import { mostChoices } from './codes';
import { Day, Ground, Language, Orientation, Origin, Regime, Status } from './words';

/** What a family asks for. */
export const Wishes = z.strictObject({
  desiredOn: Day,
  orientation: Orientation.default('general'),
  regimes: z.array(Regime).min(1).max(5).default(['full']),
  language: Language.nullable().default(null),
  /** Any other kindergarten of the municipality when none of the list has a place. */
  anywhere: z.boolean().default(false),
  /** Of a child who attends: an exchange of places with other families would do as well. */
  swaps: z.boolean().default(false),
  choices: z
    .array(z.strictObject({ organisationId: z.uuid(), siblingId: z.uuid().nullable().default(null) }))
    .min(1, 'Выберите хотя бы один детский сад')
    .max(mostChoices)
    .refine((list) => new Set(list.map(({ organisationId }) => organisationId)).size === list.length, {
      message: 'Один детский сад выбран дважды',
    }),
});
export type Wishes = z.output<typeof Wishes>;

export const NewApplication = z.strictObject({
  childId: z.uuid(),
  secondGuardianId: z.uuid().nullable().default(null),
  /** A twin for whom an application stands already: the places are then given together. */
  togetherWith: z.uuid().nullable().default(null),
  wishes: Wishes,
});
export type NewApplication = z.output<typeof NewApplication>;

/** A paper may have come before it is entered: then its time needs a ground. */
export const paperHasGround = {
  rule: (given: { origin: string; filedAt?: string | undefined; filingGround?: string | undefined }) =>
    given.origin !== 'paper' || Boolean(given.filedAt && given.filingGround),
  says: { message: 'Для бумажного заявления нужны время его получения и основание', path: ['filingGround'] },
};

/** At the desk the clerk writes for a guardian; a paper may have come earlier, which needs a ground. */
export const DeskApplication = NewApplication.extend({
  guardianId: z.uuid(),
  origin: Origin.exclude(['portal', 'federal']).default('desk'),
  filedAt: z.iso.datetime({ offset: true }).optional(),
  filingGround: z.string().trim().min(5).max(300).optional(),
}).refine(paperHasGround.rule, paperHasGround.says);
export type DeskApplication = z.output<typeof DeskApplication>;

export const NewPrivilege = z.strictObject({
  category: z.string().min(1).max(60),
  document: z.string().trim().min(3, 'Назовите документ: вид, номер, дата').max(200),
  validTo: Day.nullable().default(null),
});

export const Step = z.strictObject({
  to: Status,
  ground: Ground.optional(),
  comment: z.string().trim().max(500).optional(),
});

const Choice = z.object({
  organisationId: z.string(),
  name: z.string(),
  rank: z.number(),
  siblingId: z.string().nullable(),
  siblingConfirmed: z.boolean(),
});

export const ApplicationView = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: Status,
  origin: Origin,
  childId: z.string(),
  child: z.string(),
  guardianId: z.string(),
  guardian: z.string(),
  municipalityId: z.string().nullable(),
  municipality: z.string().nullable(),
  receivedAt: z.string().nullable(),
  filedAt: z.string().nullable(),
  filingGround: z.string().nullable(),
  desiredOn: z.string(),
  orientation: z.string(),
  regimes: z.array(z.string()),
  language: z.string().nullable(),
  anywhere: z.boolean(),
  /** The kindergarten from which a transfer is asked for; null when the child attends none. */
  transferFrom: z.string().nullable(),
  swaps: z.boolean(),
  /** Full years on 1 September of the year for which a place is wanted. */
  age: z.number(),
  class: z.number(),
  decideBy: z.string().nullable(),
  /** The production calendar of the next last day is not whole yet: the day may still move. */
  isProvisional: z.boolean(),
  choices: z.array(Choice),
  privileges: z.array(
    z.object({
      id: z.string(),
      category: z.string(),
      title: z.string(),
      titleEn: z.string(),
      class: z.number(),
      document: z.string(),
      validTo: z.string().nullable(),
      state: z.enum(['unverified', 'confirmed', 'refused', 'expired', 'replaced']),
      ground: z.string().nullable(),
    }),
  ),
  direction: z
    .object({
      id: z.string(),
      number: z.string(),
      organisation: z.string(),
      group: z.string(),
      state: z.string(),
      answerBy: z.string(),
      documentsBy: z.string().nullable(),
      /** The place comes by an exchange: how many families, and how many of them have agreed. */
      ring: z.object({ families: z.number(), agreed: z.number() }).nullable(),
    })
    .nullable(),
});
export type ApplicationView = z.infer<typeof ApplicationView>;

export const HistoryLine = z.object({
  at: z.string(),
  kind: z.string(),
  status: z.string().nullable(),
  ground: z.string().nullable(),
  comment: z.string().nullable(),
  who: z.enum(['guardian', 'staff', 'system']),
  act: z.string().nullable(),
});

/** One list a child stands in. */
export const PositionView = z.object({
  organisationId: z.string(),
  organisation: z.string(),
  age: z.number(),
  position: z.number(),
  of: z.number(),
  /** When the list last changed or was checked. */
  countedAt: z.string(),
});

/** What moved a child in a list since a moment: sums to the difference exactly. */
export const MoveView = z.object({
  at: z.string(),
  cause: z.string(),
  /** −1 up, +1 down, 0 of its own application. */
  by: z.number(),
  class: z.number(),
  own: z.boolean(),
});

/** What the municipality's act says of answers to an offer: said to the family before it answers. */
export const OwnRules = z.object({
  act: z.string(),
  verified: z.boolean(),
  answerDays: z.number(),
  documentsDays: z.number(),
  declineKeepsTime: z.boolean(),
});

/** What the act of a municipality says of applications that come from another one. */
export const MoveRules = z.object({
  municipality: z.string(),
  act: z.string(),
  verified: z.boolean(),
  moveKeepsTime: z.boolean(),
});
