import { z } from 'zod';
import { sentFile } from '../files/api';
import { inTransaction } from '../server/database';
import { route, type Access, type Route } from '../server/route';
import type { DossierChecklist } from './checklist';
import { DossierView, EndItem, maxFileBytes, NewItem } from './shapes';
import type { DossierSubject } from './subject';
import { dossierView } from './view';
import { addItem, addScan, endItem, sendScan } from './write';

type Declaration<P extends string> = {
  /** Below the plugin, with `{id}`: `/pupils/{id}/dossier`. */
  path: `/${string}{id}${string}`;
  /** Of whom, in English, for the summary of each route: `a child`. */
  of: string;
  access: Access<P>;
  checklist: DossierChecklist;
  /** Whose file `{id}` is, within the reach of whoever asks; throws 404 beyond it. */
  subject: (id: string) => Promise<DossierSubject>;
  /** Whoever keeps the file now may know which papers were kept elsewhere before. */
  followsTransfers?: true;
};

const params = z.object({ id: z.uuid() });
const ofItem = params.extend({ item: z.uuid() });
const ofFile = ofItem.extend({ file: z.uuid() });
const Id = z.object({ id: z.string() });

/** Routes of a plugin for the personal files it keeps: read, write down, hand back or take out, scans. */
export function dossierRoutes<const P extends string>(declaration: Declaration<P>): Route<P>[] {
  const { path, of, access, checklist, subject, followsTransfers = false } = declaration;
  const read = route({
    method: 'GET',
    path,
    access,
    recorded: true,
    summary: `The personal file of ${of}: what is here, what is missing, what was handed back`,
    params,
    reply: DossierView,
    handler: async ({ params: { id } }) => dossierView(checklist, await subject(id), { followsTransfers }),
  });
  const add = route({
    method: 'POST',
    path: `${path}/items`,
    access,
    summary: `Write down a paper in the personal file of ${of}`,
    params,
    payload: NewItem,
    idempotent: true,
    reply: Id,
    handler: async ({ params: { id }, payload }) => ({ id: await addItem(checklist, await subject(id), payload) }),
  });
  const end = route({
    method: 'POST',
    path: `${path}/items/{item}/end`,
    access,
    summary: `Hand a paper of the personal file of ${of} back, or take it out with a reason; the history stays`,
    params: ofItem,
    payload: EndItem,
    reply: z.object({ ok: z.literal(true) }),
    handler: async ({ params: { id, item }, payload }) => {
      await endItem(checklist, await subject(id), item, payload);
      return { ok: true } as const;
    },
  });
  const scan = route({
    method: 'POST',
    path: `${path}/items/{item}/files`,
    access,
    summary: `Put a scan beside a paper of the personal file of ${of}`,
    params: ofItem,
    upload: { maxBytes: maxFileBytes + 65_536 },
    reply: Id,
    handler: async ({ params: { id, item }, request }) =>
      addScan(checklist, await subject(id), item, sentFile(request.payload)),
  });
  const send = route({
    method: 'GET',
    path: `${path}/items/{item}/files/{file}`,
    access,
    summary: `A scan of the personal file of ${of}; the reading is recorded`,
    params: ofFile,
    database: false,
    handler: ({ params: { id, ...which }, h }) =>
      inTransaction({}, async () => sendScan(h, checklist, await subject(id), which)),
  });
  return [read, add, end, scan, send] as unknown as Route<P>[];
}
