import { command } from '../server/command';
import { inTransaction } from '../server/database';
import { job } from '../server/job';
import { fillDemoJob } from './demo/fill';
import { recountReach } from './reach';
import { resealAll } from './reseal';

async function recountAll(signal: AbortSignal) {
  let changed = 0;
  let after: string | undefined;
  do {
    const part = await inTransaction({ process: 'people/recount-reach' }, () => recountReach(after));
    changed += part.changed;
    after = part.last;
  } while (after && !signal.aborted);
  return { changed };
}

export const jobs = [
  fillDemoJob,
  job({
    name: 'recount-reach',
    title: 'Кому видны карточки людей: сроки, истёкшие за ночь',
    every: { cron: '5 0 * * *' },
    atStart: true,
    transaction: false,
    unaudited: 'Who sees a card follows from links and terms; their changes are recorded',
    handler: (_data, { signal }) => recountAll(signal),
  }),
  job({
    name: 'reseal-people',
    title: 'Перешифровать сведения о людях новым ключом',
    atStart: true,
    transaction: false,
    handler: async (_data, { signal }) => ({ rows: await resealAll(signal) }),
  }),
];

export const commands = [
  command({
    name: 'people reseal',
    title: 'seal people’s data anew by the first of REGISO_PERSON_KEYS; the worker does it too',
    run: async ({ signal }) => ({ rows: await resealAll(signal) }),
  }),
];
