import { z } from 'zod';

const Lacking = {
  required: z.number(),
  lacking: z.array(z.object({ kind: z.string(), title: z.string(), titleEn: z.string() })),
};

/** A class with what the personal file of each pupil lacks. */
export const ClassDossiers = z.object({
  name: z.string(),
  organisation: z.string(),
  pupils: z.array(z.object({ id: z.string(), name: z.string(), leftOn: z.string().nullable(), ...Lacking })),
});
export type ClassDossiers = z.infer<typeof ClassDossiers>;

export const StaffSearch = z.strictObject({
  text: z.string().trim().max(100).default(''),
  /** Those who work in the school, or those who have left it. */
  who: z.enum(['here', 'left']).default('here'),
  limit: z.int().min(1).max(1000).default(500),
});
export type StaffSearch = z.output<typeof StaffSearch>;

export const StaffBrief = z.object({
  id: z.string(),
  name: z.string(),
  post: z.string(),
  organisation: z.string(),
  leftOn: z.string().nullable(),
  ...Lacking,
});
export type StaffBrief = z.infer<typeof StaffBrief>;
