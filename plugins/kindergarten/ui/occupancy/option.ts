import { chartTheme, tokensOf, type ChartScheme, type Formats } from '@regiso/core/ui';
import type { Occupancy } from '../../shared/occupancy';

type Words = Readonly<Record<'fact' | 'planned' | 'forecast' | 'capacity', string>>;
type Look = { scheme: ChartScheme; formats: Formats; words: Words };

const symbols = { fact: 'circle', planned: 'rect', forecast: 'triangle' } as const;

/** Three lines that meet today, each named at its end, and a quiet one of places. */
export function occupancyOption({ points, capacity }: Occupancy, { scheme, formats, words }: Look) {
  const tokens = tokensOf(scheme);
  const [, second = tokens.ink, third = tokens.ink] = chartTheme(scheme).color;
  const colours = { fact: tokens.brand, planned: second, forecast: third };
  const line = (key: 'fact' | 'planned' | 'forecast') => {
    const last = points.findLastIndex((point) => point[key] !== null);
    const color = colours[key];
    return {
      ...{
        type: 'line',
        name: words[key],
        symbol: symbols[key],
        symbolSize: 7,
        showAllSymbol: true,
        connectNulls: false,
      },
      ...{ lineStyle: { color, width: 2.5, type: key === 'fact' ? 'solid' : 'dashed' }, itemStyle: { color } },
      labelLayout: { moveOverlap: 'shiftY' },
      data: points.map((point, at) => ({
        value: point[key],
        label: {
          ...{ show: at === last, position: key === 'fact' ? 'top' : 'right', color, fontWeight: 600 },
          formatter: words[key],
        },
      })),
    };
  };
  return {
    grid: { left: 4, right: 80, top: 28, bottom: 4, outerBoundsMode: 'same' },
    xAxis: {
      ...{ type: 'category', axisTick: { alignWithLabel: true } },
      data: points.map(({ day }) => formats.briefDay(day).slice(3)),
      axisLabel: { hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 4,
      axisLabel: { formatter: (value: number) => formats.number(value) },
    },
    tooltip: { trigger: 'axis' },
    series: [
      line('fact'),
      line('planned'),
      line('forecast'),
      {
        ...{ type: 'line', name: words.capacity, symbol: 'circle', symbolSize: 1, showAllSymbol: true, z: 1 },
        lineStyle: { color: tokens.muted, width: 1.5, type: 'dotted' },
        itemStyle: { color: tokens.muted },
        data: points.map((_, at) => ({
          value: capacity,
          label: { show: at === points.length - 1, position: 'right', color: tokens.muted, formatter: words.capacity },
        })),
      },
    ],
  };
}
