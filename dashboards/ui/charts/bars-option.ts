import type { EChartsCoreOption } from 'echarts/core';
import { tokensOf, type ChartScheme } from '@regiso/core/ui';
import type { AnswerRow, IndicatorView } from '../../shared';
import { labelOf, wordsOf, type Figure, type Speech } from '../figures';

/** More would be too thin to read; the table has them all. */
export const mostBars = 24;

export type BarsInput = {
  rows: readonly AnswerRow[];
  /** Of the year before, by the key's text. */
  before: ReadonlyMap<string, AnswerRow>;
  beforeName: string | undefined;
  total: Figure | null;
  indicator: IndicatorView;
  chosen: readonly (string | null)[] | undefined;
  scheme: ChartScheme;
  height: number;
  width: number;
};

export const keyText = ({ key }: Pick<AnswerRow, 'key'>) => JSON.stringify(key);

/** Bars from zero, figures in a column at the right, a tick for the year before, a line for the whole. */
export function barsOption(input: BarsInput, speech: Speech): EChartsCoreOption {
  const { rows, indicator, height } = input;
  const rowHeight = Math.min(height / Math.max(rows.length, 1), 40);
  const thickness = Math.max(Math.min(rowHeight * 0.6, 20), 6);
  return {
    grid: {
      left: 4,
      right: 4,
      top: 0,
      bottom: Math.max(height - rowHeight * rows.length, 0),
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { type: 'value', min: 0, show: false },
    yAxis: axes(input, speech),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: tooltipOf(input, speech) },
    series: [bars(input, thickness), ticks(input, thickness), ...(indicator.unit === 'count' ? [] : [whole(input)])],
  };
}

const at = (place: number) => String(place);

/** Names at the left, figures at the right; both may be clicked like the bars. */
function axes({ rows, indicator, scheme, width, height }: BarsInput, speech: Speech) {
  const tokens = tokensOf(scheme);
  const common = { type: 'category', inverse: true, triggerEvent: true, data: rows.map((_, place) => at(place)) };
  const named = Math.round(Math.min(Math.max(width * 0.36, 124), 240));
  // Two lines of a name need this much.
  const overflow = height / Math.max(rows.length, 1) >= 34 ? 'break' : 'truncate';
  const titleAt = (place: string) => rows[Number(place)]?.titles.join(', ') ?? '';
  const figureAt = (place: string) => {
    const row = rows[Number(place)];
    return row ? labelOf(row, indicator, speech) : '';
  };
  return [
    {
      ...common,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: tokens.control } },
      axisLabel: { color: tokens.ink, interval: 0, width: named, overflow, lineHeight: 15, formatter: titleAt },
    },
    {
      ...common,
      position: 'right',
      axisTick: { show: false },
      axisLine: { show: false },
      axisPointer: { show: false },
      axisLabel: { color: tokens.ink, interval: 0, fontWeight: 500, formatter: figureAt },
    },
  ];
}

function bars({ rows, chosen, scheme }: BarsInput, barWidth: number) {
  const tokens = tokensOf(scheme);
  const isLit = (row: AnswerRow) => !chosen?.length || chosen.includes(row.key[0] ?? null);
  return {
    type: 'bar',
    barWidth,
    data: rows.map((row) => ({
      value: row.value ?? 0,
      itemStyle: { color: isLit(row) ? tokens.brand : tokens.control, borderRadius: [0, 3, 3, 0] },
    })),
  };
}

function ticks({ rows, before, scheme }: BarsInput, thickness: number) {
  return {
    type: 'scatter',
    silent: true,
    symbol: 'rect',
    symbolSize: [3, thickness + 6],
    itemStyle: { color: tokensOf(scheme).warning },
    z: 4,
    data: rows.flatMap((row, place) => {
      const value = before.get(keyText(row))?.value;
      return value === null || value === undefined || row.value === null ? [] : [[value, at(place)]];
    }),
  };
}

function whole({ rows, total, scheme }: BarsInput) {
  const value = total?.value;
  const isShown = value !== null && value !== undefined && rows.length > 1;
  return {
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { color: tokensOf(scheme).muted, type: 'dashed', width: 1.5 },
    z: 3,
    data: isShown ? [0, rows.length - 1].map((place) => [value, at(place)]) : [],
  };
}

function tooltipOf({ rows, before, beforeName, indicator }: BarsInput, speech: Speech) {
  return (points: { dataIndex: number }[]) => {
    const row = rows[points[0]?.dataIndex ?? -1];
    if (!row) return '';
    const earlier = before.get(keyText(row));
    return [
      row.titles.join(', '),
      wordsOf(row, indicator, speech),
      ...(row.n === null ? [] : [speech.t('n', { n: speech.formats.number(row.n, 0) })]),
      ...(earlier && beforeName ? [`${beforeName}: ${wordsOf(earlier, indicator, speech)}`] : []),
    ].join('\n');
  };
}
