import { BarChart, LineChart, MapChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { getMap, init, registerLocale, registerMap, use as install } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import russian from 'echarts/i18n/langRU-obj.js';

install([
  BarChart,
  LineChart,
  MapChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
]);
registerLocale('RU', russian as never);

// What nearly every page draws, in one lazy chunk; `echarts-more` holds the rest.
export { getMap, init, registerMap };
