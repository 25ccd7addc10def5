import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyPair, type KeyPair } from '../../access/simulator/keys';
import { readConfig } from '../config';

const secret = { REGISO_SECRET: 's'.repeat(40) };
const production = { NODE_ENV: 'production', ...secret, REGISO_PUBLIC_URL: 'https://regiso.example' };
const provider = { id: 'org', title: 'Org', issuer: 'https://id.example', clientId: 'regiso', clientSecret: 'x' };
const oidc = (...providers: object[]) => ({ REGISO_OIDC: JSON.stringify(providers) });

describe('The settings of signing in', () => {
  let pair: KeyPair;
  beforeAll(async () => {
    pair = await makeKeyPair('own');
  });
  const esia = () => ({
    REGISO_ESIA_CLIENT_ID: 'REGISO72',
    REGISO_ESIA_KEY: pair.key,
    REGISO_ESIA_CERTIFICATE: pair.certificate,
    REGISO_ESIA_PROVIDER_CERTIFICATES: pair.certificate,
  });

  it('imitate ESIA in a demonstration only, and never in production', () => {
    expect(readConfig({}).signIn.simulator).toBe(true);
    expect(readConfig({ REGISO_ESIA_SIMULATOR: 'off' }).signIn.simulator).toBe(false);
    expect(readConfig({ NODE_ENV: 'test' }).signIn.simulator).toBe(false);
    expect(readConfig(esia()).signIn.simulator).toBe(false);
    expect(readConfig({ NODE_ENV: 'production', ...secret }).signIn.simulator).toBe(false);
    expect(() => readConfig({ ...production, REGISO_ESIA_SIMULATOR: 'on' })).toThrow(/Never in production/);
    expect(() => readConfig({ ...esia(), REGISO_ESIA_SIMULATOR: 'on' })).toThrow(/the one or the other/);
  });

  it('take the secret of a provider from a file and always ask for openid', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'regiso-')), 'secret');
    writeFileSync(file, 'from a file\n');
    const { clientSecret: _none, ...rest } = provider;
    const [read] = readConfig({ ...production, ...oidc({ ...rest, clientSecretFile: file, scopes: ['email'] }) }).signIn
      .oidc;
    expect(read).toMatchObject({ clientSecret: 'from a file', scopes: ['openid', 'email'] });
    expect(read?.algorithms).not.toContain('none');
  });

  it('refuse what cannot work or is not safe, in words', () => {
    const fails = (environment: object, words: RegExp) =>
      expect(() => readConfig(environment as NodeJS.ProcessEnv)).toThrow(words);
    fails({ REGISO_OIDC: 'no json' }, /REGISO_OIDC is not JSON/);
    fails(oidc({ ...provider, algorithms: ['none'] }), /algorithms/);
    fails(oidc({ ...provider, algorithms: ['HS256'] }), /algorithms/);
    fails(oidc({ ...provider, clientSecret: undefined }), /neither clientSecretFile nor clientSecret/);
    fails(oidc(provider, provider), /an id of its own/);
    fails(oidc({ ...provider, id: 'esia' }), /an id of its own/);
    fails({ ...production, ...oidc({ ...provider, issuer: 'http://id.example' }) }, /by https/);
    fails({ NODE_ENV: 'production', ...secret, ...oidc(provider) }, /REGISO_PUBLIC_URL/);
    fails({ REGISO_ESIA_CLIENT_ID: 'X' }, /REGISO_ESIA_KEY_FILE/);
    fails({ ...esia(), REGISO_ESIA_PROVIDER_CERTIFICATES: undefined }, /PROVIDER_CERTIFICATES/);
    fails({ ...esia(), REGISO_ESIA_KEY: 'not a key' }, /is not a PEM PRIVATE KEY/);
    fails({ ...esia(), REGISO_ESIA_SIGN_COMMAND: '["sign"]' }, /REGISO_ESIA_CERTIFICATE_HASH/);
    fails({ ...esia(), REGISO_ESIA_SIGN_COMMAND: 'sign me' }, /is not JSON/);
  });
});
