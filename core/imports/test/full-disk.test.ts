import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { innDigit } from '../../participants/shared/check-digits';
import { regisoOn, type Ended } from '../../server/test/regiso-process';
import { mountSmallDisk, type SmallDisk } from '../../testing/small-disk';

const disk = mountSmallDisk(900);
const onSmallDisk = disk ? describe : describe.skip;

onSmallDisk('A disk that fills up', () => {
  const { folder, fill, free, remove } = disk as SmallDisk;
  const files = mkdtempSync(join(tmpdir(), 'regiso-full-disk-'));
  const regiso = regisoOn(folder, { REGISO_PORT: '0', REGISO_METRICS_PORT: '0' });
  afterAll(() => {
    remove();
    rmSync(files, { recursive: true });
  });

  const registry = (rows: number) => {
    const file = join(files, 'registry.csv');
    const lines = Array.from({ length: rows }, (_, at) => {
      const nine = `72${String(7_000_000 + at)}`;
      return [`Школа ${at} ${'имени учителя '.repeat(15)}`, 'Школа', nine + innDigit(nine)].join(';');
    });
    writeFileSync(file, ['Полное наименование;Тип организации;ИНН', ...lines].join('\n'));
    return file;
  };
  const resultOf = ({ lines }: Ended) => lines.at(-1) as unknown;
  const importing = (file: string, on?: Parameters<typeof regiso>[1]) => regiso(['import', 'organisations', file], on);

  it('amid an import: the command says so in a sentence, nothing is half saved, with room the same file goes in', async () => {
    const file = registry(20_000);
    expect(await regiso(['migrate', 'up'])).toMatchObject({ code: 0 });
    const ended = await importing(file, ({ step }) => step === 'Чтение файла' && fill(12));
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('На диске сервера кончилось место')]);
    const refused = await importing(file);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/disk of the data folder .* is full/)]);
    free();
    const taken = await importing(file);
    expect([taken.code, resultOf(taken)]).toMatchObject([0, { rows: 20_000, created: 20_000 }]);
    expect(resultOf(await importing(file))).toMatchObject({ created: 0, unchanged: 20_000 });
  }, 180_000);

  it('amid a rebuild of the warehouse: the command says so, with room it is built and equal to its source', async () => {
    const rebuild = (on?: Parameters<typeof regiso>[1]) =>
      regiso(['warehouse', 'rebuild', 'participants_organisations'], on);
    // Whichever of the two asks for room first.
    const ended = await rebuild(({ step }) => step === 'PostgreSQL and ClickHouse are ready' && fill(0));
    expect([ended.code, ended.stderr]).toEqual([
      1,
      expect.stringMatching(/The disk of the (warehouse|database) is full/),
    ]);
    free();
    expect(await rebuild()).toMatchObject({ code: 0, stderr: '' });
    const verified = await regiso(['warehouse', 'verify', 'participants_organisations']);
    expect([verified.code, resultOf(verified)]).toMatchObject([0, [{ fact: 'participants_organisations', ok: true }]]);
  }, 180_000);
});
