/** Picks the Russian form by count: plural(5, ['участник', 'участника', 'участников']). */
export function russian(count: number, forms: readonly [one: string, few: string, many: string]): string {
  const rule = new Intl.PluralRules('ru').select(count);
  return rule === 'one' ? forms[0] : rule === 'few' ? forms[1] : forms[2];
}

export const english = (count: number, one: string, many: string) => (count === 1 ? one : many);

const space = '\u00a0';
const ruNumber = new Intl.NumberFormat('ru-RU');
const enNumber = new Intl.NumberFormat('en-GB');

/** «12 480 организаций», words never parted from the number. */
export const counted = (count: number, forms: readonly [string, string, string]) =>
  `${ruNumber.format(count)}${space}${russian(count, forms)}`;

export const countedEn = (count: number, one: string, many: string) =>
  `${enNumber.format(count)}${space}${english(count, one, many)}`;
