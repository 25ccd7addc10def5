import type { ResponseToolkit } from '@hapi/hapi';
import { z } from 'zod';
import { audit } from '../../server/audit';
import { forbidden, notFound } from '../../server/errors';
import { route } from '../../server/route';
import { sql } from '../../server/sql';
import { identitiesOf, unlinkIdentity } from '../identities';
import { me } from '../proof';
import { pathOfWay } from '../providers/addresses';
import { flowNote, newFlow, type Flow } from '../providers/flow';
import { wayBy, ways } from '../providers/ways';
import { hasSecondFactor } from '../second-factor';

const own = { signedIn: 'one’s own account' } as const;
const OneWay = z.object({ way: z.string().max(40) });

const WayView = z.object({ id: z.string(), title: z.string(), titleEn: z.string(), isSimulated: z.boolean() });

const identities = route({
  method: 'GET',
  path: '/own/identities',
  access: own,
  summary: 'By which providers one may sign in, and which of them are linked',
  reply: z.object({
    hasPassword: z.boolean(),
    /** By which linked ways one may prove again who one is. */
    provesBy: z.array(z.string()),
    ways: z.array(WayView.extend({ isLinked: z.boolean() })),
    linked: z.array(
      z.object({
        id: z.string(),
        way: z.string(),
        title: z.string(),
        titleEn: z.string(),
        linkedAt: z.string(),
        usedAt: z.string().nullable(),
      }),
    ),
  }),
  handler: async () => {
    const { accountId } = me();
    const linked = await identitiesOf(accountId);
    const isLinked = ({ issuer }: { issuer: string }) => linked.some((identity) => identity.issuer === issuer);
    const [row] = await sql<{ has: boolean }>`SELECT password_hash IS NOT NULL AS has
      FROM core.accounts WHERE id = ${accountId}`;
    const provesBy = (await hasSecondFactor(accountId))
      ? []
      : ways()
          .filter(isLinked)
          .map(({ id }) => id);
    return {
      hasPassword: row?.has === true,
      provesBy,
      ways: ways().map((way) => ({ ...viewOf(way), isLinked: isLinked(way) })),
      linked: linked.map(({ issuer: _issuer, ...identity }) => ({ ...identity, ...titlesOf(identity.way) })),
    };
  },
});

const viewOf = ({ id, title, titleEn, isSimulated }: z.output<typeof WayView>) => ({ id, title, titleEn, isSimulated });

function titlesOf(id: string) {
  const way = wayBy(id);
  return { title: way?.title ?? id, titleEn: way?.titleEn ?? id };
}

const beginLink = route({
  method: 'POST',
  path: '/own/identities/{way}',
  access: own,
  sensitive: 'another way in',
  summary: 'Begin to link an identity of a provider to one’s own account',
  params: OneWay,
  handler: ({ params, h }) => begin(h, params.way, 'link', '/access/account'),
});

const beginProof = route({
  method: 'POST',
  path: '/own/proof/{way}',
  access: own,
  summary: 'Begin to prove again who one is, at a provider',
  params: OneWay,
  payload: z.strictObject({ to: z.string().max(500).default('/access/account') }),
  handler: ({ params, payload, h }) => begin(h, params.way, 'prove', payload.to),
});

async function begin(h: ResponseToolkit, way: string, purpose: Flow['purpose'], to: string) {
  if (!wayBy(way)) throw notFound('Такого способа входа нет');
  const { accountId, signInId } = me();
  if (!signInId) throw forbidden();
  await audit('access.identity-begun', { type: 'account', id: accountId }, { way, purpose });
  const flow = newFlow({ way, purpose, to, accountId, signInId });
  return h.response({ location: `${pathOfWay(way)}?as=${purpose}` }).header('Set-Cookie', flowNote.leave(flow));
}

const unlink = route({
  method: 'DELETE',
  path: '/own/identities/{id}',
  access: own,
  sensitive: 'another way in',
  summary: 'Take away the link of an identity to one’s own account',
  params: z.object({ id: z.uuid() }),
  handler: async ({ params }) => {
    await unlinkIdentity(me().accountId, params.id);
    return { unlinked: true };
  },
});

export const identityRoutes = [identities, beginLink, beginProof, unlink];
