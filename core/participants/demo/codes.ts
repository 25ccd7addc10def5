import type { DemoFacts } from '../../territory/pack';
import { innDigit, ogrnDigit } from '../shared/check-digits';

const five = (number: number) => String(number).padStart(5, '0');

/** Made-up codes of a region: they pass every check and, their tax office not being there, can belong to nobody. */
export const codesOf = ({ taxOffice, subject, phoneCode }: Pick<DemoFacts, 'taxOffice' | 'subject' | 'phoneCode'>) => ({
  inn: (number: number) => withDigit(`${taxOffice}${five(number)}`, innDigit),
  ogrn: (number: number) => withDigit(`126${taxOffice}${five(number)}`, ogrnDigit),
  /** Reason 01 for a head organisation, 43 for a branch, which shares INN and OGRN of its head. */
  kpp: (branch?: number) =>
    branch === undefined ? `${taxOffice}01001` : `${taxOffice}43${String(branch).padStart(3, '0')}`,
  /** In the register's form, by an office 00000 that there is not. */
  licence: (number: number) => `Л035-00000-${subject}/0000${five(number)}`,
  /** No number of the country begins with 00. */
  phone: (number: number) => {
    const digits = String(number % 10_000).padStart(4, '0');
    return `+7 (${phoneCode}) 00-${digits.slice(0, 2)}-${digits.slice(2)}`;
  },
});
export type Codes = ReturnType<typeof codesOf>;

const withDigit = (digits: string, digitOf: (digits: string) => string) => `${digits}${digitOf(digits)}`;
