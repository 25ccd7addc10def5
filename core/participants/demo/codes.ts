import { innDigit, ogrnDigit } from '../shared/check-digits';

// There is no tax office 7299, so these codes pass every check and can belong to nobody.
const office = '7299';
const five = (number: number) => String(number).padStart(5, '0');

/** INN of the organisation in this place of the region's list. */
export function demoInn(place: number): string {
  const nine = `${office}${five(10_000 + place)}`;
  return nine + innDigit(nine);
}

/** KPP: reason 01 for a head organisation, 43 for a branch, which shares INN and OGRN of its head. */
export const demoKpp = (branch?: number) =>
  branch === undefined ? `${office}01001` : `${office}43${String(branch).padStart(3, '0')}`;

/** OGRN of the same place. */
export function demoOgrn(place: number): string {
  const twelve = `126${office}${five(10_000 + place)}`;
  return twelve + ogrnDigit(twelve);
}

/** Licence in the register's form, by an office 00000 that there is not. */
export const demoLicence = (place: number) => `Л035-00000-72/0000${five(place)}`;

/** No number of the country begins with 00. */
export const demoPhone = (place: number, building: number) => {
  const digits = String((place * 10 + building) % 10_000).padStart(4, '0');
  return `+7 (3450) 00-${digits.slice(0, 2)}-${digits.slice(2)}`;
};
