import type { EChartsCoreOption } from 'echarts/core';
import type { Renderer } from './use-chart';

const usual = new Set(['bar', 'line', 'map', 'scatter']);
const marks = ['markArea', 'markLine', 'markPoint'];
const rare = ['dataset', 'dataZoom', 'geo', 'graphic', 'legend', 'title', 'visualMap'];

/** ECharts with what nearly every page draws; a page that is sure to draw begins with it. */
export const loadUsualCharts = () => import('./echarts');

/** ECharts with as much of it as this option needs, loaded when it is first needed. */
export async function loadECharts(option: EChartsCoreOption, renderer: Renderer) {
  const [echarts] = await Promise.all([loadUsualCharts(), needsMore(option, renderer) && import('./echarts-more')]);
  return echarts;
}

function needsMore(option: EChartsCoreOption, renderer: Renderer): boolean {
  const series = [option.series ?? []].flat() as Record<string, unknown>[];
  return (
    renderer === 'svg'
    || rare.some((name) => option[name] !== undefined)
    || series.some((one) => !usual.has(String(one['type'])) || marks.some((name) => one[name] !== undefined))
  );
}
