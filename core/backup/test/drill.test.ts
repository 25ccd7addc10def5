import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createAccount } from '../../access/accounts';
import { openSignIn } from '../../access/sign-ins';
import { writeAnchor } from '../../audit/anchors';
import { presentEra } from '../../audit/eras';
import { sealAll } from '../../audit/seal';
import { verify } from '../../audit/verify';
import { storeFile } from '../../files/store';
import { pdf } from '../../files/test/samples';
import { asProcess } from '../../server/app';
import { sql } from '../../server/sql';
import { createBackup } from '../create';
import { listBackups, type Manifest } from '../manifest';
import { verifyApart } from '../verify-apart';
import { Installation, regiso, type Ended } from './installation';

jest.setTimeout(240_000);
const measured: Record<string, number> = {};
let folder: string;
let installation: Installation;
let made: Manifest;
let upload: string;

const work = <T>(job: () => Promise<T>) => asProcess('drill', job);
const setting = (name: string) =>
  work(
    () => sql`INSERT INTO core.settings (name, value) VALUES (${name}, 'true'::jsonb)
    ON CONFLICT (name) DO UPDATE SET changed_at = now()`,
  );
const account = (login: string) =>
  work(() => createAccount({ login, name: login, password: 'a long enough password', roles: [] }));
const logins = () =>
  work(async () =>
    (await sql<{ login: string }>`SELECT login FROM core.accounts ORDER BY login`).map((row) => row.login),
  );
async function uploaded() {
  const path = join(folder, 'sent.pdf');
  writeFileSync(path, pdf());
  const rules = { types: ['pdf'], maxBytes: 10_000, isPersonal: false } as const;
  const owner = { plugin: 'people', type: 'drill', id: 'order' };
  return (await work(() => storeFile({ path, filename: 'order.pdf' }, rules, owner))).id;
}
const run = (...args: string[]) => regiso(['backup', ...args], { REGISO_DATA: folder, NODE_ENV: 'test' });

async function timed<T>(name: string, job: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const result = await job();
  measured[name] = (Date.now() - began) / 1000;
  return result;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regiso-drill-'));
  chmodSync(folder, 0o755);
  installation = new Installation(folder);
  await installation.start();
});
afterAll(async () => {
  await installation.stop();
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write(`drill, seconds: ${JSON.stringify(measured)}\n`);
});

test('a backup is made while others write, and its rows are counted as of one moment', async () => {
  await account('first');
  mkdirSync(join(folder, 'files'), { recursive: true });
  writeFileSync(join(folder, 'files/agreement.pdf'), 'signed');
  upload = await uploaded();
  await sealAll(new AbortController().signal);
  await writeAnchor();
  let writing = true;
  const writer = (async () => {
    for (let at = 0; writing; at += 1) await setting(`busy-${at}`);
  })();
  made = await timed('create', () => createBackup());
  writing = false;
  await writer;
  expect(made.counts?.['core.accounts']).toBe(1);
  expect(made.audit?.block).toBeGreaterThan(0);
  expect(made.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['base/global/pg_control', 'files/files/agreement.pdf', 'files/audit/anchors.jsonl']),
  );
  expect(made.files.some(({ path }) => /secrets\.json|key\.pem|owner\.json|clickhouse/.test(path))).toBe(false);
});

test('the copy comes to life beside the live data: every table has its rows and the audit verifies', async () => {
  const verified = await timed('verify', () => verifyApart(installation.config, made.id, {}));
  expect(verified).toMatchObject({ ok: true, problems: [], blocks: made.audit?.block, files: 1 });
  expect(verified.rows).toBe(Object.values(made.counts ?? {}).reduce((sum, rows) => sum + rows, 0));
  expect(readdirSync(folder).filter((name) => name.startsWith('verify-'))).toEqual([]);
});

test('the next backup links unchanged files, packs changed ones, and names an upload whose content is lost', async () => {
  const content = `files/files/${upload.slice(-2)}/${upload}`;
  const packedIn = ({ id }: Manifest, path: string) => statSync(join(folder, 'backups', id, `${path}.gz`)).ino;
  writeFileSync(join(folder, 'files/agreement.pdf'), 'sealed');
  const next = await createBackup();
  expect(packedIn(next, content)).toBe(packedIn(made, content));
  expect(packedIn(next, 'files/files/agreement.pdf')).not.toBe(packedIn(made, 'files/files/agreement.pdf'));
  writeFileSync(join(folder, 'files/agreement.pdf'), 'signed');

  const [lost, aside] = [join(folder, content.slice('files/'.length)), join(folder, 'aside')];
  renameSync(lost, aside);
  const lacking = await createBackup();
  renameSync(aside, lost);
  const verified = await verifyApart(installation.config, lacking.id, {});
  expect(verified).toMatchObject({ ok: false, files: 1 });
  expect(verified.problems).toEqual([`the file ${upload} is not in the backup as it was stored`]);
  for (const { id } of [next, lacking]) rmSync(join(folder, 'backups', id), { recursive: true });
});

test('a restore is refused while the installation runs', async () => {
  const refused = await run('restore');
  expect(refused.code).toBe(1);
  expect(refused.error).toMatch(/already runs.*restore needs it stopped/s);
});

test('a cancelled backup leaves nothing behind, and so does one that ran into an error', async () => {
  const stop = new AbortController();
  const progress = (share: number) => share > 0.2 && stop.abort();
  await expect(createBackup({ signal: stop.signal, progress })).rejects.toThrow();
  await expect(createBackup({ keysApart: join(folder, 'k') })).rejects.toThrow('REGISO_BACKUP_PASSPHRASE');
  expect(readdirSync(join(folder, 'backups')).filter((name) => !name.startsWith('wal-'))).toEqual([made.id]);
});

describe('after an accident', () => {
  let restored: Ended;
  let moment: Date;

  beforeAll(async () => {
    await account('second');
    await work(async () => {
      const [row] = await sql<{ id: string }>`SELECT id FROM core.accounts LIMIT 1`;
      await openSignIn(row?.id ?? '', {});
    });
    await sealAll(new AbortController().signal);
    await pause(1_100);
    [moment] = (await work(async () =>
      (await sql<{ at: Date }>`SELECT clock_timestamp() AS at`).map(({ at }) => at),
    )) as [Date];
    await pause(1_100);
    await work(() => sql`DELETE FROM core.accounts`);
    await account('intruder');
    await sealAll(new AbortController().signal);
    await writeAnchor();
    writeFileSync(join(folder, 'files/agreement.pdf'), 'overwritten');
    rmSync(join(folder, 'files', upload.slice(-2), upload));
    await installation.stop();
    restored = await timed('restore', () => run('restore', '--target-time', moment.toISOString()));
  });

  test('the moment before it is put in place, with all that was written until then', async () => {
    expect(restored.error).toBe('');
    expect(restored.code).toBe(0);
    expect(restored.result).toMatchObject({ backup: made.id, problems: [], era: 2, endedSignIns: 1 });
    expect(restored.result.anchorsSetAside).toBeGreaterThan(0);
    await timed('start', () => installation.start());
    expect(await logins()).toEqual(['first', 'second']);
    expect(readFileSync(join(folder, 'files/agreement.pdf'), 'utf8')).toBe('signed');
    expect(readFileSync(join(folder, 'files', upload.slice(-2), upload))).toEqual(pdf());
  });

  test('the audit goes on in a new era, says so, and verifies with its anchors', async () => {
    expect(await work(presentEra)).toBe(2);
    const [row] = await work(
      () =>
        sql<{
          era: number;
          details: object;
        }>`SELECT era, details FROM core.audit_events WHERE event = 'backup.restored'`,
    );
    expect(row).toMatchObject({ era: 2, details: { backup: made.id, endedSignIns: 1 } });
    await account('third');
    await sealAll(new AbortController().signal);
    await writeAnchor();
    const verdict = await verify();
    expect(verdict.problem).toBeUndefined();
    expect(verdict.anchors).toBeGreaterThan(1);
  });

  test('the files from before are kept, and the lost anchors too', () => {
    expect(existsSync(String(restored.result.before))).toBe(true);
    expect(readdirSync(join(folder, 'audit')).some((name) => name.startsWith('anchors.jsonl.before-restore'))).toBe(
      true,
    );
    expect(existsSync(join(folder, 'clickhouse/data'))).toBe(false);
  });

  test('the next backup belongs to the new history and is sound', async () => {
    const next = await createBackup();
    expect(next.postgres).toMatchObject({ timeline: 2 });
    expect(await verifyApart(installation.config, next.id, {})).toMatchObject({ ok: true, problems: [] });
    expect((await listBackups(join(folder, 'backups'))).backups).toHaveLength(2);
  });

  test('the old backup is still sound on its own history', async () => {
    expect(await verifyApart(installation.config, made.id, {})).toMatchObject({ ok: true });
  });
});

test('one changed byte is found, and the copy is not put in place', async () => {
  const base = join(folder, 'backups', made.id, 'base/global');
  const victim = join(base, readdirSync(base).find((name) => name.startsWith('pg_filenode')) ?? '');
  const bytes = readFileSync(victim);
  bytes.writeUInt8((bytes.readUInt8(bytes.length - 6) + 1) % 256, bytes.length - 6);
  writeFileSync(victim, bytes);
  const verified = await verifyApart(installation.config, made.id, {});
  expect(verified.ok).toBe(false);
  expect(verified.problems[0]).toMatch(/pg_filenode.*(damaged|cannot be read)/);
  await installation.stop();
  const refused = await run('restore', made.id);
  expect(refused.code).toBe(1);
  await installation.start();
  expect(await logins()).toEqual(['first', 'second', 'third']);
});
