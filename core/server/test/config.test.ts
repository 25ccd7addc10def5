import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config';

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
});
