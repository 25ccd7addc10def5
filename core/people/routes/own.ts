import { audit } from '../../server/audit';
import { route } from '../../server/route';
import { me } from '../../access/proof';
import { ownChild, OwnChildren, ownChildren } from '../own';
import { SeenPage, SeenPaging, whoLooked } from '../seen';
import { One } from './persons';

const access = {
  signedIn: 'Guardians see their own children: what belongs to whom is asked of the guardianships',
} as const;

const children = route({
  method: 'GET',
  path: '/own/children',
  access,
  summary: 'One’s own children from all subsystems, once each; the reading is recorded',
  reply: OwnChildren,
  recorded: true,
  handler: ownChildren,
});

const seen = route({
  method: 'POST',
  path: '/own/children/{id}/seen',
  access,
  summary: 'Who opened the records of one’s own child, when and in which role',
  params: One,
  payload: SeenPaging,
  reply: SeenPage,
  handler: async ({ params, payload }) => {
    const child = await ownChild(params.id);
    const page = await whoLooked(child, me().accountId, payload);
    await audit('people.viewers-read', { type: 'person', id: child }, { rows: page.items.length });
    return page;
  },
});

export const ownRoutes = [children, seen];
