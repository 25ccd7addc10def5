import { api, SegmentedControl, useLanguage, useQuery, useScheme, useUrlState, type ChartClick } from '@regiso/core/ui';
import type { Answer } from '../../shared';
import { toggle } from '../../shared/choice';
import { useBoardContext } from '../board/context';
import { indicatorOf } from '../../shared/questions';
import { keyText } from '../charts/bars-option';
import { mapClasses } from '../charts/map-colours';
import { mapOption, type Territory } from '../charts/map-option';
import { useSpeech } from '../figures';
import { sayRange } from '../sentences';
import { BarsTile } from './BarsTile';
import { ChartTile } from './ChartTile';
import { tall } from './sizes';
import { answerOf, problemOf, type TileProps } from './tile-state';
import { twinColumns } from './twin-columns';
import { FigureTable } from './FigureTable';
import { useWidth } from './use-width';

type Form = Territory['form'];
const noRows: Answer['rows'] = [];

/** Municipalities in colour, as equal tiles or in their boundaries; a click goes down into one. */
export function MapTile(props: TileProps<'map'>) {
  return props.tile.by === 'municipality' ? <MunicipalityMap {...props} /> : <BarsTile {...props} />;
}

const kept = { staleTime: Infinity, structuralSharing: false } as const;

/** The forms there are, and the map in one of them. */
function useTerritory(form: Form) {
  const region = useQuery({
    queryKey: ['/territory/region', 'forms'],
    queryFn: () => api.get<{ mapForms: Form[] }>('/territory/region'),
    ...kept,
  });
  const forms = region.data?.mapForms ?? ['tiles'];
  const shown = forms.includes(form) ? form : 'tiles';
  const map = useQuery({
    queryKey: ['/territory/map', shown],
    queryFn: () => api.get<Territory>('/territory/map', { form: shown }),
    placeholderData: (earlier: Territory | undefined) => earlier,
    ...kept,
  });
  return { forms, territory: map.data, isMissing: map.isError };
}

function MunicipalityMap({ tile, replies }: TileProps<'map'>) {
  const speech = useSpeech();
  const { t } = speech;
  const scheme = useScheme();
  const { language } = useLanguage();
  const context = useBoardContext();
  const { board, choice, around } = context;
  const [frame, width] = useWidth<HTMLElement>();
  const [{ 'map-form': wanted }, setForm] = useUrlState({ 'map-form': 'tiles' });
  const { forms, territory, isMissing } = useTerritory(wanted as Form);
  const indicator = indicatorOf(board, tile.indicator);
  const answer = answerOf(replies, 'now');
  const rows = answer?.rows ?? noRows;
  const total = answer?.total ?? null;
  if (!indicator) return null;
  const mapName = `territory-${territory?.form}`;
  const look = { scheme, language, tileWidth: tileWidthIn(territory, width - 36) };
  const chosen = choice[tile.by] ?? around[tile.by] ?? [];
  const option = territory && mapOption({ territory, mapName, rows, indicator, chosen, ...look }, speech);
  const open = ({ name }: ChartClick) => {
    if (rows.some(({ key }) => key[0] === name)) context.choose(toggle(board, choice, tile.by, name));
  };
  const onMap = new Set(territory?.features.map(({ properties }) => properties.municipality));
  const outside = territory ? rows.filter(({ key }) => !onMap.has(key[0] ?? '')).length : 0;
  return (
    <ChartTile
      frame={frame}
      tile={tile}
      answer={answer}
      problem={problemOf(replies)}
      n={total?.n}
      says={sayRange(rows, total, indicator, speech)}
      chart={option && width > 0 ? { option, maps: { [mapName]: territory }, onClick: open } : undefined}
      height={tall}
      legend={mapClasses(rows, indicator, scheme, speech).legend}
      credit={territory?.attribution}
      actions={
        forms.length > 1 && (
          <SegmentedControl
            aria-label={t('map.form')}
            value={territory?.form ?? 'tiles'}
            onChange={(form) => setForm({ 'map-form': form })}
            data={forms.map((form) => ({ value: form, label: t(`map.${form}`) }))}
          />
        )
      }
      twin={
        <FigureTable
          caption={tile.title}
          rows={rows}
          rowKey={keyText}
          columns={twinColumns({ by: tile.by, indicator, context, speech })}
        />
      }
      notes={[
        isMissing && t('map.failed'),
        outside > 0 && t('map.outside', { count: outside }),
        territory?.attribution,
      ]}
    />
  );
}

/** Pixels of one tile when the map fills its place. */
function tileWidthIn(territory: Territory | undefined, width: number): number {
  if (territory?.form !== 'tiles') return 80;
  const corners = territory.features.flatMap(({ geometry }) => geometry.coordinates[0] as [number, number][]);
  return width / (Math.max(...corners.map(([x]) => x)) || 1);
}
