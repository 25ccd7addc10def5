import { z } from 'zod';

export const HomeworkFile = z.object({ id: z.string(), name: z.string(), bytes: z.number(), isGivenOut: z.boolean() });
export type HomeworkFile = z.infer<typeof HomeworkFile>;

/** Homework for some pupils of a lesson, instead of that for the class. */
export const HomeworkPart = z.object({
  id: z.string(),
  text: z.string(),
  pupilIds: z.array(z.string()),
  files: z.array(HomeworkFile),
});
export type HomeworkPart = z.infer<typeof HomeworkPart>;

/** All homework for some pupils of a lesson, and the version it was seen in; a part without an id is new. */
export const HomeworkPartsInput = z.strictObject({
  version: z.int().min(0),
  parts: z
    .array(
      z.strictObject({
        id: z.uuid().nullable().default(null),
        text: z.string().trim().min(1, 'Задание не заполнено').max(2000),
        pupilIds: z.array(z.uuid()).min(1, 'Выберите хотя бы одного ученика').max(60),
      }),
    )
    .max(10, 'Не больше десяти отдельных заданий на урок')
    .refine(
      (parts) => {
        const pupils = parts.flatMap(({ pupilIds }) => pupilIds);
        return new Set(pupils).size === pupils.length;
      },
      { message: 'У ученика может быть одно отдельное задание' },
    ),
});
export type HomeworkPartsInput = z.output<typeof HomeworkPartsInput>;

/** Minutes of homework that a class has for the day on which that of a lesson is due, and the norm of its grade. */
export const HomeworkMeter = z.object({
  dueOn: z.string(),
  /** Of the other subjects of that day. */
  others: z.number(),
  norm: z.number(),
  act: z.string(),
  clause: z.string().nullable(),
  isVerified: z.boolean(),
});

/** Whether the day of a lesson is taken by a control work of another subject, and lessons to come on days that are free. */
export const ControlDays = z.object({
  meets: z.object({ subject: z.string(), subjectEn: z.string() }).nullable(),
  free: z.array(z.object({ id: z.string(), day: z.string() })),
});
