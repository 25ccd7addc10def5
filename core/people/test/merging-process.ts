import { inTransaction } from '../../server/database';
import { beVictim } from '../../testing/victim';
import { cardsBeyond } from '../card';
import { mergePersons } from '../merge';
import { unmergePersons } from '../unmerge';
import { clubs } from './builders';

type Order = { survivor: string; loser: string; open?: string };
const proof = { reason: 'Две карточки одного ребёнка', documents: 'Свидетельство' };
const undoing = { reason: 'Всё-таки два разных ребёнка', toLoser: [] };

/** Merges two cards and takes it back, again and again, until it is killed. */
beVictim<Order>([clubs], async ({ survivor, loser, open }) => {
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
});
