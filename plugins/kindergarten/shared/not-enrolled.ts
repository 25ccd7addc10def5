import { z } from 'zod';

/** Children of school age of whom neither a kindergarten nor a school says that they attend. */
export const NotEnrolled = z.object({
  on: z.string(),
  fromMonths: z.number(),
  act: z.string(),
  verified: z.boolean(),
  rows: z.array(
    z.object({
      id: z.string(),
      child: z.string(),
      birthDate: z.string(),
      guardian: z.string().nullable(),
      phone: z.string().nullable(),
      /** The newest application, when there is one. */
      applicationId: z.string().nullable(),
      number: z.string().nullable(),
      status: z.string().nullable(),
      /** The kindergarten that the child left last, and when. */
      garden: z.string().nullable(),
      leftOn: z.string().nullable(),
    }),
  ),
  /** How many did not fit. */
  left: z.number(),
});
export type NotEnrolled = z.infer<typeof NotEnrolled>;
