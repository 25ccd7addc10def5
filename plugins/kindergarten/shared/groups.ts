import { z } from 'zod';
import { Day, GroupState, Language, Orientation, Regime } from './words';

const area = z.number().positive().max(2000);
const age = z.int().min(0).max(7);

/** What a group is made for, now or in a plan. */
export const groupFields = {
  ageFrom: age,
  ageTo: age,
  orientation: Orientation,
  regime: Regime,
  language: Language.default('ru'),
  areaM2: area,
  /** The head may set fewer places than the area allows, with the order that says so. */
  ownLimit: z.int().min(0).max(60).nullable().default(null),
  ownLimitGround: z.string().trim().min(5).max(200).nullable().default(null),
};

export const NewGroup = z
  .strictObject({
    organisationId: z.uuid(),
    schoolYear: z.int().min(2015).max(2100),
    name: z.string().trim().min(1).max(80),
    ...groupFields,
  })
  .refine(({ ageFrom, ageTo }) => ageFrom <= ageTo, { message: 'Возраст «от» больше возраста «до»', path: ['ageTo'] })
  .refine(({ ownLimit, ownLimitGround }) => ownLimit === null || ownLimitGround, {
    message: 'Назовите приказ, которым мест меньше нормы',
    path: ['ownLimitGround'],
  });
export type NewGroup = z.output<typeof NewGroup>;

export const GroupView = z.object({
  id: z.string(),
  organisationId: z.string(),
  organisation: z.string(),
  schoolYear: z.number(),
  name: z.string(),
  ageFrom: z.number(),
  ageTo: z.number(),
  orientation: z.string(),
  regime: z.string(),
  language: z.string(),
  areaM2: z.number(),
  ownLimit: z.number().nullable(),
  capacity: z.number(),
  children: z.number(),
  directed: z.number(),
  free: z.number(),
  announced: z.boolean(),
  state: GroupState,
  quarantineUntil: z.string().nullable(),
  /** Of the combined orientation alone: children with special needs against the most that the norm allows at the age. */
  ratio: z
    .object({
      special: z.number(),
      most: z.object({ children: z.number(), special: z.number(), ground: z.string(), verified: z.boolean() }),
      isOver: z.boolean(),
    })
    .optional(),
});
export type GroupView = z.infer<typeof GroupView>;

export const Quarantine = z.strictObject({ until: Day.nullable(), ground: z.string().trim().min(5).max(200) });
