import type { EChartsCoreOption } from 'echarts/core';
import { tokensOf, type ChartScheme } from '@regiso/core/ui';
import type { AnswerRow, IndicatorView } from '../../shared';
import { classOf } from '../../shared/classes';
import { tileLabel } from '../../shared/tile-label';
import { markOf, numberOf, wordsOf, type Speech } from '../figures';
import { inkOn, mapClasses } from './map-colours';

/** GeoJSON of the municipalities, as equal tiles or in their boundaries. */
export type Territory = {
  form: 'tiles' | 'boundaries';
  attribution: string;
  aspectScale: number;
  features: {
    properties: { municipality: string; name: string; nameEn: string };
    geometry: { coordinates: unknown[] };
  }[];
};

type Input = {
  territory: Territory;
  mapName: string;
  rows: readonly AnswerRow[];
  indicator: IndicatorView;
  chosen: readonly (string | null)[];
  scheme: ChartScheme;
  language: string;
  /** Pixels from side to side of one tile, to fit words into. */
  tileWidth: number;
};

/** Municipalities in five classes; hidden and missing ones are hatched differently and say so. */
export function mapOption(input: Input, speech: Speech): EChartsCoreOption {
  const { territory, mapName, rows, indicator, language } = input;
  const byPlace = new Map(rows.map((row) => [row.key[0], row]));
  const names = new Map(
    territory.features.map(({ properties: { municipality, name, nameEn } }) => [
      municipality,
      language === 'en' ? nameEn : name,
    ]),
  );
  const areaOf = areas(input, speech);
  const isTiles = territory.form === 'tiles';
  return {
    tooltip: {
      trigger: 'item',
      formatter: ({ name }: { name: string }) =>
        tooltipText(names.get(name) ?? name, byPlace.get(name), indicator, speech),
    },
    series: [
      {
        type: 'map',
        map: mapName,
        nameProperty: 'municipality',
        aspectScale: territory.aspectScale,
        preserveAspect: !isTiles,
        selectedMode: false,
        roam: false,
        left: 2,
        right: 2,
        top: 2,
        bottom: 2,
        label: {
          show: true,
          fontSize: labelSize(input),
          lineHeight: labelSize(input) + 3,
          formatter: ({ name }: { name: string }) =>
            labelText(names.get(name) ?? name, byPlace.get(name), input, speech),
        },
        labelLayout: { hideOverlap: !isTiles },
        data: [...names.keys()].map((place) => ({ name: place, ...areaOf(place, byPlace.get(place)) })),
      },
    ],
  };
}

/** How an area looks: its class, or a hatching; the chosen one in a thick frame. */
function areas({ rows, indicator, scheme, chosen }: Input, speech: Speech) {
  const { limits, colours } = mapClasses(rows, indicator, scheme, speech);
  const tokens = tokensOf(scheme);
  const hatch = (isHidden: boolean) => ({
    symbol: 'rect',
    color: tokens.control,
    dashArrayX: [1, 0],
    dashArrayY: isHidden ? [2, 4] : [1, 9],
    rotation: isHidden ? Math.PI / 4 : -Math.PI / 4,
  });
  return (place: string, row: AnswerRow | undefined) => {
    const isChosen = chosen.includes(place);
    const fill = row && row.value !== null ? colours[classOf(row.value, limits)] : undefined;
    const frame = isChosen ? tokens.ink : fill ? tokens.surface : tokens.control;
    const itemStyle = {
      areaColor: fill ?? tokens.surface,
      borderColor: frame,
      borderWidth: isChosen ? 3 : 1,
      ...(!fill && { decal: hatch(row?.flags.includes('c') ?? false) }),
    };
    const onHatch = { backgroundColor: tokens.surface, padding: [1, 3], borderRadius: 3 };
    const label = { color: fill ? inkOn(fill) : tokens.ink, ...(!fill && onHatch) };
    const emphasis = { itemStyle: { ...itemStyle, borderColor: tokens.ink, borderWidth: 3 }, label };
    return { value: row?.value ?? null, itemStyle, label, emphasis };
  };
}

function tooltipText(name: string, row: AnswerRow | undefined, indicator: IndicatorView, speech: Speech): string {
  if (!row) return `${name}\n${speech.t('map.none')}`;
  const n = row.n === null ? [] : [speech.t('n', { n: speech.formats.number(row.n, 0) })];
  return [name, wordsOf(row, indicator, speech), ...n].join('\n');
}

const labelSize = ({ tileWidth }: Pick<Input, 'tileWidth'>) => (tileWidth < 64 ? 11 : 13);

function labelText(name: string, row: AnswerRow | undefined, input: Input, speech: Speech): string {
  const figure = row ? numberOf(row, input.indicator, speech) : markOf({ flags: ['x'] });
  if (input.territory.form === 'boundaries') return figure;
  const letters = Math.max(Math.floor((input.tileWidth - 4) / (labelSize(input) * 0.57)), 4);
  return [...tileLabel(name, letters), figure].join('\n');
}
