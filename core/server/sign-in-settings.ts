import { readFileSync } from 'node:fs';
import { z } from 'zod';

const pem = (kind: string) => z.string().regex(new RegExp(`-----BEGIN [A-Z0-9 ]*${kind}-----`), `is not a PEM ${kind}`);
const command = z
  .string()
  .transform((text, at) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      at.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string().min(1)).min(1));

/** The settings of signing in by providers; part of all settings in `config.ts`. */
export const signInSettings = {
  /** Providers of OpenID Connect: a JSON list, see docs/operations/sign-in.md. */
  REGISO_OIDC: z.string().optional(),
  /** The mnemonic of this system in ESIA; sign-in through ESIA is on when it is given. */
  REGISO_ESIA_CLIENT_ID: z.string().min(1).optional(),
  REGISO_ESIA_URL: z.url().default('https://esia.gosuslugi.ru'),
  /** What ESIA writes as `iss` into its markers. */
  REGISO_ESIA_ISSUER: z.string().default('http://esia.gosuslugi.ru/'),
  /** `v2`: addresses v2/ac and v3/te; `v1`: ac and te with PKCS#7. */
  REGISO_ESIA_SHAPE: z.enum(['v1', 'v2']).default('v2'),
  REGISO_ESIA_SCOPES: z.string().default('openid fullname snils'),
  REGISO_ESIA_KEY: pem('PRIVATE KEY').optional(),
  REGISO_ESIA_CERTIFICATE: pem('CERTIFICATE').optional(),
  /** Fingerprint of the certificate as ESIA knows it; SHA-256 of it when absent. */
  REGISO_ESIA_CERTIFICATE_HASH: z.string().min(1).optional(),
  /** A JSON list: a program and its arguments that signs its standard input (GOST). Used instead of the key. */
  REGISO_ESIA_SIGN_COMMAND: command.optional(),
  /** A JSON list: a program that checks a marker; `{signature}` stands for the file of the signature. */
  REGISO_ESIA_VERIFY_COMMAND: command.optional(),
  /** Certificates that ESIA signs its markers with; several while they are exchanged. */
  REGISO_ESIA_PROVIDER_CERTIFICATES: pem('CERTIFICATE').optional(),
  /** An imitation of ESIA for demonstrations and tests; on in a demonstration unless ESIA is set up. */
  REGISO_ESIA_SIMULATOR: z.enum(['on', 'off']).optional(),
  /** File of leaked passwords: SHA-1 in hexadecimal, one a line, sorted (the «ordered by hash» lists). */
  REGISO_BREACHED_PASSWORDS: z.string().optional(),
};

const Provider = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'is written in small Latin letters, digits and dashes'),
  title: z.string().min(1).max(60),
  titleEn: z.string().min(1).max(60).optional(),
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  clientSecretFile: z.string().min(1).optional(),
  scopes: z.array(z.string().min(1)).default(['openid']),
  algorithms: z
    .array(z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']))
    .min(1)
    .default(['RS256', 'PS256', 'ES256']),
  /** Values of `acr` or `amr` by which the provider says that it has asked for a second factor. */
  secondFactor: z
    .strictObject({ acr: z.array(z.string()).default([]), amr: z.array(z.string()).default([]) })
    .default({ acr: [], amr: [] }),
});

export type OidcSettings = Omit<z.output<typeof Provider>, 'clientSecret' | 'clientSecretFile'> & {
  clientSecret: string;
};

export type EsiaSettings = {
  clientId: string;
  url: string;
  issuer: string;
  shape: 'v1' | 'v2';
  scopes: string;
  key?: string;
  certificate?: string;
  certificateHash?: string;
  signCommand?: string[];
  verifyCommand?: string[];
  providerCertificates?: string;
};

export type SignInConfig = {
  oidc: OidcSettings[];
  esia?: EsiaSettings;
  simulator: boolean;
  breachedPasswords?: string;
};

type Values = z.output<z.ZodObject<typeof signInSettings>>;
type Surroundings = { production: boolean; test: boolean; publicUrl?: string | undefined };

/** Puts the settings of signing in together. Throws one sentence for what would be unsafe or cannot work. */
export function signInConfig(values: Values, { production, test, publicUrl }: Surroundings): SignInConfig {
  const oidc = providersFrom(values.REGISO_OIDC);
  const esia = esiaFrom(values);
  if (production && values.REGISO_ESIA_SIMULATOR === 'on')
    throw new Error('REGISO_ESIA_SIMULATOR is on: whoever opens its page signs in as anybody. Never in production.');
  if (values.REGISO_ESIA_SIMULATOR === 'on' && esia)
    throw new Error('REGISO_ESIA_SIMULATOR is on beside REGISO_ESIA_CLIENT_ID. Choose the one or the other.');
  if (production && (oidc.length || esia)) refuseUnsafeAddresses(oidc, publicUrl);
  const simulator = !production && !esia && values.REGISO_ESIA_SIMULATOR !== 'off';
  return {
    oidc,
    ...(esia && { esia }),
    simulator: simulator && (!test || values.REGISO_ESIA_SIMULATOR === 'on'),
    ...(values.REGISO_BREACHED_PASSWORDS && { breachedPasswords: values.REGISO_BREACHED_PASSWORDS }),
  };
}

function refuseUnsafeAddresses(oidc: readonly OidcSettings[], publicUrl: string | undefined) {
  if (!publicUrl?.startsWith('https://'))
    throw new Error('REGISO_PUBLIC_URL is needed, with https://: providers send people back to it after sign-in.');
  const open = oidc.find(({ issuer }) => !issuer.startsWith('https://'));
  if (open) throw new Error(`REGISO_OIDC: the issuer of ${open.id} must be reached by https in production.`);
}

function providersFrom(text: string | undefined): OidcSettings[] {
  if (!text) return [];
  const parsed = z.array(Provider).safeParse(jsonFrom(text));
  if (!parsed.success) throw new Error(`REGISO_OIDC is wrong:\n${z.prettifyError(parsed.error)}`);
  const ids = parsed.data.map(({ id }) => id);
  if (new Set([...ids, 'esia', 'code']).size !== ids.length + 2)
    throw new Error('REGISO_OIDC: every provider needs an id of its own, other than esia and code.');
  return parsed.data.map(({ clientSecret, clientSecretFile, ...rest }) => {
    const secret = clientSecretFile ? readFileSync(clientSecretFile, 'utf8').trim() : clientSecret;
    if (!secret) throw new Error(`REGISO_OIDC: ${rest.id} has neither clientSecretFile nor clientSecret.`);
    return { ...rest, scopes: [...new Set(['openid', ...rest.scopes])], clientSecret: secret };
  });
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('REGISO_OIDC is not JSON. Give a list of providers, best as a file in REGISO_OIDC_FILE.');
  }
}

function esiaFrom(values: Values): EsiaSettings | undefined {
  if (!values.REGISO_ESIA_CLIENT_ID) return undefined;
  if (!values.REGISO_ESIA_SIGN_COMMAND && !(values.REGISO_ESIA_KEY && values.REGISO_ESIA_CERTIFICATE))
    throw new Error('ESIA needs REGISO_ESIA_KEY_FILE and REGISO_ESIA_CERTIFICATE_FILE, or REGISO_ESIA_SIGN_COMMAND.');
  if (!values.REGISO_ESIA_PROVIDER_CERTIFICATES && !values.REGISO_ESIA_VERIFY_COMMAND)
    throw new Error('ESIA needs REGISO_ESIA_PROVIDER_CERTIFICATES_FILE (or REGISO_ESIA_VERIFY_COMMAND for GOST).');
  if (values.REGISO_ESIA_SIGN_COMMAND && values.REGISO_ESIA_SHAPE === 'v2' && !values.REGISO_ESIA_CERTIFICATE_HASH)
    throw new Error('ESIA v2 with a signing command needs REGISO_ESIA_CERTIFICATE_HASH.');
  const optional = {
    key: values.REGISO_ESIA_KEY,
    certificate: values.REGISO_ESIA_CERTIFICATE,
    certificateHash: values.REGISO_ESIA_CERTIFICATE_HASH,
    signCommand: values.REGISO_ESIA_SIGN_COMMAND,
    verifyCommand: values.REGISO_ESIA_VERIFY_COMMAND,
    providerCertificates: values.REGISO_ESIA_PROVIDER_CERTIFICATES,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return {
    clientId: values.REGISO_ESIA_CLIENT_ID,
    url: values.REGISO_ESIA_URL.replace(/\/+$/, ''),
    issuer: values.REGISO_ESIA_ISSUER,
    shape: values.REGISO_ESIA_SHAPE,
    scopes: values.REGISO_ESIA_SCOPES,
    ...given,
  };
}
