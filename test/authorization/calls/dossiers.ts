import { sql } from '@regiso/core';
import { dayFrom } from '../../../core/access/test/people';
import { multipart, pdf } from '../../../core/files/test/samples';
import type { Making } from '../call';
import type { Ground } from '../ground';
import { aPupil, headers } from './kindergarten';
import { aLedClass, aYear } from './school';

/** Whose file it is by the id in the address, and who keeps it. */
type Owner = { id: string; keeper: Ground['callers'][keyof Ground['callers']] };
type Of = (ground: Ground) => Promise<Owner>;

let scans = 0;
const aScan = () => {
  scans += 1;
  const { payload, headers: sent } = multipart('скан.pdf', pdf(`скан ${scans}`));
  return { payload, headers: sent };
};

/** Good requests of the routes of one kind of personal files. */
function callsOf(path: string, kind: string, of: Of): Record<string, Making> {
  const paper = { kind, receivedOn: dayFrom(0) };
  const put = async (ground: Ground) => {
    const { id, keeper } = await of(ground);
    const url = `${path.replace('{id}', id)}/items`;
    const { body } = await keeper(url, { method: 'POST', payload: paper, headers: headers() });
    return { id, item: (body as { id: string }).id, url, keeper };
  };
  const ofItem = async (ground: Ground) => {
    const { id, item } = await put(ground);
    return { params: { id, item } };
  };
  return {
    [`GET ${path}`]: async (ground) => ({ params: { id: (await of(ground)).id } }),
    [`POST ${path}/items`]: async (ground) => ({
      ...{ params: { id: (await of(ground)).id }, payload: paper, headers: headers() },
    }),
    [`POST ${path}/items/{item}/end`]: async (ground) => ({
      ...(await ofItem(ground)),
      payload: { as: 'withdrawn', on: dayFrom(0), reason: 'Внесено по ошибке' },
    }),
    [`POST ${path}/items/{item}/files`]: async (ground) => ({ ...(await ofItem(ground)), ...aScan() }),
    [`GET ${path}/items/{item}/files/{file}`]: (ground) =>
      ground.once(`scan ${path}`, async () => {
        const { id, item, url, keeper } = await put(ground);
        const { body } = await keeper(`${url}/${item}/files`, { method: 'POST', ...aScan() });
        return { params: { id, item, file: (body as { id: string }).id } };
      }),
  };
}

const aChildHere = (ground: Ground) => ground.once('child of a dossier', () => aPupil(ground));
const aClassHere = (ground: Ground) => ground.once('class of dossiers', () => aLedClass(ground));

/** The link of the teacher to the school. */
async function aWorker(ground: Ground) {
  const { teacher } = await aYear(ground);
  const [row] = await ground.work(
    () => sql<{ id: string }>`SELECT id FROM core.person_organisations WHERE person_id = ${teacher} LIMIT 1`,
  );
  return { id: row?.id ?? '', keeper: ground.callers.administrator };
}

export const dossierCalls: Record<string, Making> = {
  'POST /api/kindergarten/dossiers/search': async (ground) => ({
    payload: {},
    record: (await aChildHere(ground)).record,
  }),
  ...callsOf('/api/kindergarten/dossiers/{id}', 'contract', async (ground) => ({
    ...{ id: (await aChildHere(ground)).record, keeper: ground.callers.administrator },
  })),
  'GET /api/school/classes/{id}/dossiers': async (ground) => ({ params: { id: (await aClassHere(ground)).classId } }),
  ...callsOf('/api/school/dossiers/{id}', 'snils', async (ground) => ({
    ...{ id: (await aClassHere(ground)).children[0]?.id ?? '', keeper: ground.callers.teacher },
  })),
  'POST /api/school/staff/search': async (ground) => ({ payload: {}, record: (await aWorker(ground)).id }),
  ...callsOf('/api/school/staff/{id}/dossier', 'snils', aWorker),
};
