import { z } from 'zod';
import { AttendanceCode, Day, Dictionary } from './journal';

/** Days of one certificate, at most. */
export const mostCertificateDays = 62;

/** A certificate as the class teacher records it: its number or a note, no diagnosis, and its days. */
export const CertificateInput = z
  .strictObject({
    pupilId: z.uuid(),
    note: z.string().trim().min(1, 'Номер или пометка не заполнены').max(60),
    from: Day,
    to: Day,
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Последний день раньше первого' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < mostCertificateDays * 86_400_000, {
    path: ['to'],
    message: 'В одной справке — не больше двух месяцев',
  });
export type CertificateInput = z.output<typeof CertificateInput>;

/** How many absences were recoded, and days whose absences stay as they were: their period is closed. */
export const Recoded = z.object({ noted: z.number(), left: z.array(z.string()) });
export type Recoded = z.infer<typeof Recoded>;

/** Certificates of a class with what each has recoded, the last first, and the pupils of the class. */
export const ClassCertificates = z.object({
  pupils: z.array(z.object({ id: z.string(), name: z.string() })),
  codes: Dictionary.shape.codes,
  certificates: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      note: z.string(),
      from: z.string(),
      to: z.string(),
      recordedAt: z.string(),
      withdrawnAt: z.string().nullable(),
      /** Lessons of a day that had one code and got the other. */
      changes: z.array(
        z.object({ day: z.string(), lessons: z.number(), before: AttendanceCode, after: AttendanceCode }),
      ),
      /** Days with absences of another code: their period is closed, or they were noted since. */
      left: z.array(z.string()),
    }),
  ),
});
export type ClassCertificates = z.infer<typeof ClassCertificates>;
