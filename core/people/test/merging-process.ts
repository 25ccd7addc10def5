import { connectDatabase, inTransaction } from '../../server/database';
import { readConfig } from '../../server/config';
import { findPlugins } from '../../server/find';
import { install } from '../../server/installed';
import { load } from '../../server/loader';
import { cardsBeyond } from '../card';
import { mergePersons } from '../merge';
import { unmergePersons } from '../unmerge';
import { clubs } from './builders';

type Order = { databaseUrl: string; dataFolder: string; keys: string; survivor: string; loser: string; open?: string };
const proof = { reason: 'Две карточки одного ребёнка', documents: 'Свидетельство' };
const undoing = { reason: 'Всё-таки два разных ребёнка', toLoser: [] };

/** Merges two cards and takes it back, again and again, until it is killed. */
async function run({ databaseUrl, dataFolder, keys, survivor, loser, open }: Order) {
  await connectDatabase(databaseUrl);
  // The database of the test has the tables of the core alone.
  const { plugins } = load([...findPlugins(`${dataFolder}/no-plugins`).found, clubs]);
  const config = readConfig({ NODE_ENV: 'test', REGISO_DATA: dataFolder, REGISO_PERSON_KEYS: keys });
  const services = { databaseUrl, loaderUrl: databaseUrl, clickhouseUrl: '' };
  install({ plugins, failed: [], disabled: new Set(), config, services, version: 'test' });
  process.stdout.write('ready\n');
  for (let merge = open; ;) {
    const last = merge;
    if (last) await inTransaction({ process: 'test' }, () => unmergePersons(last, undoing));
    merge = await inTransaction({ process: 'test' }, async () => {
      const cards = await cardsBeyond([survivor, loser]);
      const version = (id: string) => cards.find((card) => card.id === id)?.version ?? '';
      const versions = { survivorVersion: version(survivor), loserVersion: version(loser) };
      return (await mergePersons({ survivorId: survivor, loserId: loser, ...versions, fromLoser: ['phone'], ...proof }))
        .id;
    });
  }
}

void run(JSON.parse(process.argv[2] ?? '{}') as Order).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
