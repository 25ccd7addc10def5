import type { TestApp } from '../../testing';
import { createRegisterApp } from '../../imports/test/register-app';
import { sql } from '../../server/sql';
import { searchOrganisations, type OrganisationSearch } from '../search';

const names = [
  ['school', 'МАОУ Гимназия № 1', 'Муниципальное автономное общеобразовательное учреждение «Гимназия № 1»', '1'],
  ['school', 'МАОУ СОШ № 5', 'Средняя общеобразовательная школа № 5', '5'],
  ['school', 'МАОУ СОШ № 55', 'Средняя общеобразовательная школа № 55', '55'],
  ['kindergarten', 'МАДОУ детский сад № 48 «Звёздочка»', 'Детский сад № 48 «Звёздочка»', '48'],
  ['kindergarten', 'МАДОУ детский сад № 5 «Ёлочка»', 'Детский сад № 5 «Ёлочка»', '5'],
  ['college', 'Аграрный колледж', 'Государственный аграрный колледж', null],
] as const;

describe('The search of organisations', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createRegisterApp();
    await test.work(async () => {
      for (const [kind, shortName, fullName, number] of names) {
        await sql`INSERT INTO core.organisations (region_id, kind, short_name, full_name, number, source, municipality_id)
          VALUES ('tyumen', ${kind}, ${shortName}, ${fullName}, ${number}, 'test', 'tyumen-city')`;
      }
      await sql`UPDATE core.organisations SET inn = '7734077088', ogrn = '1037739525273' WHERE kind = 'college'`;
      await sql`INSERT INTO core.buildings (organisation_id, number, address, access_wheelchair, source)
        SELECT id, '1', 'ул. Лесная, 1', CASE WHEN number = '5' THEN 'partial' ELSE 'none' END, 'test'
        FROM core.organisations WHERE kind = 'school'`;
      await sql`INSERT INTO core.programmes (organisation_id, code, level, name)
        SELECT id, 'secondary', 'Общее образование', 'среднее общее образование' FROM core.organisations WHERE number = '1'`;
    });
  }, 120_000);
  afterAll(() => test.stop());

  const find = async (search: OrganisationSearch) => {
    const page = await test.work(() => searchOrganisations(search));
    return { names: page.items.map(({ shortName }) => shortName), total: page.total, didYouMean: page.didYouMean };
  };

  it('finds words in any form and half-typed', async () => {
    expect((await find({ text: 'гимназии' })).names).toEqual(['МАОУ Гимназия № 1']);
    expect((await find({ text: 'гимн' })).names).toEqual(['МАОУ Гимназия № 1']);
    expect((await find({ text: 'аграрного колледжа' })).names).toEqual(['Аграрный колледж']);
  });

  it('takes «ё» and «е» for one letter, both ways', async () => {
    expect((await find({ text: 'звездочка' })).names).toEqual(['МАДОУ детский сад № 48 «Звёздочка»']);
    expect((await find({ text: 'ЁЛОЧКА' })).names).toEqual(['МАДОУ детский сад № 5 «Ёлочка»']);
    expect((await find({ text: 'елочка' })).names).toEqual(['МАДОУ детский сад № 5 «Ёлочка»']);
  });

  it('finds «гимназия» for «гимнзия» and says what it took it for', async () => {
    expect(await find({ text: 'гимнзия' })).toEqual({
      names: ['МАОУ Гимназия № 1'],
      total: 1,
      didYouMean: 'гимназия',
    });
    expect(await find({ text: 'децкий сад звездачка' })).toMatchObject({
      names: ['МАДОУ детский сад № 48 «Звёздочка»'],
      didYouMean: 'детский сад звездочка',
    });
  });

  it('keeps number 5 apart from 55, and finds codes', async () => {
    expect((await find({ text: 'школа 5' })).names).toEqual(['МАОУ СОШ № 5']);
    expect((await find({ text: '7734077088' })).names).toEqual(['Аграрный колледж']);
    expect((await find({ text: '1037739525273' })).names).toEqual(['Аграрный колледж']);
    expect((await find({ text: '№ 48' })).names).toEqual(['МАДОУ детский сад № 48 «Звёздочка»']);
  });

  it('filters by kind, place, programme and accessibility', async () => {
    expect((await find({ kind: 'kindergarten' })).total).toBe(2);
    expect((await find({ municipality: 'tyumen-city', kind: 'school' })).total).toBe(3);
    expect((await find({ municipality: 'ishim-city' })).total).toBe(0);
    expect((await find({ programme: 'secondary' })).names).toEqual(['МАОУ Гимназия № 1']);
    expect((await find({ accessibility: 'wheelchair' })).names).toEqual(['МАОУ СОШ № 5']);
    expect((await find({ region: 'elsewhere' })).total).toBe(0);
  });

  it('bears signs of queries as words, not as queries', async () => {
    for (const text of ["'", '& | !', ':*', '%_', '\\', "a' & b", '(((', 'щ'.repeat(500)]) {
      expect((await find({ text })).didYouMean).toBeNull();
    }
  });
});
