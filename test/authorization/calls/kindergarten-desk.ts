import { randomUUID } from 'node:crypto';
import { dayFrom } from '../../../core/access/test/people';
import { multipart, pdf } from '../../../core/files/test/samples';
import type { Making } from '../call';
import type { Ground } from '../ground';
import { anApplication, aSentOne, headers, make } from './kindergarten';

const at = '/api/kindergarten';
const scan = () => multipart('свидетельство.pdf', pdf(randomUUID()));
let taken = 0;

/** A family of whom nothing is known, another one each time. */
const aPaper = ({ kindergarten: { organisationId } }: Ground) => {
  taken += 1;
  const surname = `Деск${'абвгдежзик'[taken % 10]}${'лмнопрстуф'[Math.floor(taken / 10) % 10]}ова`;
  return {
    child: { surname, name: 'Мира', birthDate: dayFrom(-900 - taken * 40) },
    guardian: { surname, name: 'Анна', birthDate: '1991-02-03' },
    ground: 'Свидетельство о рождении II-ФР № 123456',
    wishes: { desiredOn: dayFrom(-1), choices: [{ organisationId }] },
  };
};

async function aScan(ground: Ground, whose: 'guardian' | 'municipal') {
  const isOwn = whose === 'guardian';
  const { params } = isOwn ? await aSentOne(ground) : await anApplication(ground);
  const url = `${at}${isOwn ? '/own' : ''}/applications/${params.id}/files`;
  const { body } = await ground.callers[whose](url, scan());
  return { params: { ...params, file: (body as { id: string }).id } };
}

export const kindergartenDeskCalls: Record<string, Making> = {
  'POST /api/kindergarten/desk': (ground) => ({ payload: aPaper(ground), headers: headers() }),
  'POST /api/kindergarten/applications/{id}/receipt': async (ground) => ({
    ...(await anApplication(ground)),
    headers: headers(),
  }),
  'GET /api/kindergarten/applications/{id}/receipt/{document}': async (ground) => {
    const { params } = await anApplication(ground);
    const document = await make(ground.callers.municipal, `/applications/${params.id}/receipt`, {});
    return { params: { ...params, document } };
  },
  'POST /api/kindergarten/own/applications/{id}/files': async (ground) => ({ ...(await aSentOne(ground)), ...scan() }),
  'GET /api/kindergarten/own/applications/{id}/files': aSentOne,
  'GET /api/kindergarten/own/applications/{id}/files/{file}': (ground) => aScan(ground, 'guardian'),
  'POST /api/kindergarten/applications/{id}/files': async (ground) => ({ ...(await anApplication(ground)), ...scan() }),
  'GET /api/kindergarten/applications/{id}/files': anApplication,
  'GET /api/kindergarten/applications/{id}/files/{file}': (ground) => aScan(ground, 'municipal'),
};
