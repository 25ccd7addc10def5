import { z } from 'zod';
import type { OidcSettings } from '../../server/sign-in-settings';
import { callProvider } from './outbound';
import { EntryRefusal } from './refusal';

const Discovered = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
export type Discovered = z.output<typeof Discovered>;

const goodForMs = 3_600_000;
const known = new Map<string, { found: Discovered; until: number }>();

/** What an issuer says about itself, kept for an hour. Throws when it names another issuer: then it is not ours to trust. */
export async function discover({ issuer }: Pick<OidcSettings, 'issuer'>): Promise<Discovered> {
  const kept = known.get(issuer);
  if (kept && kept.until > Date.now()) return kept.found;
  const answer = await callProvider(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const parsed = Discovered.safeParse(answer);
  if (!parsed.success) throw new EntryRefusal('provider-refused', 'its openid-configuration is not complete');
  if (parsed.data.issuer !== issuer) throw new EntryRefusal('provider-refused', 'it calls itself by another issuer');
  if (issuer.startsWith('https://')) refuseOpenEndpoints(parsed.data);
  known.set(issuer, { found: parsed.data, until: Date.now() + goodForMs });
  return parsed.data;
}

function refuseOpenEndpoints(found: Discovered) {
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint = jwks_uri } = found;
  const addresses = [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint];
  if (addresses.every((address) => address.startsWith('https://'))) return;
  throw new EntryRefusal('provider-refused', 'one of its addresses is not https');
}
