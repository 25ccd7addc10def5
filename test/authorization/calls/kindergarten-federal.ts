import { sql } from '@regiso/core';
import { numberEvents } from '../../../plugins/kindergarten/server/federal/feedback';
import { takeFederal } from '../../../plugins/kindergarten/server/federal/take';
import { aPortalRow, portalFile } from '../../../plugins/kindergarten/server/test/portal-file';
import type { Making } from '../call';
import type { Ground } from '../ground';
import { headers } from './kindergarten';

/** A file of one application for the kindergarten, sent by its municipality. */
async function aFile({ callers, kindergarten: { organisationId } }: Ground) {
  const row = aPortalRow([organisationId]);
  const { body, text } = await callers.municipal('/api/kindergarten/federal/files', portalFile([row]));
  const { id } = body as { id?: string };
  if (!id) throw new Error(text);
  return { params: { id }, record: row.portalId ?? '' };
}

/** The same taken into the queue, its first steps numbered. */
async function aTaken(ground: Ground) {
  const file = await aFile(ground);
  await takeFederal.handler(undefined, { signal: new AbortController().signal, progress: async () => undefined });
  await ground.work(numberEvents);
  return file;
}

async function aQuestion(ground: Ground) {
  const { record } = await aFile(ground);
  const [row] = await ground.work(
    () => sql<{ id: string }>`UPDATE kindergarten.federal_rows SET state = 'asked', question = 'child'
      WHERE portal_id = ${record} RETURNING id`,
  );
  return { params: { id: row?.id ?? '' }, record };
}

export const federalCalls: Record<string, Making> = {
  'GET /api/kindergarten/federal': async (ground) => ({ record: (await aFile(ground)).params.id }),
  'POST /api/kindergarten/federal/files': ({ kindergarten }) => portalFile([aPortalRow([kindergarten.organisationId])]),
  'GET /api/kindergarten/federal/files/{id}': aFile,
  'POST /api/kindergarten/federal/files/{id}/content': aFile,
  'GET /api/kindergarten/federal/sample.{format}': () => ({ params: { format: 'csv' } }),
  'GET /api/kindergarten/federal/questions': async (ground) => ({ record: (await aQuestion(ground)).record }),
  'POST /api/kindergarten/federal/rows/{id}/decide': async (ground) => ({
    params: (await aQuestion(ground)).params,
    payload: { decision: 'reject', reason: 'Документы не сходятся' },
  }),
  'GET /api/kindergarten/federal/events': async (ground) => ({ record: (await aTaken(ground)).record }),
  'POST /api/kindergarten/federal/statuses': async (ground) => {
    await aTaken(ground);
    return { headers: headers() };
  },
};
