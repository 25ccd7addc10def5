import { z } from 'zod';
import { installed } from '../server/installed';
import { route } from '../server/route';
import { sql } from '../server/sql';

const access = { permission: 'files.oversee' } as const;

const held = route({
  method: 'GET',
  path: '/held',
  access,
  summary: 'Files that are not given out: those that wait for the scanner, and those in which it found something',
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  reply: z.object({
    hasScanner: z.boolean(),
    waiting: z.int(),
    infected: z.int(),
    items: z.array(
      z.object({
        id: z.string(),
        plugin: z.string(),
        owner: z.string(),
        type: z.string(),
        bytes: z.number(),
        state: z.string(),
        threat: z.string().nullable(),
        storedAt: z.string(),
      }),
    ),
  }),
  handler: async ({ query }) => {
    const hasScanner = installed().config.scanner !== undefined;
    const [counts] = await sql`SELECT (count(*) FILTER (WHERE state = 'unchecked' AND ${hasScanner}))::int AS waiting,
      (count(*) FILTER (WHERE state = 'infected'))::int AS infected FROM core.files WHERE state <> 'clean'`;
    const items =
      await sql`SELECT id, plugin, owner_type || ' ' || owner_id AS owner, type, bytes::float8 AS bytes, state,
        threat, stored_at AS "storedAt"
      FROM core.files WHERE state = 'infected' OR state = 'unchecked' AND ${hasScanner}
      ORDER BY stored_at DESC LIMIT ${query.limit}`;
    return { hasScanner, ...counts, items };
  },
});

const rooms = route({
  method: 'GET',
  path: '/rooms',
  access,
  summary: 'How much room the files of participants take, the largest first',
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  reply: z.object({
    files: z.int(),
    bytes: z.number(),
    participantQuota: z.number(),
    personQuota: z.number(),
    items: z.array(z.object({ participantId: z.string().nullable(), files: z.int(), bytes: z.number() })),
  }),
  handler: async ({ query }) => {
    const { fileQuota, ownFileQuota } = installed().config;
    const [all] = await sql`SELECT count(*)::int AS files, coalesce(sum(bytes), 0)::float8 AS bytes FROM core.files`;
    const items =
      await sql`SELECT participant_id AS "participantId", count(*)::int AS files, sum(bytes)::float8 AS bytes
      FROM core.files GROUP BY participant_id ORDER BY bytes DESC, 1 LIMIT ${query.limit}`;
    return { ...all, participantQuota: fileQuota, personQuota: ownFileQuota, items };
  },
});

export const routes = [held, rooms];
