import type { CSSProperties } from 'react';
import { tokensOf, type ChartScheme } from '@regiso/core/ui';
import type { AnswerRow, OverviewTile } from '../../shared';
import { classOf } from '../../shared/classes';
import { tileLabel } from '../../shared/tile-label';
import { inkOn, mapClasses } from '../charts/map-colours';
import { labelOf, useSpeech, wordsOf } from '../figures';
import { usePlaceName, type Place } from './OverviewCard';
import styles from './TileMap.module.css';

type Props = {
  tile: OverviewTile;
  places: readonly Place[];
  chosen: string;
  /** Absent on the wall, where nobody clicks. */
  onChoose?: (municipality: string) => void;
  scheme: ChartScheme;
};

/** Municipalities as equal tiles, coloured by classes of equal number; a button each where they can be chosen. */
export function TileMap({ tile, places, chosen, onChoose, scheme }: Props) {
  const speech = useSpeech();
  const { indicator, places: rows } = tile;
  const nameOf = usePlaceName();
  const { limits, colours, legend } = mapClasses(rows, indicator, scheme, speech);
  const byPlace = new Map(rows.map((row) => [row.key[0], row]));
  const colourOf = (row: AnswerRow | undefined) =>
    row?.value == null ? undefined : (colours[classOf(row.value, limits)] ?? colours[0]);
  const columns = Math.max(...places.map(({ tileColumn }) => tileColumn), 0) + 1;
  return (
    <div className={styles.map}>
      <ul className={styles.tiles} style={{ '--columns': columns } as CSSProperties}>
        {places.map((place) => {
          const row = byPlace.get(place.id);
          const colour = colourOf(row);
          const words = `${nameOf(place)}: ${row ? wordsOf(row, indicator, speech) : speech.t('map.none')}`;
          const inside = (
            <>
              <span>{tileLabel(nameOf(place), 11).join('\n')}</span>
              <strong>{row ? labelOf(row, indicator, speech) : '–'}</strong>
            </>
          );
          const look = {
            style: colour ? { background: colour, color: inkOn(colour) } : { color: tokensOf(scheme).ink },
            'data-missing': colour ? undefined : true,
          };
          return (
            <li key={place.id} style={{ gridColumn: place.tileColumn + 1, gridRow: place.tileRow + 1 }}>
              {onChoose ? (
                <button
                  type="button"
                  {...look}
                  aria-pressed={place.id === chosen}
                  aria-label={words}
                  title={words}
                  onClick={() => onChoose(place.id === chosen ? '' : place.id)}
                >
                  {inside}
                </button>
              ) : (
                <div {...look}>{inside}</div>
              )}
            </li>
          );
        })}
      </ul>
      <ul className={styles.legend}>
        {legend.map(({ label, colour, hatch }) => (
          <li key={label}>
            <span style={hatch ? {} : { background: colour }} data-hatch={hatch} aria-hidden />
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
