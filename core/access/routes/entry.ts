import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { z } from 'zod';
import type { Actor } from '../../server/context';
import { clientAddress } from '../../server/client-address';
import { inTransaction } from '../../server/database';
import { log } from '../../server/log';
import { route } from '../../server/route';
import type { From } from '../admit';
import { whole } from '../enter';
import { arrive, halfwayNote, noteRefusal, strangerNote, type Arrived } from '../providers/arrive';
import { flowNote, newFlow, setFlow, spendFlow, type Flow } from '../providers/flow';
import { EntryRefusal, type ProvenIdentity } from '../providers/refusal';
import { returnPlace } from '../providers/return-place';
import { pass, wayBy } from '../providers/ways';
import { actorOf } from '../sign-ins';
import { cookie, deviceOf } from './cookie';

type Call = { request: Request; h: ResponseToolkit; way: string };

const enterBy = route({
  method: 'GET',
  path: '/enter/{way}',
  access: { public: 'the way to a provider and back' },
  summary: 'Sends the browser to a provider of sign-in, and takes it back from there',
  params: z.object({ way: z.string().max(40) }),
  cookies: true,
  database: false,
  handler: async ({ params, request, h }) => {
    const call = { request, h, way: params.way };
    try {
      return await step(call);
    } catch (error) {
      if (!(error instanceof EntryRefusal)) throw error;
      return refused(call, error);
    }
  },
});

export const fromOf = (request: Request): From => ({ ip: clientAddress(request), device: deviceOf(request) });

async function step(call: Call): Promise<unknown> {
  const { request, way } = call;
  if (!wayBy(way)) throw new EntryRefusal('unknown-way');
  const query = request.query as Record<string, unknown>;
  const comesBack = ['code', 'error', 'state', 'denied'].some((name) => query[name] !== undefined);
  return comesBack ? comeBack(call, query) : setOut(request, way, query);
}

async function setOut(request: Request, way: string, query: Record<string, unknown>) {
  const flow = query.as === undefined ? newFlow({ way, purpose: 'sign-in', to: query.to }) : begunFlow(request, way);
  setFlow(request, flow);
  const passed = await pass(request, way);
  if (!('response' in passed)) throw new EntryRefusal('wrong-state');
  return leaving(passed.response as ResponseObject, flow);
}

// `as=…` continues what the signed-in person began by a POST; nothing can begin it from outside.
function begunFlow(request: Request, way: string): Flow {
  const flow = flowNote.read(request);
  if (!flow || flow.way !== way || flow.purpose === 'sign-in') throw new EntryRefusal('no-flow');
  return flow;
}

const leaving = (response: ResponseObject, flow: Flow) =>
  response.header('Set-Cookie', flowNote.leave(flow), { append: true }).header('Cache-Control', 'no-store');

async function comeBack({ request, h, way }: Call, query: Record<string, unknown>) {
  const flow = flowNote.read(request);
  if (!flow) throw new EntryRefusal('no-flow');
  if (flow.way !== way) throw new EntryRefusal('wrong-state', 'another provider came back');
  if (Object.values(query).some((value) => typeof value !== 'string')) throw new EntryRefusal('wrong-state');
  const from = fromOf(request);
  const isFirst = await inTransaction(whole, () => spendFlow(flow));
  if (!isFirst) throw new EntryRefusal('wrong-state', 'it has come back before');
  if (query.error) throw new EntryRefusal(query.error === 'access_denied' ? 'denied' : 'provider-refused');
  setFlow(request, flow);
  const passed = await pass(request, way);
  if (!('identity' in passed)) throw new EntryRefusal('wrong-state');
  const actor = flow.purpose === 'sign-in' ? undefined : await actorOf(request);
  const arrived = await arrive(flow, passed.identity, actor, from);
  return answered(h, flow, arrived, passed.identity);
}

/** Where the person goes next; the address never says who it is. */
function answered(h: ResponseToolkit, { to, way }: Flow, arrived: Arrived, identity: ProvenIdentity) {
  const go = (place: string) => goTo(h, `/app${place}`);
  switch (arrived.kind) {
    case 'entered':
      return withCookies(go(to), cookie(arrived.entered.token), flowNote.takeBack());
    case 'code-wanted': {
      const note = halfwayNote.leave({ accountId: arrived.accountId, way, to });
      return withCookies(go('/access/enter-code'), note, flowNote.takeBack());
    }
    case 'stranger':
      return withCookies(go('/access/stranger'), strangerNote.leave(nameless(identity)), flowNote.takeBack());
    case 'linked':
      return withCookies(go('/access/account?linked=1'), flowNote.takeBack());
    case 'proved':
      return withCookies(go(returnPlace(to)), cookie(arrived.token), flowNote.takeBack());
  }
}

// The name stands in the request, sealed; the note of the browser needs none.
const nameless = ({ person, ...identity }: ProvenIdentity) => ({ ...identity, waits: person !== undefined });

const goTo = (h: ResponseToolkit, address: string) => h.redirect(address).header('Cache-Control', 'no-store');

function withCookies(response: ResponseObject, ...cookies: string[]) {
  for (const one of cookies) response.header('Set-Cookie', one, { append: true });
  return response;
}

async function refused({ request, h, way }: Call, refusal: EntryRefusal) {
  const known = wayBy(way);
  log.warn('a sign-in by a provider did not come about', {
    way: known?.id ?? 'unknown',
    reason: refusal.reason,
    cause: refusal.message,
  });
  const flow = flowNote.read(request);
  const actor: Actor | undefined = flow && flow.purpose !== 'sign-in' ? await actorOf(request) : undefined;
  await noteRefusal(refusal, known?.id ?? 'unknown', actor);
  const search = new URLSearchParams({ why: refusal.reason, ...(known && { way: known.id }) }).toString();
  return withCookies(goTo(h, `/app/access/entry?${search}`), flowNote.takeBack());
}

export const entryRoutes = [enterBy];
