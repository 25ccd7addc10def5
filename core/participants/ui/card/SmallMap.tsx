import { useMemo } from 'react';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { ActionIcon, api, useFormats, useQuery, useTexts } from '@regiso/core/ui';
import {
  clearLabels,
  height,
  isSeen,
  pathOf,
  placeIn,
  pointText,
  scaleOf,
  width,
  type Point,
  type View,
} from './small-map';
import styles from './SmallMap.module.css';
import { cardTexts } from './texts';

type Props = {
  name: string;
  point: Point;
  buildings: readonly Point[];
  widthKm: number;
  onNear: (() => void) | undefined;
  onFar: (() => void) | undefined;
};

/** The point among towns and, when they are imported, boundaries of municipalities. */
export function SmallMap({ name, point, buildings, widthKm, onNear, onFar }: Props) {
  const t = useTexts(cardTexts);
  const { number } = useFormats();
  const view = useMemo(() => ({ centre: point, widthKm }), [point, widthKm]);
  const outlines = useOutlines();
  const paths = useMemo(
    () => outlines?.features.map((outline) => pathOf(view, outline)).filter(Boolean),
    [outlines, view],
  );
  const towns = useTowns(view);
  const here = placeIn(view, point);
  const others = buildings.map((building) => placeIn(view, building)).filter((place) => isSeen(place));
  const labels = clearLabels(
    towns.map(({ name: town, x, y }) => ({ name: town, x, y: y - 8 })),
    [here],
  );
  const scale = scaleOf(view);
  return (
    <figure className={styles.frame}>
      <svg
        className={styles.map}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('card.place.label', { name, point: pointText(point), width: number(widthKm) })}
      >
        {paths?.map((path) => (
          <path key={path.slice(0, 40)} className={styles.outline} d={path} />
        ))}
        {towns.map(({ id, x, y }) => (
          <circle key={id} className={styles.town} cx={x} cy={y} r={3} />
        ))}
        {labels.map(({ name: town, x, y }) => (
          <text key={town} className={styles.label} x={x} y={y} textAnchor="middle">
            {town}
          </text>
        ))}
        {others.map(({ x, y }) => (
          <circle key={`${x} ${y}`} className={styles.building} cx={x} cy={y} r={5} />
        ))}
        <path
          className={styles.pin}
          transform={`translate(${here.x} ${here.y})`}
          d="M0 0C-3 -7 -10 -12 -10 -20A10 10 0 1 1 10 -20C10 -12 3 -7 0 0Z"
        />
        <circle className={styles.eye} cx={here.x} cy={here.y - 20} r={4} />
        <g transform={`translate(12 ${height - 12})`} className={styles.scale}>
          <path d={`M0 -5V0H${scale.pixels}V-5`} />
          <text x={scale.pixels + 6} y={0}>
            {t('card.place.scale', { km: number(scale.km) })}
          </text>
        </g>
      </svg>
      <div className={styles.buttons}>
        <ActionIcon variant="default" size="lg" disabled={!onNear} onClick={onNear} aria-label={t('card.place.near')}>
          <IconPlus size={20} />
        </ActionIcon>
        <ActionIcon variant="default" size="lg" disabled={!onFar} onClick={onFar} aria-label={t('card.place.far')}>
          <IconMinus size={20} />
        </ActionIcon>
      </div>
      {paths && paths.length > 0 && <figcaption className={styles.credit}>{outlines?.attribution}</figcaption>}
    </figure>
  );
}

type Territory = { attribution: string; features: Parameters<typeof pathOf>[1][] };

/** Boundaries of the home region; undefined while there are none. */
function useOutlines(): Territory | undefined {
  const region = useQuery({
    queryKey: ['/territory/region', 'forms'],
    queryFn: () => api.get<{ mapForms: string[] }>('/territory/region'),
    staleTime: Infinity,
  });
  const map = useQuery({
    queryKey: ['/territory/map', 'boundaries'],
    queryFn: () => api.get<Territory>('/territory/map', { form: 'boundaries' }),
    staleTime: Infinity,
    structuralSharing: false,
    enabled: region.data?.mapForms.includes('boundaries') ?? false,
  });
  return map.data;
}

type Town = { id: string; centre: string; centreLat: number; centreLon: number; population: number | null };

/** Centres of municipalities in the picture, the largest first. */
function useTowns(view: View) {
  const { data } = useQuery({
    queryKey: ['/territory/municipalities', {}],
    queryFn: () => api.get<Town[]>('/territory/municipalities'),
    staleTime: Infinity,
  });
  return useMemo(
    () =>
      [...(data ?? [])]
        .sort((a, b) => (b.population ?? 0) - (a.population ?? 0))
        .map(({ id, centre, centreLat, centreLon }) => ({
          id,
          name: centre.replace(/^город /, ''),
          ...placeIn(view, { lat: centreLat, lon: centreLon }),
        }))
        // A town may be the centre of two municipalities: the city itself and the district around it.
        .filter((town, at, all) => isSeen(town) && all.findIndex(({ name }) => name === town.name) === at),
    [data, view],
  );
}
