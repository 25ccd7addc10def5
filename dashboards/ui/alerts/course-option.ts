import type { EChartsCoreOption } from 'echarts/core';
import { tokensOf, type ChartScheme } from '@regiso/core/ui';
import type { AnswerRow, IndicatorView } from '../../shared';
import type { AlertMoment } from '../../shared/alerts';
import { wordsOf, type Speech } from '../figures';

/** A period of the course, with its figure and what was done in it. */
export type CoursePoint = { period: string; title: string; row: AnswerRow | undefined; moments: AlertMoment[] };

/** The course and the moments in one order; a moment may lie in a period that has no figure yet. */
export function pointsOf(course: readonly AnswerRow[], moments: readonly AlertMoment[]): CoursePoint[] {
  const points = new Map<string, CoursePoint>();
  for (const row of course) {
    const period = row.key[0] ?? '';
    points.set(period, { period, title: row.titles[0] ?? '', row, moments: [] });
  }
  for (const moment of moments) {
    if (!moment.period) continue;
    const known = points.get(moment.period);
    const point = known ?? { period: moment.period, title: moment.periodTitle, row: undefined, moments: [] };
    point.moments.push(moment);
    points.set(point.period, point);
  }
  return [...points.values()].sort((a, b) => (a.period < b.period ? -1 : 1));
}

type Input = {
  points: readonly CoursePoint[];
  indicator: IndicatorView;
  /** Null where a rule watches no level. */
  threshold: number | null;
  scheme: ChartScheme;
  momentWord: (moment: AlertMoment) => string;
  /** Its place in the list of what was done, by which a post is named: words would not fit. */
  numberOf: (moment: AlertMoment) => number;
};

/** A line with the moments as posts behind it, and the threshold as a dashed line; a gap stays a gap. */
export function courseOption(input: Input, speech: Speech): EChartsCoreOption {
  const { points, indicator, threshold, scheme } = input;
  const tokens = tokensOf(scheme);
  return {
    grid: { left: 4, right: 16, top: 40, bottom: 4, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: points.map(({ title }) => title),
      axisTick: { alignWithLabel: true },
      axisLabel: { hideOverlap: true },
    },
    yAxis: [
      {
        type: 'value',
        ...(indicator.unit === 'count' ? { min: 0 } : { scale: true }),
        axisLabel: { formatter: (value: number) => speech.formats.number(value) },
      },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    tooltip: { trigger: 'axis', formatter: tooltipOf(input, speech) },
    series: [
      postSeries(input, tokens.warning, tokens.ink),
      ...(threshold === null ? [] : [levelSeries(points, threshold, tokens.danger)]),
      {
        type: 'line',
        symbol: 'circle',
        symbolSize: 8,
        showAllSymbol: points.length <= 60,
        z: 3,
        lineStyle: { color: tokens.brand, width: 2.5 },
        itemStyle: { color: tokens.brand },
        data: points.map(({ row }) => row?.value ?? null),
      },
    ],
  };
}

const levelSeries = (points: readonly CoursePoint[], threshold: number, color: string) => ({
  type: 'line',
  symbol: 'none',
  silent: true,
  z: 2,
  lineStyle: { color, width: 1.5, type: 'dashed' },
  data: points.map(() => threshold),
});

function postSeries({ points, numberOf }: Input, color: string, ink: string) {
  return {
    type: 'bar',
    yAxisIndex: 1,
    barWidth: 3,
    silent: true,
    itemStyle: { color },
    data: points.map(({ moments }) => ({
      value: moments.length ? 1 : null,
      label: {
        show: moments.length > 0,
        position: 'top',
        color: ink,
        fontSize: 14,
        fontWeight: 600,
        formatter: () => moments.map(numberOf).join(', '),
      },
    })),
  };
}

function tooltipOf({ points, indicator, momentWord }: Input, speech: Speech) {
  return (shown: { dataIndex: number }[]) => {
    const point = points[shown[0]?.dataIndex ?? -1];
    if (!point) return '';
    const figure = point.row ? [wordsOf(point.row, indicator, speech)] : [];
    return [point.title, ...figure, ...point.moments.map(momentWord)].join('\n');
  };
}
