import { z } from 'zod';

/** A class that one leads. */
export const LedClass = z.object({ id: z.string(), name: z.string(), organisation: z.string() });
export type LedClass = z.infer<typeof LedClass>;

const Member = z.object({
  personId: z.string(),
  name: z.string(),
  /** For whom a guardian stands; empty for a pupil. */
  of: z.array(z.string()),
});

/** A pupil of the class or who stands for one, and how they enter. */
export const ClassEntry = Member.extend({ state: z.enum(['none', 'waiting', 'signed-in', 'staff', 'closed']) });
export type ClassEntry = z.infer<typeof ClassEntry>;

/** At most as many as a class has with its guardians. */
export const CodesInput = z.strictObject({
  personIds: z.array(z.uuid()).min(1, 'Выберите хотя бы одного человека').max(200),
});
export type CodesInput = z.output<typeof CodesInput>;

/** What is printed for one person; the code is shown this once. */
export const EntryCode = Member.extend({ login: z.string(), code: z.string(), endsAt: z.string() });
export type EntryCode = z.infer<typeof EntryCode>;
