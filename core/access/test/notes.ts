import { z } from 'zod';
import { audit, definePlugin, inReach, part, route, rowSecurity, sql } from '../../server';

const permissions = { 'notes.read': 'See notes', 'notes.write': 'Write notes' } as const;

/** A subsystem as others will be written: rows belong to participants, routes know about reach. */
export const notes = definePlugin({
  id: 'notes',
  title: 'Заметки',
  subsystem: 'school',
  requires: ['agreements'],
  permissions,
  roles: { teacher: ['notes.read'] },
  migrations: [
    {
      name: '001-notes',
      up: `CREATE TABLE notes.notes (id uuid PRIMARY KEY DEFAULT uuidv7(),
          participant_id uuid NOT NULL REFERENCES core.participants, text text NOT NULL);
        ${rowSecurity('notes.notes', { connected: 'school', participant: 'participant_id' })}`,
    },
  ],
  events: { 'notes.written': { means: 'A note was written' } },
  routes: [
    route({
      method: 'GET',
      path: '/notes',
      access: { permission: 'notes.read', within: 'reach' },
      reply: z.array(z.object({ id: z.string(), participant: z.string() })),
      handler: () => sql`SELECT n.id, n.participant_id AS participant FROM notes.notes n
        WHERE ${inReach('notes.read', { participant: part`n.participant_id` })} ORDER BY n.id LIMIT 1000`,
    }),
    route({
      method: 'POST',
      path: '/notes/search',
      reads: true,
      access: { permission: 'notes.read', within: 'reach' },
      unaudited: 'a test',
      handler: () => sql`SELECT n.participant_id AS participant FROM notes.notes n
        WHERE ${inReach('notes.read', { participant: part`n.participant_id` })} ORDER BY n.id LIMIT 1000`,
    }),
    route({
      method: 'POST',
      path: '/notes/mark',
      access: { permission: 'notes.write', within: 'reach' },
      unaudited: 'a test',
      handler: () => sql`UPDATE notes.notes n SET text = 'прочитано'
        WHERE ${inReach('notes.write', { participant: part`n.participant_id` })} RETURNING n.participant_id AS participant`,
    }),
    route({
      method: 'GET',
      path: '/forgetful',
      access: { permission: 'notes.read', within: 'reach' },
      handler: () => sql`SELECT n.participant_id AS participant FROM notes.notes n LIMIT 1000`,
    }),
    route({
      method: 'GET',
      path: '/region',
      access: { permission: 'notes.read' },
      handler: () => sql`SELECT count(*)::int AS n FROM notes.notes`,
    }),
    route({
      method: 'POST',
      path: '/notes',
      access: { permission: 'notes.write', within: 'reach' },
      payload: z.strictObject({ participantId: z.uuid() }),
      handler: async ({ payload }) => {
        const [row] =
          await sql`INSERT INTO notes.notes (participant_id, text) VALUES (${payload.participantId}, 'x') RETURNING id`;
        await audit('notes.written', { type: 'note' });
        return row;
      },
    }),
  ],
});
