import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { EsiaSettings } from '../../../server/sign-in-settings';
import { EntryRefusal } from '../refusal';
import { accepts } from './command';

const clockSeconds = 60;
const gost = ['GOST3410_2012_256', 'GOST3410_2012_512'];

const Header = z.object({ alg: z.string() });
const Claims = z.object({
  iss: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
  auth_time: z.number().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  client_id: z.string().optional(),
  sub: z.union([z.string(), z.number()]).optional(),
  'urn:esia:sbj_id': z.union([z.string(), z.number()]).optional(),
});
type Claims = z.output<typeof Claims>;

const jose = () => import('jose');
const bad = (why: string) => new EntryRefusal('bad-token', why);

/** The claims of a marker (JWT) of ESIA. Throws unless signature, algorithm, issuer, audience and dates are right. */
export async function claimsOf(marker: unknown, settings: EsiaSettings): Promise<Claims> {
  const parts = typeof marker === 'string' ? marker.split('.') : [];
  if (typeof marker !== 'string' || parts.length !== 3) throw bad('not a signed marker');
  const header = Header.safeParse(jsonOf(parts[0]));
  if (!header.success) throw bad('header');
  await demandSignature(marker, header.data.alg, settings);
  const claims = Claims.safeParse(jsonOf(parts[1]));
  if (!claims.success) throw bad('claims');
  refuseWrongClaims(claims.data, settings);
  return claims.data;
}

async function demandSignature(marker: string, alg: string, settings: EsiaSettings) {
  if (alg === 'RS256' && settings.providerCertificates) return demandRsa(marker, settings.providerCertificates);
  if (gost.includes(alg) && settings.verifyCommand) return demandByCommand(marker, settings.verifyCommand);
  throw bad('algorithm');
}

// Two certificates stand in the settings while ESIA exchanges its own.
async function demandRsa(marker: string, certificates: string) {
  const { compactVerify } = await jose();
  for (const pem of certificates.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []) {
    const certificate = new X509Certificate(pem);
    if (Date.parse(certificate.validTo) < Date.now()) continue;
    const fits = await compactVerify(marker, certificate.publicKey, { algorithms: ['RS256'] }).catch(() => undefined);
    if (fits) return;
  }
  throw bad('signature');
}

async function demandByCommand(marker: string, command: readonly string[]) {
  const end = marker.lastIndexOf('.');
  const signature = Buffer.from(marker.slice(end + 1), 'base64url');
  if (!(await accepts(command, Buffer.from(marker.slice(0, end)), signature))) throw bad('signature');
}

function refuseWrongClaims({ iss, exp, nbf, iat, aud, client_id: client }: Claims, settings: EsiaSettings) {
  const now = Date.now() / 1000;
  if (iss !== settings.issuer) throw bad('iss');
  const audience = [aud ?? client ?? []].flat();
  if (!audience.includes(settings.clientId)) throw bad('aud');
  if (exp < now - clockSeconds) throw bad('exp');
  if ((nbf ?? iat ?? 0) > now + clockSeconds) throw bad('nbf');
}

function jsonOf(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
