const space = '\u00a0';
const ruNumber = new Intl.NumberFormat('ru-RU');
const enNumber = new Intl.NumberFormat('en-GB');
const ruRules = new Intl.PluralRules('ru');

type Forms = readonly [one: string, few: string, many: string];

/** «12 480 организаций», words never parted from the number: counted(5, ['участник', 'участника', 'участников']). */
export const counted = (count: number, forms: Forms) => `${ruNumber.format(count)}${space}${russian(count, forms)}`;

export const countedEn = (count: number, one: string, many: string) =>
  `${enNumber.format(count)}${space}${count === 1 ? one : many}`;

function russian(count: number, [one, few, many]: Forms): string {
  const rule = ruRules.select(count);
  return rule === 'one' ? one : rule === 'few' ? few : many;
}
