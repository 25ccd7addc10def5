import { packOf } from '../../territory/packs';
import { demoOrganisations, type DemoOrganisation } from '../demo/generate';
import { innProblem, ogrnProblem } from '../shared/check-digits';

const pack = packOf('tyumen');
const seed = 72;
const region = demoOrganisations(pack, 'region', seed);
const numberOf = (kind: DemoOrganisation['kind'], all = region) => all.filter((one) => one.kind === kind).length;

describe('The invented register', () => {
  it('has about a thousand organisations over every municipality, with the totals of the real region', () => {
    expect(region.length).toBeGreaterThan(950);
    expect(region.length).toBeLessThan(1_150);
    const { schools, kindergartens, colleges, extracurricular } = pack.demo.organisations;
    expect({
      schools: numberOf('school'),
      kindergartens: numberOf('kindergarten'),
      colleges: numberOf('college'),
      extracurricular: numberOf('extracurricular'),
    }).toEqual({
      schools: schools.all,
      kindergartens: kindergartens.municipal + kindergartens.branches + kindergartens.private,
      colleges,
      extracurricular,
    });
    expect(region.filter(({ kind, parent }) => kind === 'school' && !parent)).toHaveLength(schools.heads);
    expect(new Set(region.map(({ municipality }) => municipality)).size).toBe(pack.municipalities.length);
    const schoolTowns = new Set(region.filter(({ kind }) => kind === 'school').map(({ municipality }) => municipality));
    expect(schoolTowns.size).toBe(pack.municipalities.length);
  });

  it('names nobody there is: codes pass their check digits and belong to a tax office that is not there', () => {
    for (const { inn, ogrn, kpp, email, website, phone } of region) {
      expect([inn, innProblem(inn)]).toEqual([inn, undefined]);
      expect([ogrn, ogrnProblem(ogrn)]).toEqual([ogrn, undefined]);
      expect(inn.startsWith(pack.demo.taxOffice) && kpp.startsWith(pack.demo.taxOffice)).toBe(true);
      expect(email.endsWith('@example.org') && website.startsWith('https://example.org/')).toBe(true);
      expect(phone).toContain(') 00-');
    }
    // A branch shares the codes of its head and differs by the reason code.
    const heads = region.filter(({ parent }) => !parent);
    expect(new Set(heads.map(({ inn }) => inn)).size).toBe(heads.length);
    const ids = new Map(region.map((one) => [one.id, one]));
    for (const branch of region.filter(({ parent }) => parent)) {
      expect(ids.get(branch.parent ?? '')).toMatchObject({ inn: branch.inn, ogrn: branch.ogrn });
    }
  });

  it('is the same for the same seed, and other for another', () => {
    expect(demoOrganisations(pack, 'region', seed)).toEqual(region);
    const other = demoOrganisations(pack, 'region', seed + 1);
    expect(other).toHaveLength(region.length);
    const ids = new Set(region.map(({ id }) => id));
    expect(other.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('grows: a smaller size stands whole within a larger', () => {
    const city = demoOrganisations(pack, 'city', seed);
    const small = demoOrganisations(pack, 'small', seed);
    expect([small.length < city.length, city.length < region.length]).toEqual([true, true]);
    const larger = new Map(region.map((one) => [one.id, one]));
    for (const one of city) expect(larger.get(one.id)).toEqual(one);
    const middle = new Map(city.map((one) => [one.id, one]));
    for (const one of small) expect(middle.get(one.id)).toEqual(one);
    // Every size is alive everywhere: charts and maps have no empty municipality.
    expect(new Set(small.map(({ municipality }) => municipality)).size).toBe(pack.municipalities.length);
  });
});
