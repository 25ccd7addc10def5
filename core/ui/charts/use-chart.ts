import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ECElementEvent, ECharts, EChartsCoreOption } from 'echarts/core';
import { useScheme, useStillness } from '../shell/look';
import { useLanguage } from '../texts/i18n';
import { chartTheme, tokensOf } from './theme';

export type Renderer = 'canvas' | 'svg';
/** GeoJSON by the name that `map` or `geo` of the option uses; objects, never text. */
export type ChartMaps = Readonly<Record<string, object>>;
export type ChartClick = Pick<ECElementEvent, 'name' | 'seriesName' | 'seriesIndex' | 'dataIndex' | 'value' | 'data'>;

type Input = {
  option: EChartsCoreOption;
  renderer: Renderer;
  maps: ChartMaps | undefined;
  onClick: ((what: ChartClick) => void) | undefined;
};
type State = 'loading' | 'ready' | 'failed';

/** Draws the option into the element, redraws it on every change, and follows the element's size. */
export function useChart(place: RefObject<HTMLDivElement | null>, { option, renderer, maps, onClick }: Input) {
  const scheme = useScheme();
  const isStill = useStillness();
  const { language } = useLanguage();
  const [chart, setChart] = useState<ECharts>();
  const [state, setState] = useState<State>('loading');
  const click = useRef(onClick);
  useEffect(() => {
    click.current = onClick;
  });

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let drawn: ECharts | undefined;
    let isGone = false;
    const watch = new ResizeObserver(() => drawn?.resize());
    import('./echarts')
      .then(({ init }) => {
        if (isGone) return;
        drawn = init(element, chartTheme(scheme), { renderer, locale: language === 'ru' ? 'RU' : 'EN' });
        drawn.on('click', (event) => click.current?.(event));
        watch.observe(element);
        setChart(drawn);
        setState('ready');
      })
      .catch(() => setState('failed'));
    return () => {
      isGone = true;
      watch.disconnect();
      drawn?.dispose();
      setChart(undefined);
    };
  }, [place, scheme, renderer, language]);

  useEffect(() => {
    if (!chart || chart.isDisposed()) return;
    void import('./echarts').then(({ getMap, registerMap }) => {
      for (const [name, map] of Object.entries(maps ?? {}))
        if ((getMap(name) as { geoJSON?: object } | null)?.geoJSON !== map) registerMap(name, map as never);
      if (!chart.isDisposed()) chart.setOption(completed(option, isStill), { notMerge: true });
    });
  }, [chart, option, maps, isStill]);

  return { state, picture: () => chart && pictureOf(chart, renderer, tokensOf(scheme).surface) };
}

function pictureOf(chart: ECharts, renderer: Renderer, backgroundColor: string) {
  const type = renderer === 'svg' ? 'svg' : 'png';
  return { type, url: chart.getDataURL({ type, pixelRatio: 2, backgroundColor }) };
}

// The legend stands above the plot; the plot leaves it a line unless its owner placed it.
function completed(option: EChartsCoreOption, isStill: boolean): EChartsCoreOption {
  const grid = option.legend && !option.grid && (option.xAxis || option.yAxis) ? { grid: { top: 40 } } : {};
  return { animation: !isStill, animationDuration: 150, ...grid, ...option };
}
