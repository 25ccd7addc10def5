import { z } from 'zod';
import { absenceReasons } from './codes';
import { Day } from './words';

export const AbsenceReason = z.enum(absenceReasons);
export type AbsenceReason = z.infer<typeof AbsenceReason>;

export const ReleaseGround = z.enum(['to-school', 'by-family', 'other-kindergarten', 'left-region', 'medical']);

const many = z
  .array(z.uuid())
  .min(1, 'Выберите детей')
  .max(200)
  .refine((ids) => new Set(ids).size === ids.length, { message: 'Ребёнок выбран дважды' });

export const Transfer = z.strictObject({
  pupils: many,
  groupId: z.uuid(),
  from: Day,
  /** The order that allows a child of another age into the group. */
  ageGround: z.string().trim().min(5, 'Назовите приказ: номер и дату').max(200).optional(),
});
export type Transfer = z.output<typeof Transfer>;
export const Release = z.strictObject({ pupils: many, on: Day, ground: ReleaseGround });
export type Release = z.output<typeof Release>;

const Mark = z
  .strictObject({
    pupilId: z.uuid(),
    status: z.enum(['present', 'absent']),
    reason: AbsenceReason.nullable().default(null),
  })
  .refine(({ status, reason }) => (status === 'absent') === (reason !== null), {
    message: 'Причина нужна отсутствующему, и только ему',
    path: ['reason'],
  });
export type Mark = z.output<typeof Mark>;
export const Marks = z.strictObject({
  marks: z
    .array(Mark)
    .min(1)
    .max(200)
    .refine((marks) => new Set(marks.map(({ pupilId }) => pupilId)).size === marks.length, {
      message: 'Ребёнок отмечен дважды',
    }),
});

/** What one day of a group says of its meals. */
export const DayCount = z.object({
  groupId: z.string(),
  group: z.string(),
  organisationId: z.string(),
  organisation: z.string(),
  enrolled: z.number(),
  present: z.number(),
  absent: z.number(),
  /** Of the absent, those of whom the family told. */
  announced: z.number(),
  unmarked: z.number(),
  /** Of the present, those who came after the meals were counted. */
  late: z.number(),
  /** Everybody who is not known to be absent. */
  meals: z.number(),
});
export type DayCount = z.infer<typeof DayCount>;

export const MealCounts = z.object({
  day: z.string(),
  isWorked: z.boolean(),
  cutOff: z.string(),
  groups: z.array(DayCount),
  kindergartens: z.array(DayCount.omit({ groupId: true, group: true })),
});
export type MealCounts = z.infer<typeof MealCounts>;

export const DayRow = z.object({
  pupilId: z.string(),
  child: z.string(),
  status: z.enum(['present', 'absent']).nullable(),
  reason: AbsenceReason.nullable(),
  isAnnounced: z.boolean(),
});
export type DayRow = z.infer<typeof DayRow>;

export const MonthTable = z.object({
  group: z.string(),
  isClosed: z.boolean(),
  days: z.array(z.object({ day: z.string(), isWorked: z.boolean() })),
  rows: z.array(
    z.object({
      pupilId: z.string(),
      child: z.string(),
      /** First and last day of the month on which the child belonged to the group. */
      from: z.string(),
      to: z.string(),
      /** By day: `present`, a reason, or nothing when it was not marked. */
      marks: z.record(z.string(), z.string()),
      present: z.number(),
      absent: z.number(),
      excused: z.number(),
      reasons: z.partialRecord(AbsenceReason, z.number()),
    }),
  ),
});
export type MonthTable = z.infer<typeof MonthTable>;

export const NewAbsence = z.strictObject({
  childId: z.uuid(),
  from: Day,
  to: Day,
  reason: AbsenceReason.extract(['illness', 'family', 'holiday']),
});
export type NewAbsence = z.output<typeof NewAbsence>;
