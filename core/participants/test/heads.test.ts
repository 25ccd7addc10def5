import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestApp } from '../../testing';
import { runImport } from '../../imports/run';
import { createRegisterApp } from '../../imports/test/register-app';
import { innDigit, ogrnDigit } from '../shared/check-digits';
import { sql } from '../../server/sql';

const inn = (number: number) => {
  const nine = String(729_920_000 + number);
  return nine + innDigit(nine);
};
const ogrn = (number: number) => {
  const twelve = String(126_729_920_000 + number);
  return twelve + ogrnDigit(twelve);
};

describe('Head organisations of a file', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createRegisterApp();
  }, 120_000);
  afterAll(() => test.stop());

  type Row = { name: string; inn?: string; kpp?: string; ogrn?: string; head?: string };
  const take = (rows: readonly Row[], heading = 'Код головной организации') => {
    const file = join(test.config.dataFolder, 'heads.csv');
    const lines = rows.map(({ name, inn: code = '', kpp = '', ogrn: state = '', head = '' }) =>
      [name, 'Школа', code, kpp, state, head].join(';'),
    );
    writeFileSync(file, [`Полное наименование;Тип организации;ИНН;КПП;ОГРН;${heading}`, ...lines].join('\n'));
    return runImport({ kind: 'organisations', file });
  };
  const headOf = async (name: string) => {
    const [row] = await test.work(
      () => sql<{ head: string | null }>`SELECT p.full_name AS head FROM core.organisations o
        LEFT JOIN core.organisations p ON p.id = o.parent_id WHERE o.full_name = ${name}`,
    );
    return row?.head;
  };

  it('are found by INN or OGRN whatever the order of the rows, and a repeat changes nothing', async () => {
    const rows = [
      { name: 'Филиал А', inn: inn(1), kpp: '720043001', head: inn(1) },
      { name: 'Филиал Б', inn: inn(2), kpp: '720001001', head: ogrn(1) },
      { name: 'Головная А', inn: inn(1), kpp: '720001001', ogrn: ogrn(1) },
    ];
    expect(await take(rows)).toMatchObject({ created: 3, rejected: 0 });
    expect([await headOf('Филиал А'), await headOf('Филиал Б'), await headOf('Головная А')]).toEqual([
      'Головная А',
      'Головная А',
      null,
    ]);
    expect(await take(rows.toReversed())).toMatchObject({ unchanged: 3, updated: 0, rejected: 0 });
  });

  it('stay as they are where the cell is empty, and a new one alone counts as a change', async () => {
    expect(await take([{ name: 'Филиал Б', inn: inn(2), kpp: '720001001' }])).toMatchObject({ unchanged: 1 });
    expect(await headOf('Филиал Б')).toBe('Головная А');
    await take([{ name: 'Головная В', inn: inn(3), kpp: '720001001' }]);
    const changed = await take(
      [{ name: 'Филиал Б', inn: inn(2), kpp: '720001001', head: inn(3) }],
      'ИНН головной организации',
    );
    expect(changed).toMatchObject({ updated: 1, unchanged: 0 });
    expect(await headOf('Филиал Б')).toBe('Головная В');
  });

  it('are refused in the row when they close a ring, in the file or with the register; the other rows go in', async () => {
    const ring = await take([
      { name: 'Первая', inn: inn(11), head: inn(12) },
      { name: 'Вторая', inn: inn(12), head: inn(13) },
      { name: 'Третья', inn: inn(13), head: inn(11) },
      { name: 'Четвёртая', inn: inn(14), head: inn(11) },
    ]);
    expect(ring).toMatchObject({ rows: 4, created: 1, rejected: 3 });
    expect(ring.problems.map(({ line, column }) => [line, column])).toEqual(
      [2, 3, 4].map((line) => [line, 'Код головной организации']),
    );
    expect(ring.problems[0]?.message).toContain('по кругу');
    expect([await headOf('Первая'), await headOf('Четвёртая')]).toEqual([null, 'Первая']);
    const back = await take([{ name: 'Первая', inn: inn(11), head: inn(14) }]);
    expect(back).toMatchObject({ rejected: 1, unchanged: 0 });
    expect(await headOf('Первая')).toBeNull();
  });

  it('are refused when there is none, when it is the organisation itself, and when several fit', async () => {
    await take([
      { name: 'Двойник 1', inn: inn(21), kpp: '720001001' },
      { name: 'Двойник 2', inn: inn(21), kpp: '720101001' },
    ]);
    const answer = await take([
      { name: 'Сирота', inn: inn(31), head: inn(39) },
      { name: 'Сама себе', inn: inn(32), head: inn(32) },
      { name: 'Чья-то', inn: inn(33), head: inn(21) },
      { name: 'С ошибкой', inn: inn(34), head: '7299000013' },
    ]);
    expect(answer).toMatchObject({ rows: 4, created: 0, rejected: 4 });
    expect(answer.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(`Головной организации ${inn(39)} нет`),
      expect.stringContaining('не может быть головной самой себе'),
      expect.stringContaining('несколько'),
      expect.stringContaining('ИНН'),
    ]);
    expect(await headOf('Сирота')).toBeNull();
    expect(await headOf('С ошибкой')).toBeUndefined();
  });
});
