import type { AnswerRow, IndicatorView } from '../shared';
import { distanceOf, wordsOf, type Figure, type Speech } from './figures';

type Row = Pick<AnswerRow, 'titles' | 'value' | 'n' | 'flags'>;
type Known = Row & { value: number };

const known = (rows: readonly Row[]) => rows.filter((row): row is Known => row.value !== null);
const nameOf = ({ titles }: Row) => titles.join(', ');
function joined(parts: readonly (string | undefined)[]): string {
  const text = parts.filter(Boolean).join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function missing(rows: readonly Row[], { t }: Speech) {
  const hidden = rows.filter(({ flags }) => flags.includes('c')).length;
  const none = rows.filter(({ flags }) => flags.includes('x')).length;
  return [hidden ? t('says.hidden', { count: hidden }) : '', none ? t('says.none', { count: none }) : ''];
}

/** Extremes, the whole, and how much is not shown: for bars and maps. */
export function sayRange(rows: readonly Row[], total: Figure | null, indicator: IndicatorView, speech: Speech): string {
  const { t } = speech;
  const shown = known(rows).sort((a, b) => a.value - b.value);
  const [least, most] = [shown[0], shown.at(-1)];
  const words = (row: Figure) => wordsOf(row, indicator, speech);
  const range =
    !least || !most
      ? ''
      : least === most
        ? t('says.one', { name: nameOf(least), value: words(least) })
        : t('says.range', {
            least: words(least),
            leastName: nameOf(least),
            most: words(most),
            mostName: nameOf(most),
          });
  const whole = total && total.value !== null && shown.length > 1 ? t('says.total', { value: words(total) }) : '';
  return joined([range, whole, ...missing(rows, speech)]);
}

/** From where to where, by how much, and the peak: for trends. */
export function sayCourse(rows: readonly Row[], indicator: IndicatorView, speech: Speech): string {
  const { t } = speech;
  const shown = known(rows);
  const [first, last] = [shown[0], shown.at(-1)];
  const words = (row: Figure) => wordsOf(row, indicator, speech);
  if (!first || !last) return joined(missing(rows, speech));
  if (first === last)
    return joined([t('says.one', { name: nameOf(last), value: words(last) }), ...missing(rows, speech)]);
  const difference = Number((last.value - first.value).toFixed(indicator.decimals));
  const change = distanceOf(difference, indicator, speech);
  const course = t('says.course', {
    first: words(first),
    firstName: nameOf(first),
    last: words(last),
    lastName: nameOf(last),
  });
  const moved =
    difference > 0 ? t('says.grew', { change }) : difference < 0 ? t('says.fell', { change }) : t('says.steady');
  const peak = shown.reduce((most, row) => (row.value > most.value ? row : most), first);
  const peaked = peak === last || peak === first ? '' : t('says.peak', { name: nameOf(peak), value: words(peak) });
  return joined([course, moved, peaked, ...missing(rows, speech)]);
}

/** The fullest step, and where the chosen one stands: for distributions. */
export function sayBins(
  rows: readonly Row[],
  own: { name: string; value: string } | undefined,
  speech: Speech,
): string {
  const { t, formats } = speech;
  const shown = known(rows);
  const all = shown.reduce((sum, { value }) => sum + value, 0);
  const fullest = shown.reduce<Known | undefined>(
    (most, row) => (!most || row.value > most.value ? row : most),
    undefined,
  );
  const most = fullest
    ? t('says.bins', { bin: nameOf(fullest), count: formats.number(fullest.value, 0), all: formats.number(all, 0) })
    : '';
  return joined([most, own && t('says.own', own)]);
}
