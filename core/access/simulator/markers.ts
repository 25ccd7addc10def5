import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import type { KeyPair } from './keys';
import type { MadeUpPerson } from './people';

export type Marker = { header: Record<string, unknown>; claims: Record<string, unknown>; key: string };

const lastsSeconds = 900;

type Issue = { issuer: string; clientId: string; scope: string; person: MadeUpPerson };

/** What stands in the two markers that ESIA gives for a code. */
export function markersFor({ issuer, clientId, scope, person }: Issue, { key }: KeyPair) {
  const now = Math.floor(Date.now() / 1000);
  const common = { iss: issuer, client_id: clientId, iat: now, nbf: now - 1, exp: now + lastsSeconds };
  const access: Marker = {
    header: { typ: 'JWT', alg: 'RS256', ver: 1, sbt: 'access' },
    claims: { ...common, scope, 'urn:esia:sid': randomUUID(), 'urn:esia:sbj_id': Number(person.oid) },
    key,
  };
  const id: Marker = {
    header: { typ: 'JWT', alg: 'RS256', ver: 1, sbt: 'id' },
    claims: {
      ...common,
      aud: clientId,
      sub: Number(person.oid),
      auth_time: now,
      amr: ['PWD'],
      'urn:esia:sbj': {
        'urn:esia:sbj:typ': 'P',
        'urn:esia:sbj:oid': Number(person.oid),
        'urn:esia:sbj:is_tru': person.trusted,
      },
    },
    key,
  };
  return { access, id };
}

/** The text of a marker: a JWT signed by its key. */
export function written({ header, claims, key }: Marker): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part(header)}.${part(claims)}`;
  if (header.alg === 'none') return `${head}.`;
  return `${head}.${sign('sha256', Buffer.from(head), createPrivateKey(key)).toString('base64url')}`;
}
