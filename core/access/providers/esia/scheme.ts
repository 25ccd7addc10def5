import { randomUUID } from 'node:crypto';
import type { Request, ResponseToolkit, Server } from '@hapi/hapi';
import { z } from 'zod';
import type { EsiaSettings } from '../../../server/sign-in-settings';
import { addressOfWay } from '../addresses';
import { flowOf, type Flow } from '../flow';
import { callProvider } from '../outbound';
import { EntryRefusal, type ProvenIdentity } from '../refusal';
import { claimsOf } from './marker';
import { personAt } from './person';
import { esiaTimestamp, shapes, type Signed } from './shape';
import type { EsiaSigner } from './signer';

export type EsiaOptions = {
  settings: EsiaSettings;
  signer: EsiaSigner;
  /** Where browsers reach ESIA, and where this server does; one address but for the simulator. */
  pages(request: Request): string;
  services(): string;
};

const Tokens = z.object({
  access_token: z.string(),
  id_token: z.string().optional(),
  state: z.string().optional(),
});

/** The hapi scheme of ESIA: the first call sends the person there, the second one takes the code it came back with. */
export const esiaScheme = (_server: Server, given?: object) => {
  const options = given as EsiaOptions;
  return {
    authenticate: async (request: Request, h: ResponseToolkit) => {
      const flow = flowOf(request);
      if (!flow) throw new EntryRefusal('no-flow');
      const { code, state } = request.query as { code?: string; state?: string };
      if (!code) return h.redirect(await authorizeAddress(options, request, flow)).takeover();
      if (state !== flow.state) throw new EntryRefusal('wrong-state');
      const identity = await identityByCode(options, addressOfWay(request, flow.way), code);
      return h.authenticated({ credentials: { identity } });
    },
  };
};

async function authorizeAddress(options: EsiaOptions, request: Request, flow: Flow): Promise<string> {
  const { settings } = options;
  const signed = signedPart(settings, flow.state, addressOfWay(request, flow.way));
  const parameters = {
    ...(await signedParameters(options, signed)),
    response_type: 'code',
    access_type: 'online',
  };
  return `${options.pages(request)}${shapes[settings.shape].authorize}?${new URLSearchParams(parameters).toString()}`;
}

const signedPart = ({ clientId, scopes }: EsiaSettings, state: string, redirectUri: string): Signed => ({
  clientId,
  scopes,
  state,
  redirectUri,
  timestamp: esiaTimestamp(),
});

async function signedParameters({ settings, signer }: EsiaOptions, signed: Signed): Promise<Record<string, string>> {
  const shape = shapes[settings.shape];
  const signature = await signer.sign(Buffer.from(shape.message(signed), 'utf8'));
  return {
    client_id: signed.clientId,
    scope: signed.scopes,
    timestamp: signed.timestamp,
    state: signed.state,
    redirect_uri: signed.redirectUri,
    client_secret: signature.toString('base64url'),
    ...(shape.namesCertificate && { client_certificate_hash: signer.certificateHash }),
  };
}

async function identityByCode(options: EsiaOptions, redirectUri: string, code: string): Promise<ProvenIdentity> {
  const { settings } = options;
  const tokens = await exchange(options, redirectUri, code);
  const access = await claimsOf(tokens.access_token, settings);
  const oid = oidOf(access['urn:esia:sbj_id'] ?? access.sub);
  const idClaims = tokens.id_token === undefined ? access : await claimsOf(tokens.id_token, settings);
  if (tokens.id_token !== undefined && oidOf(idClaims.sub) !== oid)
    throw new EntryRefusal('bad-token', 'the two markers speak of different people');
  const { isConfirmed, snils, person } = await personAt(options.services(), oid, tokens.access_token);
  if (!isConfirmed) throw new EntryRefusal('not-confirmed');
  return {
    way: 'esia',
    issuer: settings.issuer,
    subject: oid,
    strong: false,
    ...(idClaims.auth_time !== undefined && { provedAt: idClaims.auth_time }),
    ...(snils && { snils }),
    ...(person && { person }),
  };
}

async function exchange(options: EsiaOptions, redirectUri: string, code: string) {
  const { settings } = options;
  const state = randomUUID();
  const signed = { ...signedPart(settings, state, redirectUri), code };
  const body = new URLSearchParams({
    ...(await signedParameters(options, signed)),
    grant_type: 'authorization_code',
    token_type: 'Bearer',
    code,
  });
  const answer = await callProvider(`${options.services()}${shapes[settings.shape].token}`, { method: 'POST', body });
  const parsed = Tokens.safeParse(answer);
  if (!parsed.success) throw new EntryRefusal('provider-refused', 'no markers in the answer');
  if (parsed.data.state !== undefined && parsed.data.state !== state)
    throw new EntryRefusal('wrong-state', 'the answer belongs to another request');
  return parsed.data;
}

// It becomes part of an address, so nothing but digits.
function oidOf(value: string | number | undefined): string {
  const oid = String(value ?? '');
  if (!/^\d{1,20}$/.test(oid)) throw new EntryRefusal('bad-token', 'oid');
  return oid;
}
