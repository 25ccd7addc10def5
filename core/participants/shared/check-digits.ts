const weighted = (digits: string, weights: readonly number[]) =>
  (weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11) % 10;

const inn10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const inn11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const inn12 = [3, ...inn11];

/** The last digit of an organisation's INN from its first nine. */
export const innDigit = (nine: string) => String(weighted(nine, inn10));

/** The last digit of an OGRN from its first twelve, or of an OGRNIP from its first fourteen. */
export const ogrnDigit = (digits: string) => String(Number(BigInt(digits) % BigInt(digits.length - 1)) % 10);

const wrongDigit = (name: string) => `Контрольная цифра ${name} не сходится: проверьте, нет ли опечатки`;

/** What is wrong with an INN (10 digits of an organisation, 12 of a person), in a sentence; undefined when it is right. */
export function innProblem(inn: string): string | undefined {
  if (!/^(\d{10}|\d{12})$/.test(inn)) return `ИНН состоит из 10 или 12 цифр, здесь «${shown(inn)}»`;
  if (/^0+$/.test(inn)) return wrongDigit('ИНН');
  const right =
    inn.length === 10
      ? Number(inn[9]) === weighted(inn, inn10)
      : Number(inn[10]) === weighted(inn, inn11) && Number(inn[11]) === weighted(inn, inn12);
  return right ? undefined : wrongDigit('ИНН');
}

/** A KPP has no check digit: four digits of the tax office, two signs of the reason, three digits of the order. */
export function kppProblem(kpp: string): string | undefined {
  if (/^\d{4}[\dA-Z]{2}\d{3}$/.test(kpp)) return undefined;
  return `КПП состоит из 9 знаков (4 цифры, 2 цифры или латинские буквы, 3 цифры), здесь «${shown(kpp)}»`;
}

/** What is wrong with an OGRN (13 digits) or OGRNIP (15 digits). */
export function ogrnProblem(ogrn: string): string | undefined {
  if (!/^(\d{13}|\d{15})$/.test(ogrn)) return `ОГРН состоит из 13 цифр (ОГРНИП из 15), здесь «${shown(ogrn)}»`;
  if (/^0+$/.test(ogrn)) return wrongDigit('ОГРН');
  return ogrn.at(-1) === ogrnDigit(ogrn.slice(0, -1)) ? undefined : wrongDigit('ОГРН');
}

const shown = (value: string) => (value.length > 20 ? `${value.slice(0, 20)}…` : value);
