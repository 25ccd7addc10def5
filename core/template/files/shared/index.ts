import { z } from 'zod';

export const permissions = {
  'sample.read': 'See the notes of an organisation',
  'sample.edit': 'Write notes for an organisation',
} as const;

export const NewNote = z.strictObject({
  organisationId: z.uuid(),
  writtenOn: z.iso.date(),
  pages: z.int().min(1).max(1000),
});

export const NoteView = NewNote.extend({ id: z.uuid() });
export type NoteView = z.infer<typeof NoteView>;

export const NoteFilter = z.strictObject({
  organisation: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
