import { tokensOf, type ChartScheme } from '@regiso/core/ui';
import { sequential } from '@regiso/core/shared';
import type { AnswerRow, IndicatorView } from '../../shared';
import { quantiles } from '../../shared/classes';
import { numberOf, wordsOf, type Speech } from '../figures';

/** `shape`: how the mark looks in the chart; a filled square unless said. */
export type LegendEntry = { label: string; colour: string; hatch?: 'c' | 'x'; shape?: 'tick' | 'dashes' };

const places = [0, 1, 3, 4, 6];
const isDark = (scheme: ChartScheme) => scheme === 'dark' || scheme === 'white-on-black';

/** From little to much on this ground: on a dark one light means much. */
function coloursOf(scheme: ChartScheme, count: number): string[] {
  const five = places.map((at) => sequential[at] ?? '#fff');
  const ordered = isDark(scheme) ? [...five].reverse() : five;
  const from = count < 5 ? Math.floor((5 - count) / 2) : 0;
  return ordered.slice(from, from + Math.max(count, 1));
}

/** Dark or white ink, whichever is read better on a colour. */
export function inkOn(colour: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return light > 0.22 ? '#1B2430' : '#FFFFFF';
}

/** Bounds and colours of the classes, and what they and the hatchings mean. */
export function mapClasses(rows: readonly AnswerRow[], indicator: IndicatorView, scheme: ChartScheme, speech: Speech) {
  const limits = quantiles(rows.flatMap(({ value }) => (value === null ? [] : [value])));
  const colours = coloursOf(scheme, Math.max(limits.length - 1, 1));
  const tokens = tokensOf(scheme);
  const figure = (value: number) => ({ value, n: null, flags: [] });
  const range = (from: number, to: number) =>
    `${numberOf(figure(from), indicator, speech)}–${wordsOf(figure(to), indicator, speech)}`;
  const [only] = limits;
  const labels =
    limits.length === 1 && only !== undefined
      ? [wordsOf(figure(only), indicator, speech)]
      : limits.slice(0, -1).map((from, at) => range(from, limits[at + 1] ?? from));
  const has = (flag: 'c' | 'x') => rows.some(({ flags }) => flags.includes(flag));
  const legend: LegendEntry[] = [
    ...labels.map((label, at) => ({ label, colour: colours[at] ?? '#fff' })),
    ...(has('c') ? [{ label: speech.t('map.hidden'), colour: tokens.control, hatch: 'c' as const }] : []),
    { label: speech.t('map.none'), colour: tokens.control, hatch: 'x' as const },
  ];
  return { limits, colours, legend };
}
