import { CustomChart, HeatmapChart } from 'echarts/charts';
import {
  DatasetComponent,
  DataZoomComponent,
  GeoComponent,
  GraphicComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TitleComponent,
  TransformComponent,
  VisualMapComponent,
} from 'echarts/components';
import { use as install } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// A chunk of its own: 60 kB that only some charts need.
install([
  CustomChart,
  HeatmapChart,
  DatasetComponent,
  DataZoomComponent,
  GeoComponent,
  GraphicComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TitleComponent,
  TransformComponent,
  VisualMapComponent,
  SVGRenderer,
]);
