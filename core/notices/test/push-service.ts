import { createPublicKey, verify } from 'node:crypto';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeKeyPair } from '../../access/simulator/keys';

export type Pushed = {
  path: string;
  headers: Record<string, unknown>;
  body: string;
  /** What the signed token claims; undefined when its signature does not hold. */
  claims: { aud: string; exp: number; sub: string } | undefined;
};

/** A push service as browsers have one, on this machine, over TLS: it checks who signs and keeps what arrives. */
export async function openPushService() {
  const { key, certificate } = await makeKeyPair('localhost', 2);
  const arrived: Pushed[] = [];
  const answers = new Map<string, number[]>();
  const server = https.createServer({ key, cert: certificate }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      arrived.push({ path, headers, body: Buffer.concat(parts).toString(), claims: claimsOf(headers.authorization) });
      response.writeHead(answers.get(path)?.shift() ?? 201).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
  https.globalAgent.options.ca = [certificate];
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    arrived,
    /** How the next pushes to an address are answered. */
    answer: (path: string, ...codes: number[]) => void answers.set(path, codes),
    close: async () => {
      delete https.globalAgent.options.ca;
      https.globalAgent.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function claimsOf(authorization = ''): Pushed['claims'] {
  const { token = '', key = '' } = /^vapid t=(?<token>[\w.-]+), k=(?<key>[\w-]+)$/.exec(authorization)?.groups ?? {};
  const [head = '', claims = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  if (!key || read(head).alg !== 'ES256') return undefined;
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.toString('base64url', 1, 33), point.toString('base64url', 33)];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const isSound = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return isSound ? (read(claims) as Pushed['claims']) : undefined;
}
