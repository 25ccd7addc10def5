import { randomBytes, randomUUID } from 'node:crypto';
import type { Plugin, Request, ResponseToolkit, Server } from '@hapi/hapi';
import { styleNonce } from '../../server/headers';
import { shapes } from '../providers/esia/shape';
import { wrongWith, type Asked, type Client } from './checks';
import type { KeyPair } from './keys';
import { markersFor, written, type Marker } from './markers';
import { choicePage, refusedPage } from './page';
import { personByOid } from './people';

export type SimulatorOptions = {
  client: Client;
  issuer: string;
  provider: KeyPair;
  /** For tests: what a hostile or broken provider would issue instead. */
  spoil?: (markers: { access: Marker; id: Marker }) => { access: Marker; id: Marker };
};

type Waiting = { asked: Asked; until: number };
type Code = Waiting & { oid: string };

const waitMs = 10 * 60_000;
const codeMs = 2 * 60_000;
const most = 1_000;

/** An imitation of ESIA: checks what ESIA checks and gives what ESIA gives, for people who do not exist. */
export const esiaSimulator = (options: SimulatorOptions): Plugin<undefined> => ({
  name: 'esia-simulator',
  register: (server) => {
    const simulator = new Simulator(options);
    const { authorize, token } = shapes[options.client.shape];
    const form = { allow: 'application/x-www-form-urlencoded', maxBytes: 32_768 };
    server.route([
      { method: 'GET', path: authorize, handler: (request, h) => simulator.ask(request, h, server) },
      {
        method: 'POST',
        path: '/choose',
        options: { payload: form },
        handler: (request, h) => simulator.choose(request, h),
      },
      {
        method: 'POST',
        path: token,
        options: { payload: form },
        handler: (request, h) => simulator.exchange(request, h),
      },
      { method: 'GET', path: '/rs/prns/{oid}', handler: (request, h) => simulator.person(request, h) },
    ]);
  },
});

class Simulator {
  private readonly waiting = new Map<string, Waiting>();
  private readonly codes = new Map<string, Code>();
  private readonly states = new Map<string, number>();
  private readonly accessMarkers = new Map<string, string>();

  constructor(private readonly options: SimulatorOptions) {}

  /** The request of the system, in the browser of the person. */
  async ask(request: Request, h: ResponseToolkit, server: Server) {
    const wrong = (await wrongWith(request.query, this.options.client)) ?? this.reused(request.query.state as string);
    if (wrong)
      return h
        .response(refusedPage(styleNonce(request), wrong))
        .type('text/html')
        .code(400);
    const id = randomUUID();
    keep(this.waiting, id, { asked: request.query as Asked, until: Date.now() + waitMs });
    const page = choicePage(styleNonce(request), `${server.realm.modifiers.route.prefix ?? ''}/choose`, id);
    return h.response(page).type('text/html').header('Cache-Control', 'no-store');
  }

  private reused(state: string) {
    if (this.states.has(state)) return 'state уже использован';
    keep(this.states, state, Date.now());
    return undefined;
  }

  /** The person has chosen who to be, or to go back. */
  choose(request: Request, h: ResponseToolkit) {
    const { request: id = '', person: oid = '' } = request.payload as { request?: string; person?: string };
    const waits = take(this.waiting, id);
    if (!waits)
      return h
        .response(refusedPage(styleNonce(request), 'Запрос устарел'))
        .type('text/html')
        .code(400);
    const back = new URL(waits.asked.redirect_uri);
    back.searchParams.set('state', waits.asked.state);
    if (!personByOid(oid)) {
      back.searchParams.set('error', 'access_denied');
      return h.redirect(back.toString());
    }
    const code = randomBytes(24).toString('base64url');
    keep(this.codes, code, { asked: waits.asked, oid, until: Date.now() + codeMs });
    back.searchParams.set('code', code);
    return h.redirect(back.toString());
  }

  /** The code for the markers: once, by whom it was given for, signed anew. */
  async exchange(request: Request, h: ResponseToolkit) {
    const given = request.payload as Record<string, string>;
    const refuse = (error: string, why: string) => h.response({ error, error_description: why }).code(400);
    const wrong = await wrongWith(given, this.options.client);
    if (wrong) return refuse('invalid_request', wrong);
    if (given.grant_type !== 'authorization_code') return refuse('unsupported_grant_type', 'grant_type');
    const code = take(this.codes, given.code ?? '');
    if (!code || code.asked.redirect_uri !== given.redirect_uri)
      return refuse('invalid_grant', 'код не выдавался, использован или устарел');
    return h.response(this.tokens(code, given.state ?? '')).header('Cache-Control', 'no-store');
  }

  private tokens({ oid, asked }: Code, state: string) {
    const { issuer, client, provider, spoil } = this.options;
    const person = personByOid(oid);
    if (!person) throw new Error('The simulator knows no such person');
    const sound = markersFor({ issuer, clientId: client.id, scope: asked.scope, person }, provider);
    const { access, id } = spoil?.(sound) ?? sound;
    const marker = written(access);
    keep(this.accessMarkers, marker, oid);
    return { access_token: marker, id_token: written(id), state, token_type: 'Bearer', expires_in: 900 };
  }

  /** The person whom an access marker speaks of, and nobody else. */
  person(request: Request, h: ResponseToolkit) {
    const marker = ((request.headers.authorization as string | undefined) ?? '').replace(/^Bearer /, '');
    const { oid } = request.params as { oid: string };
    const person = personByOid(oid);
    if (!person || this.accessMarkers.get(marker) !== oid) return h.response({ code: 'ESIA-005011' }).code(401);
    const { login: _login, who: _who, oid: _oid, ...described } = person;
    return h.response({ stateFacts: ['EntityRoot'], status: 'REGISTERED', ...described });
  }
}

// Bounded: whoever knocks without end must not fill the memory.
function keep<T>(map: Map<string, T>, key: string, value: T) {
  if (map.size >= most) map.delete(map.keys().next().value as string);
  map.set(key, value);
}

function take<T extends { until: number }>(map: Map<string, T>, key: string): T | undefined {
  const found = map.get(key);
  map.delete(key);
  return found && found.until > Date.now() ? found : undefined;
}
