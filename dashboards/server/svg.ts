import type * as Echarts from 'echarts';
import { categorical } from '@regiso/core/shared';
import {
  brand,
  category,
  escapeXml,
  figureText,
  font,
  ink,
  line,
  muted,
  type ChartText,
  type Figure,
} from './svg-text';

const fontSize = 14;
let ready: typeof Echarts | undefined;

function charts(): typeof Echarts {
  if (ready) return ready;
  // The heaviest of all libraries: read when the first chart is drawn.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  ready = require('echarts') as typeof Echarts;
  // Without a browser ECharts takes Cyrillic letters for as wide as Chinese ones and cuts names in half.
  ready.setPlatformAPI({
    measureText: (words: string, style?: string) => {
      const size = Number(/(\d+(?:\.\d+)?)px/.exec(style ?? '')?.[1] ?? fontSize);
      return { width: [...words].reduce((sum, letter) => sum + widthOf(letter), 0) * size };
    },
  });
  return ready;
}

export { renderTileMap, type MapTile } from './svg-tiles';
export type { ChartText, Figure } from './svg-text';

export type Bar = Figure & { label: string };
export type TrendLine = { name: string; points: readonly (Figure & { label: string })[] };
export type Bin = Figure & { from: number; to: number };

const text = { color: ink, fontFamily: font, fontSize };
const quiet = { color: muted, fontFamily: font, fontSize };
const rowHeight = 32;
const inTwoLines = { overflow: 'break', lineHeight: 15 };
let drawn = 0;

/** Horizontal bars from zero, one a row, with the figure at the end of each; hidden and missing ones say so. */
export function renderBars(bars: readonly Bar[], options: ChartText): string {
  const width = options.width ?? 720;
  const named = Math.round(Math.min(width * 0.42, 320));
  return draw(
    { ...options, width, height: options.height ?? bars.length * rowHeight + 8 },
    {
      grid: { left: named, right: 96, top: 0, bottom: 8, outerBoundsMode: 'none' },
      xAxis: { type: 'value', min: 0, show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map(({ label }) => label),
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: {
          ...text,
          width: named - 24,
          interval: 0,
          ...(width < 480 ? inTwoLines : { overflow: 'truncate' }),
        },
      },
      series: [
        {
          type: 'bar',
          barWidth: 18,
          itemStyle: { color: brand, borderRadius: [0, 3, 3, 0] },
          label: { show: true, position: 'right' },
          data: bars.map((bar) => ({
            value: Math.max(bar.value ?? 0, 0),
            label: { ...(bar.value === null ? quiet : text), formatter: () => figureText(bar, options) },
          })),
        },
      ],
    },
  );
}

/** Lines over time with a label at the last point of each; a gap stays a gap. */
export function renderTrend(lines: readonly TrendLine[], options: ChartText): string {
  const width = options.width ?? 720;
  const labels = [...new Set(lines.flatMap(({ points }) => points.map(({ label }) => label)))];
  return draw(
    { ...options, width, height: options.height ?? 280 },
    {
      grid: { left: 8, right: lines.length > 1 ? 160 : 72, top: 24, bottom: 8, outerBoundsMode: 'same' },
      xAxis: categoryAxis(labels, false),
      // A step of the axis is never finer than ten of the last shown digit: noise must not look like a change.
      yAxis: { ...valueAxis(options), scale: true, minInterval: 10 ** (1 - (options.decimals ?? 1)) },
      series: lines.map(({ name, points }, at) => {
        const color = lines.length === 1 ? brand : category(at, categorical[at % categorical.length] ?? ink);
        const byLabel = new Map(points.map((point) => [point.label, point]));
        const last = points.findLast(({ value }) => value !== null);
        return {
          type: 'line',
          symbol: ['circle', 'rect', 'triangle', 'diamond'][at % 4],
          symbolSize: 8,
          showAllSymbol: true,
          lineStyle: { color, width: 2 },
          itemStyle: { color },
          data: labels.map((label) => {
            const point = byLabel.get(label) ?? { value: null };
            const isLast = last?.label === label;
            const words = lines.length > 1 ? `${name}: ${figureText(point, options)}` : figureText(point, options);
            return { value: point.value, label: { ...text, show: isLast, position: 'right', formatter: () => words } };
          }),
        };
      }),
    },
  );
}

/** How many organisations fall into each step. */
export function renderDistribution(bins: readonly Bin[], options: ChartText): string {
  const number = (value: number) =>
    figureText({ value }, { ...options, unit: '', decimals: Number.isInteger(value) ? 0 : 1 });
  return draw(
    { ...options, width: options.width ?? 720, height: options.height ?? 280 },
    {
      grid: { left: 8, right: 16, top: 28, bottom: 8, outerBoundsMode: 'same' },
      xAxis: categoryAxis(
        bins.map(({ from, to }) => `${number(from)}–${number(to)}`),
        true,
      ),
      yAxis: valueAxis(options),
      series: [
        {
          type: 'bar',
          barCategoryGap: '8%',
          itemStyle: { color: brand, borderRadius: [2, 2, 0, 0] },
          data: bins.map((bin) => ({
            value: bin.value ?? 0,
            label: {
              ...(bin.value === null ? quiet : text),
              show: bin.value !== 0,
              position: 'top',
              formatter: () => figureText(bin, { ...options, unit: '', decimals: 0 }),
            },
          })),
        },
      ],
    },
  );
}

/** Widths of Golos Text in ems, near enough to lay out labels. */
function widthOf(letter: string) {
  // ECharts takes the height of a line from the width of this sign.
  if (letter === '国') return 1;
  if (/[ .,:;'’|()!ijltIf-]/.test(letter)) return 0.32;
  if (/[жмшщфюыЖМШЩФЮЫmwMW@%—]/.test(letter)) return 0.82;
  return /[А-ЯЁA-Z]/.test(letter) ? 0.66 : 0.56;
}

const categoryAxis = (data: readonly string[], boundaryGap: boolean) => ({
  type: 'category',
  data,
  boundaryGap,
  axisLine: { lineStyle: { color: line } },
  axisTick: { show: false },
  axisLabel: { ...quiet, hideOverlap: true },
});

const valueAxis = ({ language }: ChartText) => ({
  type: 'value',
  splitNumber: 4,
  splitLine: { lineStyle: { color: line } },
  axisLabel: { ...quiet, formatter: (value: number) => axisNumber(value, language) },
});

const axisNumber = (value: number, language: ChartText['language'] = 'ru') =>
  new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { maximumFractionDigits: 2 }).format(value);

function draw(options: ChartText & { width: number; height: number }, option: Echarts.EChartsCoreOption): string {
  const { width, height } = options;
  const chart = charts().init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: text, ...option });
    return accessible(chart.renderToSVGString(), options);
  } finally {
    chart.dispose();
  }
}

/** Title and description for screen readers, a size that follows the place, and nothing that a strict content policy blocks. */
function accessible(svg: string, { width, height, title, description }: ChartText & { width: number; height: number }) {
  const id = `chart-${(drawn += 1)}`;
  const inside = svg
    .slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'))
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replace(/ class="[^"]*"/g, '')
    .replace(/zr\d+-/g, `${id}-`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="100%" role="img"`,
    ` aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${escapeXml(title)}</title>`,
    `<desc id="${id}-description">${escapeXml(description)}</desc>${inside}</svg>`,
  ].join('');
}

const attributesOf = (style: string) =>
  style
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter(([name, value]) => name && value && /^(font|fill|stroke|text|dominant|opacity)/.test(name))
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
