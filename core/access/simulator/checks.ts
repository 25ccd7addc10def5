import { verify, X509Certificate } from 'node:crypto';
import { fitsDetached } from '../providers/esia/cms';
import { momentOf, shapes } from '../providers/esia/shape';
import { hashOf } from '../providers/esia/signer';

export type Client = {
  id: string;
  certificate: string;
  shape: 'v1' | 'v2';
  /** Whether people may be sent back to this address. */
  allows(redirectUri: URL): boolean;
};

const skewMs = 5 * 60_000;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

export type Asked = {
  client_id: string;
  client_secret: string;
  scope: string;
  state: string;
  timestamp: string;
  redirect_uri: string;
  client_certificate_hash?: string;
  code?: string;
};
const needed = ['client_id', 'client_secret', 'scope', 'state', 'timestamp', 'redirect_uri'] as const;

/** What is wrong with a signed request to ESIA, in its words; undefined when nothing is. */
export async function wrongWith(given: Record<string, unknown>, client: Client): Promise<string | undefined> {
  const missing = needed.find((name) => typeof given[name] !== 'string' || !given[name]);
  if (missing) return `нет параметра ${missing}`;
  const asked = given as Asked;
  if (asked.client_id !== client.id) return 'система с такой мнемоникой не зарегистрирована';
  if (!isAllowed(asked.redirect_uri, client)) return 'адрес возврата не разрешён';
  if (!asked.scope.split(' ').includes('openid')) return 'в scope нет openid';
  if (!guid.test(asked.state)) return 'state не является GUID';
  const moment = momentOf(asked.timestamp);
  if (moment === undefined) return 'timestamp записан не так: нужно yyyy.MM.dd HH:mm:ss Z';
  if (Math.abs(Date.now() - moment) > skewMs) return 'timestamp отличается от времени сервера больше чем на пять минут';
  return (await isSigned(asked, client)) ? undefined : 'подпись client_secret не подошла';
}

function isAllowed(address: string, client: Client) {
  return URL.canParse(address) && client.allows(new URL(address));
}

async function isSigned(asked: Asked, { certificate, shape: name }: Client): Promise<boolean> {
  const shape = shapes[name];
  if (shape.namesCertificate && asked.client_certificate_hash !== hashOf(certificate)) return false;
  const message = Buffer.from(
    shape.message({
      clientId: asked.client_id,
      scopes: asked.scope,
      timestamp: asked.timestamp,
      state: asked.state,
      redirectUri: asked.redirect_uri,
      ...(asked.code && { code: asked.code }),
    }),
  );
  const signature = Buffer.from(asked.client_secret, 'base64url');
  if (shape.signature === 'cms') return fitsDetached(message, signature, certificate);
  return verify('sha256', message, new X509Certificate(certificate).publicKey, signature);
}
