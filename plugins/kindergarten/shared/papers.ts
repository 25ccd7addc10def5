import { z } from 'zod';

/** A scan beside an application. */
export const PaperView = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  /** False until it was looked at by the scanner, where there is one. */
  isGivenOut: z.boolean(),
  storedAt: z.string(),
});
export type PaperView = z.infer<typeof PaperView>;
