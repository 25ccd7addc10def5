import Bell from '@hapi/bell';
import type { Request, Server } from '@hapi/hapi';
import { installed } from '../../server/installed';
import type { OidcSettings } from '../../server/sign-in-settings';
import { addressOfWay } from './addresses';
import { discover, type Discovered } from './discovery';
import { secretFor } from '../sealing';
import { flowOf, nonceOf } from './flow';
import { describedBy } from './described';
import { identityFromIdToken } from './id-token';
import { EntryRefusal, type ProvenIdentity } from './refusal';

/** Adds bell and one strategy for each configured provider of OpenID Connect. */
export async function registerOidc(server: Server, providers: readonly OidcSettings[]) {
  if (!providers.length) return;
  await server.register(Bell);
  for (const provider of providers) server.auth.strategy(provider.id, 'bell', strategyOf(provider) as object);
}

type Answer = { id_token?: unknown; access_token?: unknown };

function strategyOf(provider: OidcSettings) {
  const { production } = installed().config;
  return {
    provider: {
      name: provider.id,
      protocol: 'oauth2',
      pkce: 'S256',
      scope: provider.scopes,
      auth: async () => (await discover(provider)).authorization_endpoint,
      token: async () => (await discover(provider)).token_endpoint,
      profile: (credentials: object, answer: Answer, _get: unknown, request: Request) =>
        profile(provider, credentials, answer, request),
    },
    cookie: `${production ? '__Host-' : ''}bell-${provider.id}`,
    password: secretFor('cookie of bell').toString('hex'),
    isSecure: production,
    isSameSite: 'Lax',
    ttl: 600_000,
    forceHttps: production,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    location: (request: Request) => addressOfWay(request, provider.id),
    providerParams: paramsOf,
  };
}

function paramsOf(request: Request): Record<string, string> {
  const flow = flowOf(request);
  if (!flow) throw new EntryRefusal('no-flow');
  // To prove again who one is, the provider has to ask, whoever is signed in there.
  const again = flow.purpose === 'prove' && { prompt: 'login', max_age: '0' };
  return { nonce: nonceOf(flow), ...again };
}

// Bell trusts whatever the token endpoint answers, so everything about the id_token is checked here.
async function profile(provider: OidcSettings, credentials: object, answer: Answer, request: Request): Promise<void> {
  const flow = flowOf(request);
  if (!flow) throw new EntryRefusal('no-flow');
  const found = await discover(provider);
  refuseOtherIssuer(provider, found, request.query.iss);
  const identity: ProvenIdentity = await identityFromIdToken(answer.id_token, provider, found, nonceOf(flow));
  const person = await describedBy(provider, found, answer, identity.subject);
  Object.assign(credentials, { identity: { ...identity, ...(person && { person }) } });
}

/** RFC 9207: an answer that names another issuer came from another provider (mix-up). */
function refuseOtherIssuer({ issuer }: OidcSettings, found: Discovered, named: unknown) {
  if (named === undefined && !found.authorization_response_iss_parameter_supported) return;
  if (named !== issuer) throw new EntryRefusal('wrong-state', 'the answer names another issuer');
}
