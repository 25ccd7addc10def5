import { categorical, categoricalDark, dark, light, sansFont, schemes, sequential, type Tokens } from './tokens';

/** Looks a chart can be drawn in: the ordinary ones and the schemes of the panel for the visually impaired. */
export type ChartScheme = 'light' | 'dark' | keyof typeof schemes;

const looks: Record<ChartScheme, Tokens> = { light, dark, ...schemes };

/** The tokens of a look. */
export const tokensOf = (scheme: ChartScheme): Tokens => looks[scheme];

/** The ECharts theme of a look, as a plain object; the same for the browser and for SVG made on the server. */
export function chartTheme(scheme: ChartScheme) {
  const tokens = looks[scheme];
  const text = { color: tokens.ink, fontFamily: sansFont, fontSize: 13 };
  return {
    color: [...(scheme === 'dark' || scheme === 'white-on-black' ? categoricalDark : categorical)],
    backgroundColor: 'transparent',
    textStyle: text,
    title: { textStyle: { ...text, fontSize: 16, fontWeight: 600 }, subtextStyle: { ...text, color: tokens.muted } },
    legend: { top: 0, left: 0, textStyle: text, icon: 'circle', itemHeight: 10, itemGap: 16 },
    grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    tooltip: tooltip(tokens, text),
    categoryAxis: { ...axis(tokens), splitLine: { show: false } },
    valueAxis: { ...axis(tokens), axisLine: { show: false }, axisTick: { show: false } },
    timeAxis: { ...axis(tokens), splitLine: { show: false } },
    visualMap: { inRange: { color: [...sequential] }, textStyle: text },
    bar: { itemStyle: { borderRadius: [2, 2, 0, 0] }, barMaxWidth: 48, label: { color: tokens.ink } },
    line: { lineStyle: { width: 2 }, symbolSize: 7, symbol: 'circle', smooth: false },
    scatter: { symbolSize: 8 },
    map: areas(tokens),
    geo: areas(tokens),
    heatmap: { itemStyle: { borderColor: tokens.surface, borderWidth: 1 } },
    aria: { enabled: true },
  };
}

const axis = (tokens: Tokens) => ({
  axisLine: { lineStyle: { color: tokens.control } },
  axisTick: { lineStyle: { color: tokens.line } },
  axisLabel: { color: tokens.muted, fontSize: 13 },
  nameTextStyle: { color: tokens.muted, fontSize: 13 },
  splitLine: { lineStyle: { color: tokens.line } },
});

// richText draws on the canvas: the default writes names from the data into innerHTML.
const tooltip = (tokens: Tokens, text: object) => ({
  renderMode: 'richText' as const,
  confine: true,
  transitionDuration: 0,
  backgroundColor: tokens.surface,
  borderColor: tokens.control,
  borderWidth: 1,
  padding: [8, 12],
  textStyle: text,
});

const areas = (tokens: Tokens) => ({
  itemStyle: { areaColor: tokens.hover, borderColor: tokens.surface, borderWidth: 1 },
  label: { color: tokens.ink },
  emphasis: {
    itemStyle: { areaColor: tokens.warningSoft, borderColor: tokens.ink, borderWidth: 2 },
    label: { color: tokens.ink },
  },
  select: {
    itemStyle: { areaColor: tokens.warningSoft, borderColor: tokens.ink, borderWidth: 2 },
    label: { color: tokens.ink },
  },
});
