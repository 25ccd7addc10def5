import { useFormats, useTexts } from '@regiso/core/ui';
import { texts } from './texts';

export type ListHead = { id: string; title: string; titleEn: string; plugin: string; rows: number; unverified: number };
type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type Row = {
  id: string;
  code: string;
  value: Value;
  act: string;
  clause: string | null;
  validFrom: string;
  validTo: string | null;
  note: string | null;
  origin: 'shipped' | 'operator';
  verified: boolean;
  withdrawnAt: string | null;
  withdrawnBecause: string | null;
};
export type Code = { code: string; title: string; titleEn: string; unit: string | null; unitEn: string | null };
export type Norms = { id: string; title: string; titleEn: string; codes: Code[]; rows: Row[] };

/** How a value and its days read to a person. */
export function useWords(codes: readonly Code[], language: 'ru' | 'en') {
  const t = useTexts(texts);
  const { day, number } = useFormats();
  const of = (code: string) => codes.find((one) => one.code === code);
  return {
    name: (code: string) => (language === 'ru' ? of(code)?.title : of(code)?.titleEn) ?? code,
    value: ({ code, value }: Pick<Row, 'code' | 'value'>) => {
      const unit = language === 'ru' ? of(code)?.unit : of(code)?.unitEn;
      const said =
        typeof value === 'number' ? number(value) : typeof value === 'string' ? value : JSON.stringify(value);
      return unit ? `${said} ${unit}` : said;
    },
    days: ({ validFrom, validTo }: Row) =>
      validTo
        ? t('valid.from-to', { from: day(validFrom), to: day(validTo) })
        : t('valid.from', { from: day(validFrom) }),
  };
}
