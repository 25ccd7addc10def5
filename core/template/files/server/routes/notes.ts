import { z } from 'zod';
import { audit, part, route, sql } from '@regiso/core';
import { NewNote, NoteFilter, NoteView } from '../../shared';

const columns = part`id, organisation_id AS "organisationId", written_on::text AS "writtenOn", pages`;

export const listNotes = route({
  method: 'GET',
  path: '/notes',
  access: { permission: 'sample.read' },
  summary: 'Notes, newest first',
  query: NoteFilter,
  reply: z.array(NoteView),
  handler: ({ query }) => sql`SELECT ${columns} FROM sample.notes
    WHERE ${query.organisation ?? null}::uuid IS NULL OR organisation_id = ${query.organisation ?? null}
    ORDER BY written_on DESC, id LIMIT ${query.limit}`,
});

export const createNote = route({
  method: 'POST',
  path: '/notes',
  access: { permission: 'sample.edit' },
  summary: 'Write a note',
  idempotent: 'if-asked',
  payload: NewNote,
  reply: NoteView,
  handler: async ({ payload }) => {
    const [note] = await sql<NoteView>`INSERT INTO sample.notes (organisation_id, written_on, pages)
      VALUES (${payload.organisationId}, ${payload.writtenOn}, ${payload.pages}) RETURNING ${columns}`;
    await audit('sample.note-written', { type: 'note', ...(note && { id: note.id }) }, { pages: payload.pages });
    return note;
  },
});
