import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ECElementEvent, ECharts, EChartsCoreOption } from 'echarts/core';
import { useScheme, useStillness } from '../shell/look';
import { useLanguage } from '../texts/i18n';
import { loadECharts } from './load';
import { captioned, type ChartCaption } from './picture';
import { chartTheme, tokensOf } from './theme';

export type Renderer = 'canvas' | 'svg';
/** GeoJSON by the name that `map` or `geo` of the option uses; objects, never text. */
export type ChartMaps = Readonly<Record<string, object>>;
export type ChartClick = Pick<
  ECElementEvent,
  'name' | 'seriesName' | 'seriesIndex' | 'dataIndex' | 'value' | 'data' | 'componentType' | 'event'
>;

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
  const first = useRef(option);
  useEffect(() => {
    click.current = onClick;
    first.current = option;
  });

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let drawn: ECharts | undefined;
    let isGone = false;
    // A chart behind its table has no size and keeps the one it had.
    const watch = new ResizeObserver(() => element.clientWidth > 0 && drawn?.resize());
    loadECharts(first.current, renderer)
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
    let isOld = false;
    loadECharts(option, renderer)
      .then(({ getMap, registerMap }) => {
        for (const [name, map] of Object.entries(maps ?? {}))
          if ((getMap(name) as { geoJSON?: object } | null)?.geoJSON !== map) registerMap(name, map as never);
        if (!isOld && !chart.isDisposed()) chart.setOption(completed(option, isStill), { notMerge: true });
      })
      .catch(() => setState('failed'));
    return () => {
      isOld = true;
    };
  }, [chart, option, renderer, maps, isStill]);

  const tokens = tokensOf(scheme);
  const picture = async (caption?: ChartCaption) => {
    if (!chart) return undefined;
    const made = pictureOf(chart, renderer, tokens.surface);
    return caption && made.type === 'png' ? { ...made, url: await captioned(made.url, caption, tokens) } : made;
  };
  return { state, picture };
}

function pictureOf(chart: ECharts, renderer: Renderer, backgroundColor: string) {
  const type = renderer === 'svg' ? 'svg' : 'png';
  return { type, url: chart.getDataURL({ type, pixelRatio: 2, backgroundColor }) };
}

// The legend stands above the plot; the plot leaves it a line unless its owner placed it.
function completed(option: EChartsCoreOption, isStill: boolean): EChartsCoreOption {
  const grid = option.legend && !option.grid && (option.xAxis || option.yAxis) ? { grid: { top: 40 } } : {};
  // ECharts would put a text of its own over the label that the owner wrote.
  const aria = { enabled: true, label: { enabled: false } };
  return { animation: !isStill, animationDuration: 150, animationDurationUpdate: 150, aria, ...grid, ...option };
}
