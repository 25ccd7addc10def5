import type { EChartsCoreOption } from 'echarts/core';
import { chartTheme, tokensOf, type ChartScheme } from '@regiso/core/ui';
import type { AnswerRow, IndicatorView } from '../../shared';
import { numberOf, wordsOf, type Figure, type Speech } from '../figures';

export type TrendLine = { name: string; points: readonly AnswerRow[]; isQuiet?: boolean };
type Input = {
  lines: readonly TrendLine[];
  indicator: IndicatorView;
  chosen: readonly (string | null)[] | undefined;
  scheme: ChartScheme;
  isNarrow: boolean;
  /** Times beside which something is noted, with the number it has in the list. */
  marks?: readonly TimeMark[];
};
export type TimeMark = { period: string; number: number };
type Time = { key: string | null; title: string };

const symbols = ['circle', 'rect', 'triangle', 'diamond'];

/** Lines over time, each named at its end; a gap stays a gap and the chosen time is ringed. */
export function trendOption(input: Input, speech: Speech): EChartsCoreOption {
  const { lines, indicator, isNarrow } = input;
  const times = timesOf(lines, speech);
  const right = lines.length < 2 ? 16 : isNarrow ? 96 : 168;
  return {
    grid: { left: 4, right, top: 28, bottom: 4, outerBoundsMode: 'same' },
    xAxis: { type: 'category', data: times.map(({ title }) => title), axisTick: { alignWithLabel: true } },
    yAxis: {
      type: 'value',
      ...axisSpan(lines, indicator),
      axisLabel: { formatter: (value: number) => speech.formats.number(value) },
    },
    tooltip: { trigger: 'axis', formatter: tooltipOf(input, times, speech) },
    series: [...lines.map((line, at) => lineSeries(line, at, input, times, speech)), ...markSeries(input, times)],
  };
}

const timesOf = (lines: readonly TrendLine[], { formats }: Speech): Time[] =>
  [...new Map(lines.flatMap(({ points }) => points.map((row) => [row.key[0] ?? null, row.titles[0] ?? ''])))]
    .map(([key = null, title = '']) => ({ key, title }))
    .sort((a, b) => formats.compare(a.key ?? '', b.key ?? ''));

/**
 * Counts begin at zero. Other figures have an axis around them, but never so short that a change nobody would notice
 * looks like a fall.
 */
function axisSpan(lines: readonly TrendLine[], { unit }: IndicatorView) {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  if (unit === 'count' || !values.length) return { min: 0, splitNumber: 4 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const middle = (low + high) / 2;
  const half = Math.max((high - low) * 0.65, Math.abs(middle) * 0.06, 0.01);
  const interval = niceStep(half / 2);
  const min = Math.floor((middle - half) / interval) * interval;
  const max = Math.ceil((middle + half) / interval) * interval;
  return { min: low >= 0 ? Math.max(min, 0) : min, max: unit === 'percent' ? Math.min(max, 100) : max, interval };
}

/** The next of 1, 2, 5, 10 … so that every line of the grid has a round figure. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((step) => step * power >= least) ?? 10) * power;
}

function lineSeries(line: TrendLine, at: number, input: Input, times: readonly Time[], speech: Speech) {
  const { lines, chosen, scheme } = input;
  const tokens = tokensOf(scheme);
  const palette = chartTheme(scheme).color;
  const own = lines.length <= 2 ? tokens.brand : (palette[at % palette.length] ?? tokens.brand);
  const color = line.isQuiet ? tokens.muted : own;
  const byTime = new Map(line.points.map((row) => [row.key[0] ?? null, row]));
  const last = times.findLast(({ key }) => byTime.get(key)?.value != null);
  const ring = { symbolSize: 14, itemStyle: { color: tokens.surface, borderColor: color, borderWidth: 3 } };
  return {
    type: 'line',
    name: line.name,
    symbol: symbols[at % symbols.length],
    symbolSize: line.isQuiet ? 5 : 8,
    showAllSymbol: true,
    z: line.isQuiet ? 2 : 3,
    lineStyle: { color, width: line.isQuiet ? 1.5 : 2.5 },
    itemStyle: { color },
    labelLayout: lines.length > 1 ? { moveOverlap: 'shiftY' } : { hideOverlap: true },
    data: times.map(({ key }) => {
      const row = byTime.get(key);
      return {
        value: row?.value ?? null,
        ...(chosen?.includes(key) && !line.isQuiet && ring),
        label: {
          color: line.isQuiet ? tokens.muted : tokens.ink,
          ...pointLabel(line, row, key === last?.key, input, speech),
        },
      };
    }),
  };
}

/** Numbers of what is noted, at the foot of their times: out of the way of the lines. */
function markSeries({ lines, indicator, marks = [], scheme }: Input, times: readonly Time[]) {
  const tokens = tokensOf(scheme);
  const numbers = new Map<number, number[]>();
  for (const { period, number } of marks) {
    const at = times.findIndex(({ key }) => key === period);
    if (at >= 0) numbers.set(at, [...(numbers.get(at) ?? []), number]);
  }
  if (!numbers.size) return [];
  const foot = axisSpan(lines, indicator).min;
  return [
    {
      type: 'scatter',
      silent: true,
      z: 4,
      data: [...numbers].map(([at, own]) => ({
        value: [at, foot],
        symbol: 'roundRect',
        symbolSize: [14 + 8 * String(own).length, 20],
        symbolOffset: [0, -12],
        itemStyle: { color: tokens.surface, borderColor: tokens.control, borderWidth: 1.5 },
        label: { show: true, color: tokens.ink, fontSize: 12, fontWeight: 600, formatter: () => own.join(', ') },
      })),
    },
  ];
}

/** A line alone says the figure at each point; among others its name and figure stand at its end. */
function pointLabel(line: TrendLine, row: Figure | undefined, isLast: boolean, input: Input, speech: Speech) {
  const { lines, indicator, isNarrow } = input;
  const isAlone = lines.length === 1;
  if (!row || !(isLast || isAlone)) return { show: false };
  const number = numberOf(row, indicator, speech);
  const most = isNarrow ? 10 : 18;
  const name = line.name.length > most ? `${line.name.slice(0, most - 1)}…` : line.name;
  const words = isAlone ? number : `${number} ${name}`;
  return { show: true, position: isAlone ? 'top' : 'right', distance: 8, fontSize: 13, formatter: () => words };
}

function tooltipOf({ lines, indicator }: Input, times: readonly Time[], speech: Speech) {
  return (points: { dataIndex: number }[]) => {
    const time = times[points[0]?.dataIndex ?? -1];
    if (!time) return '';
    const said = lines.flatMap(({ name, points: rows }) => {
      const row = rows.find(({ key }) => key[0] === time.key);
      if (!row) return [];
      const n = row.n === null ? '' : ` (${speech.t('n', { n: speech.formats.number(row.n, 0) })})`;
      return [`${lines.length > 1 ? `${name}: ` : ''}${wordsOf(row, indicator, speech)}${n}`];
    });
    return [time.title, ...said].join('\n');
  };
}
