import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { closedFolder, postgresBinaries, unprivilegedUser } from '../postgres-home';

const asRoot = process.getuid?.() === 0 ? test : test.skip;
let folder: string;

/** The package as npm unpacks it: without links. */
function unpacked(name: string) {
  const native = join(folder, name, 'native');
  const installed = postgresBinaries();
  mkdirSync(dirname(native), { recursive: true });
  cpSync(join(installed, '../package.json'), join(native, '../package.json'));
  cpSync(installed, native, { recursive: true, filter: (_, to) => !to.includes('/share/doc') });
  for (const entry of readdirSync(join(native, 'lib'), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(native, 'lib', entry.name));
  }
  return native;
}
const version = (native: string, user = {}) =>
  execFileSync(join(native, 'bin/postgres'), ['--version'], { encoding: 'utf8', cwd: '/', stdio: 'pipe', ...user });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'regiso-binaries-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('links that npm did not make are made, and PostgreSQL runs', () => {
  const native = unpacked('without-links');
  expect(() => version(native)).toThrow(/shared libraries/);
  expect(postgresBinaries(undefined, native)).toBe(native);
  expect(version(native)).toMatch(/^postgres \(PostgreSQL\) 18/);
});

asRoot('binaries that the user cannot enter are copied to where it can', () => {
  const native = unpacked('closed');
  chmodSync(dirname(native), 0o700);
  const user = unprivilegedUser();
  if (!user) throw new Error('Root has no user to run PostgreSQL as');
  expect(closedFolder(join(native, 'bin'), user)).toBe(dirname(native));
  const before = existsSync('/var/lib/regiso') ? readdirSync('/var/lib/regiso') : [];
  const copy = postgresBinaries(user, native);
  expect(copy).not.toContain(folder);
  expect(version(copy, user)).toMatch(/^postgres \(PostgreSQL\) 18/);
  expect(postgresBinaries(user, native)).toBe(copy);
  const [, made = ''] = /^\/var\/lib\/regiso\/([^/]+)\//.exec(copy) ?? [];
  if (made && !before.includes(made)) rmSync(join('/var/lib/regiso', made), { recursive: true });
});
