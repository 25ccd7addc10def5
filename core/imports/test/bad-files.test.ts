import { truncateSync } from 'node:fs';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { encode } from 'iconv-lite';
import type { TestApp } from '../../testing';
import { ProblemError } from '../../server/errors';
import { sql } from '../../server/sql';
import { runImport } from '../run';
import { csv, folderOfFiles, xlsx } from './files';
import { createRegisterApp } from './register-app';
import { shelf } from './shelf';
import { zip } from './zip';

describe('A bad file gets a sentence that says what and what to do, and nothing is saved:', () => {
  const files = folderOfFiles();
  let test: TestApp;
  beforeAll(async () => {
    test = await createRegisterApp([shelf]);
  }, 120_000);
  afterAll(async () => {
    await test.stop();
    files.remove();
  });

  const refusal = async (file: string) => {
    const error = await runImport({ kind: 'boxes', file }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof ProblemError)) throw new Error(`no sentence: ${String(error)}`);
    const [run] = await test.work(
      () => sql`SELECT state, error, error_code FROM core.import_runs ORDER BY id DESC LIMIT 1`,
    );
    expect(run).toMatchObject({ state: 'failed', error: error.message, error_code: error.problem.code });
    const [kept] = await test.work(() => sql<{ n: number }>`SELECT count(*)::int AS n FROM shelf.boxes`);
    expect(kept?.n).toBe(0);
    return error.message;
  };
  const refused = (name: string, content: string | Buffer) => refusal(files.write(name, content));

  it('one that is not there', async () => {
    expect(await refusal('/nowhere/at/all.csv')).toMatch(/не найден/);
  });

  it('an empty one, and one with headings only', async () => {
    expect(await refused('empty.csv', '')).toMatch(/Файл пуст/);
    expect(await refused('blank.csv', '\n \n;;\n')).toMatch(/Файл пуст/);
    expect(await refused('headings.csv', 'name;weight\r\n')).toMatch(/только заголовки/);
    expect(await refused('empty.csv.gz', gzipSync(''))).toMatch(/Файл пуст/);
    expect(await refused('empty.xlsx', await xlsx([]))).toMatch(/Файл пуст/);
  });

  it('a binary one, an old workbook, a foreign archive, a workbook with a password', async () => {
    const noise = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7_919) % 256));
    expect(await refused('noise.csv', noise)).toMatch(/Это не таблица/);
    const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await refused('old.xls', Buffer.concat([old, Buffer.alloc(600)]))).toMatch(/старого Excel/);
    const wrapped = Buffer.concat([old, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await refused('locked.xlsx', wrapped)).toMatch(/паролем/);
    expect(await refused('photos.zip', zip([{ name: 'a.txt', content: Buffer.from('x') }]))).toMatch(/не книга Excel/);
  });

  it('one in an unknown encoding, and one whose letters are lost', async () => {
    expect(await refused('sjis.csv', encode('name;weight\n日本語のテキスト日本語;1', 'shift_jis'))).toMatch(
      /кодировку/,
    );
    expect(await refused('bom.csv', Buffer.from([0xef, 0xbb, 0xbf, 0x6e, 0xff, 0xfe, 0x0a]))).toMatch(/кодировку/);
    const twice = Buffer.from(encode('Название;Вес, кг\nа;1', 'utf8').toString('latin1'), 'latin1').toString('latin1');
    expect(await refused('lost.csv', twice.replace(/[^\x20-\x7E\n;]/g, '\uFFFD'))).toMatch(/испорчены/);
  });

  it('a truncated gzip and a truncated or damaged workbook', async () => {
    const packed = gzipSync(csv([['name', 'weight'], ...Array.from({ length: 5_000 }, (_, at) => [`b${at}`, '1'])]));
    expect(await refused('cut.csv.gz', packed.subarray(0, packed.length - 500))).toMatch(/обрывается/);
    const book = await xlsx([['name'], ['a']]);
    expect(await refused('cut.xlsx', book.subarray(0, book.length - 300))).toMatch(/обрывается/);
    const damaged = Buffer.from(book);
    damaged.fill(0xaa, 60, 120);
    expect(await refused('bad.xlsx', damaged)).toMatch(/повреждена/);
  });

  it('one of three gigabytes, before it is read', async () => {
    const path = files.write('huge.csv', 'name\n');
    truncateSync(path, 3 * 1024 ** 3);
    const began = Date.now();
    expect(await refusal(path)).toMatch(/больше 1024 МБ/);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('a zip bomb: too much inside, too many parts, parts hidden from the list', async () => {
    const bomb = {
      name: 'xl/worksheets/sheet1.xml',
      content: deflateRawSync(Buffer.alloc(310 * 1024 ** 2)),
      deflated: true,
    };
    const book = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') };
    expect(await refused('bomb.xlsx', zip([book, { ...bomb, size: 310 * 1024 ** 2 }]))).toMatch(/больше 300 МБ/);
    const many = Array.from({ length: 1_001 }, (_, at) => ({ name: `p${at}`, content: Buffer.from('x') }));
    expect(await refused('many.xlsx', zip([book, ...many]))).toMatch(/больше 1000 частей/);
    expect(await refused('hidden.xlsx', zip([book, { ...bomb, hidden: true }]))).toMatch(/повреждена/);
    expect(await refused('lying.xlsx', zip([book, { ...bomb, size: 10 }]))).toMatch(/повреждена/);
  }, 120_000);

  it('a column twice, a required one missing', async () => {
    expect(await refused('twice.csv', 'name;weight;Name\na;1;b')).toMatch(/Столбец «Name» стоит в файле дважды|дважды/);
    expect(await refused('missing.csv', 'weight;иное\n1;2')).toMatch(/Нет обязательных столбцов: «Название»/);
  });

  it('an open quote, an endless row, an error inside the importer (which is not shown)', async () => {
    expect(await refused('quote.csv', 'name;weight\n"a;1\nb;2\n')).toMatch(/Кавычка в строке 2/);
    expect(await refused('long.csv', `name;weight\n${'x'.repeat(2_000_000)};1`)).toMatch(/длиннее мегабайта/);
    const message = await refused('throws.csv', 'name;weight\nа;1\nвзрыв;1');
    expect(message).toMatch(/ничего не сохранено/);
    expect(message).not.toMatch(/secret/);
  });
});
