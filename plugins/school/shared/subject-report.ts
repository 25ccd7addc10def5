import { z } from 'zod';

/** Marks of a period by journal: how many pupils got which; not attested and not marked yet stand apart. */
export const SubjectReport = z.object({
  lines: z.array(
    z.object({
      journalId: z.string(),
      subject: z.string(),
      title: z.string(),
      titleEn: z.string(),
      classId: z.string(),
      class: z.string(),
      subgroup: z.number().nullable(),
      teacherId: z.string().nullable(),
      teacher: z.string().nullable(),
      pupils: z.number(),
      fives: z.number(),
      fours: z.number(),
      threes: z.number(),
      twos: z.number(),
      unattested: z.number(),
      waiting: z.number(),
    }),
  ),
});
export type SubjectReport = z.infer<typeof SubjectReport>;
