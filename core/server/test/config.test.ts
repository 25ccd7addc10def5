import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config';
import { behind } from '../trusted-proxies';

describe('The settings', () => {
  it('have defaults for a laptop', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 8080,
      region: 'tyumen',
      warnings: [],
    });
  });

  it('name every wrong one at once and say what to do', () => {
    const read = () => readConfig({ REGISO_PORT: '99999', REGISO_SECRET: 'short' });
    expect(read).toThrow(
      /REGISO_PORT[\s\S]*REGISO_SECRET: needs at least 32 characters[\s\S]*Set them in the environment/,
    );
  });

  it('warn about an unknown one and guess what was meant', () => {
    expect(readConfig({ REGISO_PORTT: '1' }).warnings).toEqual([
      'Unknown setting REGISO_PORTT is ignored. Did you mean REGISO_PORT?',
    ]);
  });

  it('refuse production without a secret, and take it from a file', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(/REGISO_SECRET is missing/);
    const file = join(mkdtempSync(join(tmpdir(), 'regiso-')), 'secret');
    writeFileSync(file, `${'s'.repeat(40)}\n`);
    expect(readConfig({ NODE_ENV: 'production', REGISO_SECRET_FILE: file }).secret).toBe('s'.repeat(40));
  });

  it('begin with a small demonstration, and with none in production, where wanting one stops the start', () => {
    const production = { NODE_ENV: 'production', REGISO_SECRET: 's'.repeat(40) };
    const demo = (settings: NodeJS.ProcessEnv) => readConfig(settings).demo;
    expect([demo({}), demo({ REGISO_DEMO: 'city' }), demo({ REGISO_DEMO: 'none' })]).toEqual(['small', 'city', 'none']);
    expect([demo(production), demo({ ...production, REGISO_DEMO: 'none' })]).toEqual(['none', 'none']);
    expect(() => demo({ ...production, REGISO_DEMO: 'small' })).toThrow(/^REGISO_DEMO: .* never loaded in production/);
  });

  const absent = join(tmpdir(), 'no-such-file-of-regiso');
  it.each([
    ['DATABASE_URL', 'localhost:5432/regiso', 'is written postgres://'],
    ['DATABASE_URL', 'postgres://regiso:p#ss/word@db/regiso', 'in a password are written as %40'],
    ['DATABASE_URL', 'mysql://db/regiso', 'is written postgres://'],
    ['REGISO_APP_URL', 'db', 'is written postgres://'],
    ['REGISO_LOADER_URL', 'http://db/regiso', 'is written postgres://'],
    ['CLICKHOUSE_URL', 'clickhouse:9000', 'is written http://'],
    ['CLICKHOUSE_URL', 'not an address', 'is written http://'],
    ['REDIS_URL', 'cache-host', 'is written redis://'],
    ['REDIS_URL', 'http://redis:6379', 'is written redis://'],
    ['REDIS_URL', 'redis://one:6379,two:6379', 'redis+cluster://'],
    ['REDIS_URL', 'redis+sentinel://one:26379,two:26379', 'host:26379/primary'],
    ['REDIS_URL', 'redis+cluster://one:6379/1', 'is written redis://'],
    ['REDIS_URL', 'redis+cluster://one:67000', 'is written redis://'],
    ['REDIS_URL', 'redis://:100%@one', 'in a password are written as %40'],
    ['REGISO_TILE_SERVER', 'tiles.example.org/{z}/{x}/{y}.png', 'is written https://host/{z}/{x}/{y}.png'],
    ['REGISO_TILE_SERVER', 'https://tiles.example.org/{z}.png', 'is written https://host/{z}/{x}/{y}.png'],
    ['REGISO_TILE_SERVER', 'https://{s}.example.org/{z}/{x}/{y}.png', 'no {…} in the name of the host'],
    ['REGISO_PUBLIC_URL', 'regiso.example.org', 'is written https://host'],
    ['REGISO_TRUSTED_PROXIES', 'proxy.example.org', 'is written as addresses and networks'],
    ['REGISO_TRUSTED_PROXIES', '10.0.0.0/33', 'is written as addresses and networks'],
    ['REGISO_AUDIT_KEY', 'secret', 'is not an Ed25519 private key'],
    ['REGISO_PERSON_KEYS', 'c2hvcnQ=', 'takes keys of 32 bytes in base64'],
    ['REGISO_BACKUP_AT', 'at night', 'is written as cron'],
    ['REGISO_SECRET_FILE', absent, 'is not there or cannot be read'],
    ['DATABASE_URL_FILE', absent, 'is not there or cannot be read'],
  ])('refuse %s=%s with a sentence that names it and never repeats a password', (name, value, sentence) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(`  ${name}: `);
    expect(read).toThrow(sentence);
    if (!name.endsWith('_FILE')) expect(read).not.toThrow(value);
  });

  it.each([
    ['DATABASE_URL', 'postgresql://regiso:p%23ss@db:5432/regiso?sslmode=require', 'databaseUrl'],
    ['CLICKHOUSE_URL', 'https://regiso:word@clickhouse:8443/regiso', 'clickhouseUrl'],
    ['REDIS_URL', 'rediss://default:word@redis:6379/1', 'redisUrl'],
    ['REDIS_URL', 'redis+sentinel://name:p%40ss@one:26379,[::1]:26380/main/2?sentinel-password=word', 'redisUrl'],
    ['REDIS_URL', 'rediss+cluster://:word@one:6379,two', 'redisUrl'],
    ['REGISO_TILE_SERVER', 'https://tiles.example.org/{z}/{x}/{y}.png?key=1', 'tileServer'],
    ['REGISO_PUBLIC_URL', 'https://regiso.example.org', 'publicUrl'],
  ])('take a sound %s=%s as it is', (name, value, key) => {
    expect(readConfig({ [name]: value })).toMatchObject({ [key]: value });
  });

  it.each([
    ['198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['::ffff:10.0.0.1', '203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['10.0.0.1', '127.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', 'unknown', '10.0.0.1'],
    ['10.0.0.1', '203.0.113.9, <script>, 10.0.0.2', '10.0.0.2'],
    ['10.0.0.1', '', '10.0.0.1'],
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['fd00::1', '2001:db8::7', '2001:db8::7'],
    ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ])('find behind %s, which forwards %s, the address %s', (peer, forwarded, client) => {
    const { trustedProxies } = readConfig({ REGISO_TRUSTED_PROXIES: '10.0.0.0/8 fd00::/8' });
    expect(trustedProxies && behind(trustedProxies, peer, forwarded)).toBe(client);
  });

  it('name a missing file beside every other wrong setting', () => {
    expect(() => readConfig({ REGISO_SECRET_FILE: absent, REGISO_PORT: '99999', REDIS_URL: 'x' })).toThrow(
      /REGISO_SECRET_FILE: [\s\S]*REDIS_URL: [\s\S]*REGISO_PORT: /,
    );
  });
});
