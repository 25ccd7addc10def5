import { slugOf } from '../services/create-organisations';
import { normaliseName, normalisePlace } from '../services/normalise-name';

describe('Names are one when they mean one school', () => {
  it.each([
    ['МАОУ СОШ № 5', 'Муниципальное автономное общеобразовательное учреждение средняя общеобразовательная школа №5'],
    ['МАОУ «СОШ №5»', 'маоу сош 5'],
    ['Берёзовская СОШ', 'БЕРЕЗОВСКАЯ сош'],
    ['МБОУ ООШ № 2', 'Муниципальное бюджетное общеобразовательное учреждение "Основная общеобразовательная школа № 2"'],
    ['SZKOŁA PODSTAWOWA NR 3', 'Szkoła podstawowa nr. 3'],
    ['Гимназия №12', 'гимназия N 12'],
  ])('«%s» = «%s»', (one, other) => expect(normaliseName(one)).toBe(normaliseName(other)));

  it.each([
    ['СОШ № 5', 'СОШ № 55'],
    ['СОШ № 5', 'Гимназия № 5'],
    ['СОШ № 5', 'ООШ № 5'],
    ['Лицей № 1', 'Лицей № 11'],
  ])('«%s» ≠ «%s»', (one, other) => expect(normaliseName(one)).not.toBe(normaliseName(other)));

  it('keeps a name made of letters that look like a legal form', () => {
    expect(normaliseName('Моунтинская СОШ')).toBe('моунтинская сош');
    expect(normaliseName('Школа N')).not.toBe('школа');
  });
});

describe('Places are one without their kind', () => {
  it.each([
    ['г. Тюмень', 'Тюмень'],
    ['город Тобольск', 'ТОБОЛЬСК'],
    ['Абатский р-н', 'Абатский муниципальный округ'],
    ['с. Бердюжье', 'Бердюжье'],
  ])('«%s» = «%s»', (one, other) => expect(normalisePlace(one)).toBe(normalisePlace(other)));

  it('does not cut a name that begins like a kind', () => expect(normalisePlace('Городище')).toBe('городище'));
});

describe('A code of a region', () => {
  it.each([
    ['Kujawsko-Pomorskie', 'kujawsko-pomorskie'],
    ['Łódzkie', 'lodzkie'],
    ['Świętokrzyskie', 'swietokrzyskie'],
  ])('%s → %s', (name, slug) => expect(slugOf(name)).toBe(slug));

  it('is made for names in other letters too', () => expect(slugOf('Башкортостан')).toMatch(/^[0-9a-f]{8}$/));
});
