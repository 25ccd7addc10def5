import { spawn } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export const redirectUri = (way: string) => `http://regiso.test/api/access/enter/${way}`;

/** `oidc-provider` in a process of its own. */
export async function aRealProvider(way: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'oidc-server.ts'), redirectUri(way)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const issuer = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.once('exit', () => reject(new Error('the provider has ended')));
  });
  return { issuer, stop: () => void child.kill() };
}

/** Signs in on the provider's own pages as anyone; gives the address it sends the browser back to. */
export async function signInAt(address: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = address;
  let body: URLSearchParams | undefined;
  for (let step = 0; step < 12; step += 1) {
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      ...(body && { body }),
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    const location = answer.headers.get('location');
    if (location?.startsWith('http://regiso.test')) return location;
    const text = await answer.text();
    if (location) [url, body] = [new URL(location, url).toString(), undefined];
    else [url, body] = formOf(text, url, login);
  }
  throw new Error('the provider leads in circles');
}

function formOf(page: string, url: string, login: string): [string, URLSearchParams] {
  const action = /action="([^"]+)"/.exec(page)?.[1];
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
  if (!action || !prompt) throw new Error(page.slice(0, 500));
  const fields = prompt === 'login' ? { prompt, login, password: 'any' } : { prompt };
  return [new URL(action, url).toString(), new URLSearchParams(fields)];
}

function keep(jar: Map<string, string>, line: string) {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  jar.set(pair.slice(0, at), pair.slice(at + 1));
}

export type Issued = { header: Record<string, unknown>; claims: Record<string, unknown>; key: KeyObject };

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A provider that does as a test tells it: `spoil` changes the id_token, `discovery` what it says about itself. */
export async function aHostileProvider() {
  const own = newKey();
  const state = {
    spoil: undefined as ((issued: Issued) => Issued) | undefined,
    discovery: {} as object,
    iss: undefined as string | undefined,
    lastIdToken: '',
    replay: undefined as string | undefined,
    codes: new Map<string, { nonce: string; challenge: string }>(),
    exchanges: 0,
  };
  const server = createServer((request, response) => {
    void answer(request, state, own.privateKey, own.publicKey, issuerOf()).then(({ status, location, body }) => {
      response.writeHead(status, { ...(location && { location }), 'content-type': 'application/json' });
      response.end(body && JSON.stringify(body));
    });
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const issuerOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer: issuerOf(), state, foreignKey: newKey().privateKey, stop: () => void server.close() };
}

export type Hostile = Awaited<ReturnType<typeof aHostileProvider>>;
type Said = { status: number; location?: string; body?: object };

async function answer(
  request: IncomingMessage,
  state: Hostile['state'],
  key: KeyObject,
  publicKey: KeyObject,
  issuer: string,
): Promise<Said> {
  const url = new URL(request.url ?? '/', issuer);
  if (url.pathname === '/.well-known/openid-configuration') {
    const at = (path: string) => `${issuer}${path}`;
    const found = { authorization_endpoint: at('/auth'), token_endpoint: at('/token'), jwks_uri: at('/keys') };
    return { status: 200, body: { issuer, ...found, ...state.discovery } };
  }
  if (url.pathname === '/keys')
    return {
      status: 200,
      body: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] },
    };
  if (url.pathname === '/auth') return redirectBack(url, state);
  const form = new URLSearchParams(await textOf(request));
  return token(form, state, key, issuer);
}

function redirectBack({ searchParams: asked }: URL, state: Hostile['state']): Said {
  const code = randomUUID();
  state.codes.set(code, { nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' });
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.searchParams.set('code', code);
  back.searchParams.set('state', asked.get('state') ?? '');
  if (state.iss) back.searchParams.set('iss', state.iss);
  return { status: 302, location: back.toString() };
}

function token(form: URLSearchParams, state: Hostile['state'], key: KeyObject, issuer: string): Said {
  state.exchanges += 1;
  const code = state.codes.get(form.get('code') ?? '');
  state.codes.delete(form.get('code') ?? '');
  if (!code || !form.get('code_verifier')) return { status: 400, body: { error: 'invalid_grant' } };
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: 'mallory', aud: 'regiso', iat: now, exp: now + 300, nonce: code.nonce };
  const sound: Issued = { header: { alg: 'RS256', kid: 'own', typ: 'JWT' }, claims, key };
  state.lastIdToken = state.replay ?? writtenToken(state.spoil?.(sound) ?? sound);
  return { status: 200, body: { access_token: 'x', token_type: 'Bearer', id_token: state.lastIdToken } };
}

function writtenToken({ header, claims, key }: Issued): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part(header)}.${part(claims)}`;
  if (header.alg === 'none') return `${head}.`;
  const pem = key.export({ type: 'pkcs8', format: 'pem' });
  return `${head}.${sign('sha256', Buffer.from(head), createPrivateKey(pem)).toString('base64url')}`;
}

async function textOf(request: IncomingMessage) {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}
