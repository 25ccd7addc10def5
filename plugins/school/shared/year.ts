import { z } from 'zod';
import { periodKinds } from './codes';
import { Day } from './journal';

const Grade = z.int().min(1).max(11);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Время — часы и минуты: 08:30');
/** Hours a week; of lessons in every second week half an hour. */
const Hours = z
  .number()
  .min(0.5, 'Часов в неделю — от 0,5 до 12')
  .max(12, 'Часов в неделю — от 0,5 до 12')
  .multipleOf(0.5, 'Часы — целые или с половиной');

export const PeriodInput = z.strictObject({
  id: z.uuid().nullable().default(null),
  kind: z.enum(periodKinds),
  number: z.int().min(1).max(4),
  gradeFrom: Grade,
  gradeTo: Grade,
  startsOn: Day,
  endsOn: Day,
});
export type PeriodInput = z.output<typeof PeriodInput>;

export const HolidayInput = z.strictObject({
  title: z.string().trim().min(1, 'Название не заполнено').max(80),
  gradeFrom: Grade,
  gradeTo: Grade,
  startsOn: Day,
  endsOn: Day,
});
export type HolidayInput = z.output<typeof HolidayInput>;

export const BellInput = z.strictObject({
  shift: z.union([z.literal(1), z.literal(2)]),
  number: z.int().min(1).max(12),
  startsAt: Time,
  endsAt: Time,
});
export type BellInput = z.output<typeof BellInput>;

export const YearInput = z.strictObject({
  version: z.int().min(1),
  startsOn: Day,
  endsOn: Day,
  periods: z.array(PeriodInput).max(40),
  holidays: z.array(HolidayInput).max(40),
  bells: z.array(BellInput).max(24),
});
export type YearInput = z.output<typeof YearInput>;

/** A year of a school: empty, or like an earlier one, with its classes a grade higher if wanted. */
export const NewYear = z.strictObject({
  organisationId: z.uuid(),
  firstYear: z.int().min(2000).max(2100),
  copyFrom: z.uuid().nullable().default(null),
  withClasses: z.boolean().default(false),
});
export type NewYear = z.output<typeof NewYear>;

export const ClassInput = z.strictObject({
  grade: Grade,
  letter: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[А-ЯЁ]{1,2}$/, 'Литера — одна или две русские буквы'),
  shift: z.union([z.literal(1), z.literal(2)]),
  weekDays: z.union([z.literal(5), z.literal(6)]),
  setNumber: z.int().min(1).max(20).nullable().default(null),
  teacherId: z.uuid().nullable().default(null),
});
export type ClassInput = z.output<typeof ClassInput>;

export const YearBrief = z.object({
  id: z.string(),
  organisationId: z.string(),
  organisation: z.string(),
  firstYear: z.number(),
  startsOn: z.string(),
  endsOn: z.string(),
  classes: z.number(),
  pupils: z.number(),
});
export type YearBrief = z.infer<typeof YearBrief>;

export const Years = z.object({
  years: z.array(YearBrief),
  /** Schools of which one may lay a year. */
  schools: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Years = z.infer<typeof Years>;

/** Who works in the school; `post` is as what, where a file or somebody has said so. */
const Staff = z.object({ id: z.string(), name: z.string(), post: z.string().nullable() });

export const YearClass = ClassInput.extend({
  id: z.string(),
  letter: z.string(),
  name: z.string(),
  teacher: z.string().nullable(),
  pupils: z.number(),
  planned: z.number(),
  /** Hours of the curriculum that somebody teaches. */
  taught: z.number(),
});
export type YearClass = z.infer<typeof YearClass>;

export const YearView = YearBrief.extend({
  version: z.number(),
  /** Whether the calendar may be written; classes have their own right by grade. */
  mayKeep: z.boolean(),
  periods: z.array(PeriodInput.extend({ id: z.string(), isUsed: z.boolean() })),
  holidays: z.array(HolidayInput),
  bells: z.array(BellInput),
  classList: z.array(YearClass),
  staff: z.array(Staff),
  norms: z.object({
    startEarliest: z.number(),
    secondShiftEnd: z.number(),
    lessonMost: z.number(),
    breakLeast: z.number(),
    isVerified: z.boolean(),
  }),
});
export type YearView = z.infer<typeof YearView>;

export const LoadInput = z.strictObject({
  id: z.uuid().nullable().default(null),
  subgroup: z.int().min(1).max(4).nullable(),
  teacherId: z.uuid().nullable(),
  hours: Hours,
});
export const SubjectPlan = z.strictObject({
  subject: z.string().min(1).max(40),
  hours: Hours,
  loads: z.array(LoadInput).max(4),
});
export type SubjectPlan = z.output<typeof SubjectPlan>;
export const ClassLoadInput = z.strictObject({
  version: z.int().min(1),
  subjects: z
    .array(SubjectPlan)
    .max(40)
    .refine((rows) => new Set(rows.map(({ subject }) => subject)).size === rows.length, {
      message: 'Предмет назван дважды',
    }),
});
export type ClassLoadInput = z.output<typeof ClassLoadInput>;

export const ClassLoadView = z.object({
  classId: z.string(),
  yearId: z.string(),
  name: z.string(),
  organisation: z.string(),
  version: z.number(),
  weekDays: z.number(),
  subjects: z.array(
    SubjectPlan.extend({ loads: z.array(LoadInput.extend({ id: z.string(), isTaught: z.boolean() })) }),
  ),
  catalogue: z.array(z.object({ code: z.string(), title: z.string(), titleEn: z.string() })),
  /** Hours a week that each teacher has in other classes of the year. */
  staff: z.array(Staff.extend({ elsewhere: z.number() })),
  norm: z.object({ week: z.number(), rate: z.number(), act: z.string(), isVerified: z.boolean() }),
});
export type ClassLoadView = z.infer<typeof ClassLoadView>;

export const Groups = z.object({
  loads: z.array(z.object({ id: z.string(), subject: z.string(), subgroup: z.number() })),
  pupils: z.array(z.object({ id: z.string(), name: z.string(), loadIds: z.array(z.string()) })),
});
export type Groups = z.infer<typeof Groups>;

export const GroupsInput = z.strictObject({
  subject: z.string().min(1).max(40),
  places: z
    .array(z.strictObject({ pupilId: z.uuid(), loadId: z.uuid().nullable() }))
    .min(1)
    .max(80)
    .refine((places) => new Set(places.map(({ pupilId }) => pupilId)).size === places.length, {
      message: 'Ученик назван дважды',
    }),
});
export type GroupsInput = z.output<typeof GroupsInput>;

export const Unplaced = z.array(z.object({ id: z.string(), name: z.string(), birthDate: z.string().nullable() }));
export type Unplaced = z.infer<typeof Unplaced>;
export const Placing = z.strictObject({ personIds: z.array(z.uuid()).min(1).max(100), from: Day });
export type Placing = z.output<typeof Placing>;
