import type { AlertComparison, AlertKind } from '../../shared/alerts';
import type { IndicatorView } from '../../shared';
import { distanceOf, wordsOf, type Speech } from '../figures';
import type { SayAlerts } from './alert-texts';

type Condition = { kind: AlertKind; comparison: AlertComparison; value: number };
type Unit = Pick<IndicatorView, 'unit' | 'decimals'>;
type Found = { value: number | null; before: number | null };

const plain: Unit = { unit: 'count', decimals: 2 };

// A threshold is said as it was written, whatever the decimals of the figure.
const exact = (unit: Unit, value: number): Unit => ({
  ...unit,
  decimals: Math.max(Number.isInteger(value) ? 0 : 1, Number.isInteger(value * 10) ? 0 : 2),
});

/** «не меньше 20 %», «рост на 5 п. п. и больше», «нет данных 2 периода подряд». */
export function conditionWords(condition: Condition, unit: Unit | null, speech: Speech, t: SayAlerts): string {
  const { kind, comparison, value } = condition;
  if (comparison === 'missing') return t('alert.missing', { count: value });
  const own = exact(unit ?? plain, value);
  if (comparison.endsWith('percent'))
    return t(`when.${comparison}`, { value: speech.formats.percent(value, own.decimals) });
  if (kind === 'change') return t(`when.${comparison}`, { value: distanceOf(value, own, speech) });
  return t(`when.${comparison}`, { value: wordsOf({ value, n: null, flags: [] }, own, speech) });
}

/** «23,4 %», «было 10 %, стало 23,4 %», «нет данных 2 периода подряд». */
export function foundWords(
  { value, before }: Found,
  kind: AlertKind,
  unit: Unit | null,
  speech: Speech,
  t: SayAlerts,
): string {
  if (value === null) return '';
  if (kind === 'absence') return t('alert.missing', { count: value });
  const words = (one: number) => wordsOf({ value: one, n: null, flags: [] }, unit ?? plain, speech);
  return before === null ? words(value) : t('alert.from', { before: words(before), value: words(value) });
}
