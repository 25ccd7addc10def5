import { z } from 'zod';
import { AlertGrain } from './alerts';

/** A period as figures name it: 2026-09-05, 2026-09, 2026. */
const Period = z.string().regex(/^\d{4}(-\d{2}){0,2}$/);
export const AnnotationText = z.string().trim().min(3, 'Напишите, что произошло').max(300);

/** What happened in a period of time, beside the figures of an indicator: of the region or of one municipality. */
export const AnnotationBody = z.strictObject({
  indicator: z.string().max(120),
  grain: AlertGrain,
  period: Period,
  municipality: z.string().max(120).nullable().default(null),
  text: AnnotationText,
});
export type AnnotationBody = z.output<typeof AnnotationBody>;

export const Annotation = z.object({
  id: z.string(),
  version: z.int(),
  indicator: z.string(),
  grain: AlertGrain,
  period: z.string(),
  municipality: z.string().nullable(),
  text: z.string(),
  author: z.string(),
  changedAt: z.string(),
});
export type Annotation = z.infer<typeof Annotation>;
