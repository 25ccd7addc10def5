import type { EChartsCoreOption } from 'echarts/core';
import { tokensOf, type ChartScheme } from '@regiso/core/ui';
import type { AnswerRow } from '../../shared';
import { markOf, type Speech } from '../figures';

type Input = {
  rows: readonly AnswerRow[];
  step: number;
  /** Where the chosen one stands. */
  own: { name: string; value: number; words: string } | undefined;
  /** The unit of the indicator, by the axis. */
  unit: string;
  scheme: ChartScheme;
};

/** How many fall into each step, side by side, and where the chosen one stands among them. */
export function distributionOption({ rows, step, own, unit, scheme }: Input, speech: Speech): EChartsCoreOption {
  const tokens = tokensOf(scheme);
  const bounds = rows.map(({ key }) => Number(key[0]));
  const ownAt = own ? bounds.findIndex((from) => own.value >= from && own.value < from + step) : -1;
  return {
    grid: { left: 4, right: 12, top: own ? 44 : 24, bottom: 20, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      name: unit,
      nameLocation: 'middle',
      nameGap: 28,
      data: rows.map(({ titles }) => titles[0] ?? ''),
      axisTick: { alignWithLabel: true },
      axisLabel: { hideOverlap: true },
    },
    yAxis: [
      { type: 'value', min: 0, minInterval: 1, splitNumber: 4 },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (points: { dataIndex: number }[]) => {
        const row = rows[points[0]?.dataIndex ?? -1];
        if (!row) return '';
        return `${row.titles[0]}\n${row.value === null ? markOf(row) : speech.formats.number(row.value, 0)}`;
      },
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '6%',
        barMaxWidth: 400,
        cursor: 'default',
        data: rows.map((row, at) => ({
          value: row.value ?? 0,
          itemStyle: { color: ownAt === -1 || ownAt === at ? tokens.brand : tokens.control },
          label: {
            show: row.value !== 0,
            position: 'top',
            color: tokens.ink,
            fontSize: 13,
            formatter: () => (row.value === null ? markOf(row) : speech.formats.number(row.value, 0)),
          },
        })),
      },
      ownMark(rows, ownAt, own, tokens.warning, tokens.ink),
    ],
  };
}

/** A triangle and a name above the bars, over the one that the chosen one belongs to; the text grows into the chart. */
function ownMark(rows: Input['rows'], at: number, own: Input['own'], color: string, ink: string) {
  const words = own ? `${own.name}: ${own.words}` : '';
  return {
    type: 'scatter',
    silent: true,
    yAxisIndex: 1,
    symbol: 'triangle',
    symbolRotate: 180,
    symbolSize: [12, 9],
    symbolOffset: [0, -26],
    itemStyle: { color },
    label: {
      show: true,
      position: at + 1 > rows.length / 2 ? 'left' : 'right',
      color: ink,
      fontSize: 13,
      formatter: () => words,
    },
    data: own && at >= 0 ? [[at, 1]] : [],
  };
}
