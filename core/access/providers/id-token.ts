import type { createRemoteJWKSet, JWTPayload, JWTVerifyResult } from 'jose';
import type { OidcSettings } from '../../server/sign-in-settings';
import type { Discovered } from './discovery';
import { EntryRefusal, type ProvenIdentity } from './refusal';

type Keys = ReturnType<typeof createRemoteJWKSet>;
const keySets = new Map<string, Keys>();
const clockSeconds = 60;
const oldestMinutes = 10;

// ESM-only, and needed by nobody who signs in by password.
const jose = () => import('jose');

/** Who an id_token speaks of. Throws unless its signature, algorithm, issuer, audience, dates and nonce are all right. */
export async function identityFromIdToken(
  idToken: unknown,
  provider: OidcSettings,
  { jwks_uri }: Discovered,
  nonce: string,
): Promise<ProvenIdentity> {
  if (typeof idToken !== 'string') throw new EntryRefusal('bad-token', 'there is no id_token');
  const { payload } = await verified(idToken, provider, await keysAt(jwks_uri));
  if (payload.nonce !== nonce) throw new EntryRefusal('bad-token', 'nonce');
  refuseForeignParty(payload, provider.clientId);
  if (typeof payload.sub !== 'string' || !payload.sub || payload.sub.length > 255)
    throw new EntryRefusal('bad-token', 'sub');
  return {
    way: provider.id,
    issuer: provider.issuer,
    subject: payload.sub,
    strong: isStrong(payload, provider.secondFactor),
    ...(typeof payload.auth_time === 'number' && { provedAt: payload.auth_time }),
  };
}

async function keysAt(address: string): Promise<Keys> {
  const { createRemoteJWKSet: remoteKeys } = await jose();
  const kept =
    keySets.get(address) ?? remoteKeys(new URL(address), { timeoutDuration: 5_000, cooldownDuration: 10_000 });
  keySets.set(address, kept);
  return kept;
}

async function verified(idToken: string, provider: OidcSettings, keys: Keys): Promise<JWTVerifyResult> {
  const { errors, jwtVerify } = await jose();
  try {
    return await jwtVerify(idToken, keys, {
      issuer: provider.issuer,
      audience: provider.clientId,
      algorithms: provider.algorithms,
      clockTolerance: clockSeconds,
      maxTokenAge: `${oldestMinutes} minutes`,
      requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
    });
  } catch (error) {
    if (error instanceof errors.JWKSTimeout) throw new EntryRefusal('provider-silent', 'its keys');
    throw new EntryRefusal('bad-token', (error as Error).message);
  }
}

// OpenID Connect Core 3.1.3.7: a token for several parties names the one it was given to.
function refuseForeignParty({ aud, azp }: JWTPayload, clientId: string) {
  if (Array.isArray(aud) && aud.length > 1 && azp === undefined) throw new EntryRefusal('bad-token', 'azp is missing');
  if (azp !== undefined && azp !== clientId) throw new EntryRefusal('bad-token', 'azp');
}

function isStrong({ acr, amr }: JWTPayload, { acr: goodAcr, amr: goodAmr }: OidcSettings['secondFactor']) {
  const methods = Array.isArray(amr) ? amr : [];
  return (
    (typeof acr === 'string' && goodAcr.includes(acr)) || methods.some((method) => goodAmr.includes(String(method)))
  );
}
