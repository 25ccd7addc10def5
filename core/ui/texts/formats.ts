import { useMemo } from 'react';
import { useRegion } from '../api/me';
import { useLanguage, type Language } from './i18n';

type Day = string;
type Instant = string | number | Date;

const sizes = [
  ['gigabyte', 2 ** 30],
  ['megabyte', 2 ** 20],
  ['kilobyte', 2 ** 10],
] as const;

const minus = (text: string) => text.replace(/^-/, '−');
// «1 сентября 2026 г.» is how the locale writes it; people write it without the letter.
const withoutYearLetter = (text: string) => text.replace(/[\s\u00a0\u202f]г\.(?=[\s,]|$)/g, '');

/** Numbers, money, days and instants as people write them; instants in the region's time zone. */
export function formats(language: Language, timeZone?: string) {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB';
  const zone = timeZone ? { timeZone } : {};
  const plain = (decimals?: number) =>
    new Intl.NumberFormat(locale, {
      maximumFractionDigits: decimals ?? 2,
      ...(decimals !== undefined && { minimumFractionDigits: decimals }),
    });
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const brief = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  return {
    /** 12480 → «12 480»; decimals are fixed when given. */
    number: (value: number, decimals?: number) => minus(plain(decimals).format(value)),
    /** 93.4 → «93,4 %»: takes per cents, not a share. */
    percent: (value: number, decimals = 1) => `${minus(plain(decimals).format(value))}\u00a0%`,
    /** A change with its sign: «+1,2», «−0,4», «0». */
    change: (value: number, decimals = 1) => {
      const text = minus(plain(decimals).format(value));
      return value > 0 ? `+${text}` : text;
    },
    /** Kopecks → «1 234,50 ₽». */
    money: (kopecks: number) =>
      minus(new Intl.NumberFormat(locale, { style: 'currency', currency: 'RUB' }).format(kopecks / 100)),
    /** Bytes → «12 кБ», «1,5 МБ»; a unit is 1,024 of the smaller one. */
    size: (bytes: number) => {
      const [unit, one] = sizes.find(([, least]) => bytes >= least) ?? sizes[2];
      const maximumFractionDigits = unit === 'kilobyte' || bytes >= 10 * one ? 0 : 1;
      return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(bytes / one);
    },
    /** A calendar day `2026-09-01` → «1 сентября 2026». */
    day: (day: Day) => withoutYearLetter(date({ ...long, timeZone: 'UTC' }).format(new Date(day))),
    /** «1–5 сентября 2026». */
    days: (from: Day, to: Day) =>
      withoutYearLetter(date({ ...long, timeZone: 'UTC' }).formatRange(new Date(from), new Date(to))),
    /** A moment → «1 сентября 2026, 14:05». */
    instant: (at: Instant) => {
      const moment = new Date(at);
      return `${withoutYearLetter(date({ ...long, ...zone }).format(moment))}, ${date({ ...clock, ...zone }).format(moment)}`;
    },
    /** «01.09.2026», for columns of dense tables. */
    briefDay: (day: Day) => date({ ...brief, timeZone: 'UTC' }).format(new Date(day)),
    /** «01.09.2026, 14:05», for columns of dense tables. */
    briefInstant: (at: Instant) => date({ ...brief, ...clock, ...zone }).format(new Date(at)),
    /** «01.09.2026, 14:05:09», where seconds tell. */
    exactInstant: (at: Instant) => date({ ...brief, ...clock, second: '2-digit', ...zone }).format(new Date(at)),
    /** A moment → «14:05». */
    time: (at: Instant) => date({ ...clock, ...zone }).format(new Date(at)),
    /** «А, Б и В». */
    list: (items: readonly string[]) => new Intl.ListFormat(locale).format(items),
    /** Which form a count takes: plural(5, { one: 'школа', few: 'школы', many: 'школ', other: 'школы' }) → «школ». */
    plural: (count: number, forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>) =>
      forms[new Intl.PluralRules(locale).select(count)] ?? forms.other,
    /** Compares names as a reader of the language would: ё beside е, 2 before 10. */
    compare: new Intl.Collator(locale, { numeric: true }).compare,
  };
}

export type Formats = ReturnType<typeof formats>;

/** Formats in the reader's language and the region's time zone. */
export function useFormats(): Formats {
  const { language } = useLanguage();
  const timeZone = useRegion()?.timeZone;
  return useMemo(() => formats(language, timeZone), [language, timeZone]);
}
