import { z } from 'zod';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { allReferences, findReference } from './find';
import { addVersion, listRows, RowView, VersionInput, verifyRow, withdrawRow } from './versions';

const read = { permission: 'reference.read' } as const;
const manage = { permission: 'reference.manage' } as const;
const Named = z.object({ id: z.string().max(120) });
const One = z.object({ id: z.uuid() });
const words = { title: z.string(), titleEn: z.string() };
const Done = z.object({ id: z.string() });

const Head = z.object({
  id: z.string(),
  ...words,
  plugin: z.string(),
  rows: z.int(),
  unverified: z.int(),
});

const list = route({
  method: 'GET',
  path: '/lists',
  access: read,
  summary: 'References of the running subsystems, with how many rows wait to be checked',
  reply: z.array(Head),
  handler: async () => {
    const counts = await sql<{ reference: string; rows: number; unverified: number }>`
      SELECT reference, count(*)::int AS rows, (count(*) FILTER (WHERE NOT verified))::int AS unverified
      FROM core.reference_rows WHERE withdrawn_at IS NULL GROUP BY reference`;
    return allReferences().map(({ plugin, reference: { id, title, titleEn } }) => {
      const { rows = 0, unverified = 0 } = counts.find(({ reference }) => reference === id) ?? {};
      return { id, title, titleEn, plugin: plugin.title, rows, unverified };
    });
  },
});

const Code = z.object({
  code: z.string(),
  ...words,
  unit: z.string().nullable(),
  unitEn: z.string().nullable(),
});

const show = route({
  method: 'GET',
  path: '/lists/{id}',
  access: read,
  summary: 'Versions of all values of one reference; `on` leaves those in force on a day',
  params: Named,
  query: z.strictObject({ on: z.iso.date().optional() }),
  reply: z.object({ id: z.string(), ...words, codes: z.array(Code), rows: z.array(RowView) }),
  handler: async ({ params: { id }, query }) => {
    const { title, titleEn, codes } = findReference(id).reference;
    const described = Object.entries(codes).map(([code, one]) => ({
      code,
      title: one.title,
      titleEn: one.titleEn,
      unit: one.unit ?? null,
      unitEn: one.unitEn ?? null,
    }));
    return { id, title, titleEn, codes: described, rows: await listRows(id, query.on) };
  },
});

const add = route({
  method: 'POST',
  path: '/lists/{id}/rows',
  access: manage,
  summary: 'Add a version of a value; the one before it ends on the eve',
  params: Named,
  payload: VersionInput,
  reply: Done,
  handler: async ({ params: { id }, payload }) => ({ id: await addVersion(id, payload) }),
});

const verified = route({
  method: 'POST',
  path: '/rows/{id}/verify',
  access: manage,
  summary: 'Note that a row was compared with the text of its act',
  params: One,
  reply: Done,
  handler: async ({ params: { id } }) => {
    await verifyRow(id);
    return { id };
  },
});

const withdrawn = route({
  method: 'POST',
  path: '/rows/{id}/withdraw',
  access: manage,
  summary: 'Take a wrong row out of use, with a reason',
  params: One,
  payload: z.strictObject({ reason: z.string().trim().min(3, 'Укажите причину').max(500) }),
  reply: Done,
  handler: async ({ params: { id }, payload }) => {
    await withdrawRow(id, payload.reason);
    return { id };
  },
});

export const routes = [list, show, add, verified, withdrawn];
