import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { readConfig } from '../../server/config';
import { dumpAdvice } from '../external';
import { keepKeys, openBundle, readKeys, sealBundle } from '../keys';
import { listBackups, readBackup, writeManifest, type Backup, type Manifest } from '../manifest';
import { eachOf, packFile, unpackFile } from '../pack';
import { needRoom } from '../place';
import { outdated } from '../retention';
import { archivedPieces, missingPiece, pieceNumber, piecesFrom, pruneLog } from '../wal';
import { differences } from '../witness';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'regiso-parts-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifest = (id: string, endedAt = '2026-09-01T00:00:00.000Z'): Manifest => ({
  format: 1,
  id,
  release: '0.1.0',
  startedAt: endedAt,
  endedAt,
  postgres: { form: 'dump', version: '18.1', tool: 'pg_dump 18' },
  counts: {},
  audit: null,
  personKeys: [],
  keys: 'plain',
  warehouse: 'built anew from PostgreSQL',
  folders: [],
  files: [],
});

test('after a failure nothing more is begun, and nothing is under way when it is told', async () => {
  const begun: number[] = [];
  let underWay = 0;
  const work = async (item: number) => {
    begun.push(item);
    underWay += 1;
    await pause(item === 2 ? 5 : 40);
    underWay -= 1;
    if (item === 2) throw new Error('The second cannot be read');
  };
  await expect(eachOf([1, 2, 3, 4, 5, 6], work)).rejects.toThrow('The second cannot be read');
  expect({ begun, underWay }).toEqual({ begun: [1, 2, 3], underWay: 0 });
});

describe('the list of backups', () => {
  const write = async (id: string) => {
    const own = join(folder, id);
    const { mkdir } = await import('node:fs/promises');
    await mkdir(own);
    await writeManifest(own, manifest(id));
    return join(own, 'manifest.json');
  };

  test('the newest comes first; one whose manifest was changed is named as damaged', async () => {
    await write('20260901T000000Z');
    const file = await write('20260902T000000Z');
    await write('20260903T000000Z');
    writeFileSync(file, readFileSync(file, 'utf8').replace('0.1.0', '9.9.9'));
    const { backups, damaged } = await listBackups(folder);
    expect(backups.map((one) => one.manifest.id)).toEqual(['20260903T000000Z', '20260901T000000Z']);
    expect(damaged).toEqual([{ id: '20260902T000000Z', problem: expect.stringContaining('damaged') as string }]);
  });

  test('a name that leads elsewhere is no backup', async () => {
    await expect(readBackup(folder, '../../etc')).rejects.toThrow('There is no backup');
  });
});

describe('packed files', () => {
  test('what was packed is unpacked the same, whatever it is', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 20_000 }), async (bytes) => {
        const [source, packed, back] = ['a', 'a.gz', 'b'].map((name) => join(folder, name)) as [string, string, string];
        writeFileSync(source, bytes);
        const sums = await packFile(source, packed);
        await unpackFile(packed, sums, { file: back });
        expect(readFileSync(back).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 30 },
    ));

  test('any changed byte of the content is refused', async () => {
    const [source, packed] = [join(folder, 'a'), join(folder, 'a.gz')];
    writeFileSync(source, 'x'.repeat(1_000));
    const sums = await packFile(source, packed);
    writeFileSync(source, `${'x'.repeat(999)}y`);
    await packFile(source, packed);
    await expect(unpackFile(packed, sums, {})).rejects.toThrow('its checksum is not the one in the manifest');
  });
});

describe('keys', () => {
  const config = (settings: Record<string, string>) =>
    readConfig({ REGISO_DATA: folder, NODE_ENV: 'test', ...settings });
  const passphrase = 'a passphrase of several words';

  test('a sealed bundle opens by its passphrase only, and not when a byte was changed', async () => {
    const sealed = await sealBundle({ files: {}, settings: { REGISO_SECRET: 's' } }, passphrase);
    expect(await openBundle(sealed, passphrase)).toEqual({ files: {}, settings: { REGISO_SECRET: 's' } });
    await expect(openBundle(sealed, 'another passphrase')).rejects.toThrow('does not open');
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
    await expect(openBundle(changed, passphrase)).rejects.toThrow('does not open');
  });

  test('keys of the settings never lie openly beside the data they open', async () => {
    const secret = 'a secret of thirty-two letters and more';
    expect(await keepKeys(config({ REGISO_SECRET: secret }), folder)).toBe('plain');
    expect(readFileSync(join(folder, 'keys.json'), 'utf8')).not.toContain(secret);
    const sealing = config({ REGISO_SECRET: secret, REGISO_BACKUP_PASSPHRASE: passphrase });
    expect(await keepKeys(sealing, folder, join(folder, 'elsewhere/keys'))).toBe('apart');
    expect(await readKeys(sealing, folder, 'apart')).toBeUndefined();
    expect((await readKeys(sealing, folder, 'apart', join(folder, 'elsewhere/keys')))?.settings).toEqual({
      REGISO_SECRET: secret,
    });
  });
});

describe('the log of PostgreSQL', () => {
  const start = '0000000100000000000000FE';

  test('a gap is named, also where the numbering steps over', () => {
    const pieces = ['0000000100000000000000FE', '0000000100000000000000FF', '000000010000000100000001'];
    expect(missingPiece(pieces, start, '0000000100000000000000FF')).toBeUndefined();
    expect(missingPiece(pieces, start, '000000010000000100000001')).toBe('000000010000000100000000');
  });

  test('a restore takes later pieces, later histories, and nothing earlier', () => {
    const later = ['000000010000000100000000', '00000002.history', '0000000200000001000000A0'];
    expect(piecesFrom(['000000010000000000000001', ...later], start)).toEqual(later);
  });

  test('only pieces before the oldest backup are removed', async () => {
    for (const name of ['000000010000000000000001', '000000010000000000000002', '00000002.history'])
      for (const end of ['gz', 'sum']) writeFileSync(join(folder, `${name}.${end}`), '');
    expect(await pruneLog(folder, '000000010000000000000002')).toBe(1);
    expect(await archivedPieces(folder)).toEqual(['000000010000000000000002', '00000002.history']);
    expect(pieceNumber('000000010000000100000001')).toBe(257);
  });
});

describe('what is kept', () => {
  const backup = (day: number, ok?: boolean): Backup => {
    const two = String(day).padStart(2, '0');
    const verified =
      ok === undefined ? null : { at: '2026-09-20T00:00:00.000Z', ok, problems: [], seconds: 1, rows: 1, blocks: 1 };
    return { manifest: manifest(`202609${two}T000000Z`, `2026-09-${two}T00:00:00.000Z`), folder, bytes: 1, verified };
  };
  const days = (backups: Backup[]) => backups.map((one) => one.manifest.id.slice(6, 8));
  const now = new Date('2026-09-30T00:00:00Z');

  test('old ones go, but never the newest two nor the newest that was proved sound', () => {
    const all = [backup(9), backup(8, false), backup(7), backup(6, true), backup(5, true)];
    expect(days(outdated(all, 14, now))).toEqual(['07', '05']);
    expect(outdated(all, 30, now)).toEqual([]);
    expect(outdated(all.slice(0, 2), 1, now)).toEqual([]);
  });
});

test('a disk without room is told before anything is written', () => {
  expect(() => needRoom(folder, 100 * 2 ** 20, 'The backup', 120 * 2 ** 20)).toThrow(
    /The backup needs 164 MB .* 120 MB are free/,
  );
  expect(() => needRoom(folder, 1, 'The backup', 2 ** 30)).not.toThrow();
});

test('tables that lost rows, came or went are named', () => {
  expect(differences({ a: 1, b: 2, gone: 3 }, { a: 1, b: 1, came: 4 })).toEqual([
    'b has 1 rows, and the backup had 2',
    'came has 4 rows, and the backup had none',
    'gone has no rows, and the backup had 3',
  ]);
});

test('the files of a dump come back by the line that the advice gives', async () => {
  const [backup, data] = [join(folder, 'backup'), join(folder, 'data')];
  mkdirSync(data);
  const source = join(folder, 'order');
  writeFileSync(source, 'by hand');
  await packFile(source, join(backup, 'files/files/ab/order.gz'));
  const advice = dumpAdvice({ manifest: manifest('20260901T000000Z'), folder: backup, bytes: 0, verified: null }, data);
  const line = advice.split('\n').find((one) => one.includes('gunzip')) ?? '';
  execFileSync('sh', ['-c', line]);
  expect(readFileSync(join(data, 'files/ab/order'), 'utf8')).toBe('by hand');
});
