import { z } from 'zod';

export const DossierSearch = z.strictObject({
  text: z.string().trim().max(100).default(''),
  group: z.uuid().optional(),
  /** Those who attend or will, or those who have left. */
  who: z.enum(['here', 'left']).default('here'),
  limit: z.int().min(1).max(1000).default(500),
});
export type DossierSearch = z.output<typeof DossierSearch>;

/** A child as the list of personal files shows it. */
export const DossierBrief = z.object({
  /** The latest stay, by which the file is opened. */
  id: z.string(),
  name: z.string(),
  group: z.string(),
  organisation: z.string(),
  leftOn: z.string().nullable(),
  required: z.number(),
  lacking: z.array(z.object({ kind: z.string(), title: z.string(), titleEn: z.string() })),
});
export type DossierBrief = z.infer<typeof DossierBrief>;

/** The personal file of one's own child: what is missing, where to bring it, what is there since when. */
export const OwnDossier = z.object({
  childId: z.string(),
  child: z.string(),
  organisation: z.string(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  group: z.string(),
  lines: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      titleEn: z.string(),
      isRequired: z.boolean(),
      state: z.enum(['present', 'missing', 'expired', 'returned']),
      receivedOn: z.string().nullable(),
      validUntil: z.string().nullable(),
    }),
  ),
});
export type OwnDossier = z.infer<typeof OwnDossier>;

/** Papers that the family brings to the kindergarten, as the checklist of the personal file calls them. */
export const ChildPaper = z.enum([
  'birth-certificate',
  'parent-id',
  'registration',
  'medical',
  'pmpk',
  'adapted-consent',
]);
