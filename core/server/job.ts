import type { z, ZodType } from 'zod';

export type JobRun = {
  /** Aborted on cancel and on shutdown: stop at the next safe point. */
  signal: AbortSignal;
  /** Shows how far the work is, 0 to 1, with a word for the present step. */
  progress(share: number, step?: string): Promise<void>;
};

export type Job<Name extends string = string, D extends ZodType = ZodType> = {
  readonly name: Name;
  readonly title: string;
  readonly data?: D;
  /** Repeats, in milliseconds or by cron in the region's time zone. */
  readonly every?: number | { cron: string } | undefined;
  /** Runs once whenever a worker starts. */
  readonly atStart?: boolean;
  /** How many may run side by side in one worker; 1 unless said. */
  readonly concurrency?: number;
  /** Jobs of one lane have a queue and slots of their own: what else the plugin does cannot keep them waiting. */
  readonly lane?: string;
  /** Attempts before the job is left failed; 5 unless said. */
  readonly attempts?: number;
  /** False: the handler opens its own transactions (long work, work in steps). */
  readonly transaction?: false;
  /** A job whose changes leave no audit event says why (counters, what follows from recorded changes). */
  readonly unaudited?: string;
  readonly handler: (data: z.output<D>, run: JobRun) => Promise<unknown>;
};

/** A job as plain data. It may run twice or start again from the beginning: make every step safe to repeat. */
export function job<const Name extends string, D extends ZodType = ZodType<undefined>>(
  definition: Job<Name, D>,
): Job<Name> {
  return definition as unknown as Job<Name>;
}
