import { NativeSelect, useTexts, type ChartScheme } from '@regiso/core/ui';
import type { OverviewTile } from '../../shared';
import { labelOf, markOf, marksIn, measuredIn, useSpeech } from '../figures';
import { sayRange } from '../sentences';
import { FigureTable } from '../tiles/FigureTable';
import { overviewTexts } from './overview-texts';
import type { Place } from './OverviewCard';
import { TileMap } from './TileMap';
import styles from './Overview.module.css';

type Props = {
  tiles: readonly OverviewTile[];
  shown: OverviewTile;
  onShow: (id: string) => void;
  places: readonly Place[];
  chosen: string;
  onChoose: (municipality: string) => void;
  scheme: ChartScheme;
};

/** One figure over all municipalities: the map, and the same as a table from the highest down. */
export function Places({ tiles, shown, onShow, places, chosen, onChoose, scheme }: Props) {
  const speech = useSpeech();
  const { t, formats } = speech;
  const words = useTexts(overviewTexts);
  const { indicator } = shown;
  const rows = shown.places;
  const notes = marksIn(rows, speech);
  return (
    <section className={styles.places} aria-labelledby="overview-places">
      <div className={styles.placesHead}>
        <h2 id="overview-places">{words('overview.map')}</h2>
        <NativeSelect
          label={words('overview.chosen')}
          value={shown.id}
          data={tiles.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={({ currentTarget }) => onShow(currentTarget.value)}
        />
      </div>
      <p className={styles.period}>{sayRange(rows, shown.region ?? shown.figure, indicator, speech)}</p>
      <div className={styles.placesBody}>
        <TileMap tile={shown} places={places} chosen={chosen} onChoose={onChoose} scheme={scheme} />
        <FigureTable
          caption={shown.title}
          rows={rows}
          rowKey={({ key }) => String(key[0])}
          columns={[
            {
              key: 'name',
              title: words('overview.place'),
              isName: true,
              cell: ({ key, titles }) => (
                <button
                  type="button"
                  className={styles.place}
                  aria-pressed={key[0] === chosen}
                  onClick={() => onChoose(key[0] === chosen ? '' : (key[0] ?? ''))}
                >
                  {titles[0]}
                </button>
              ),
            },
            {
              key: 'value',
              title: measuredIn(t('column.value'), indicator, speech),
              cell: (row) => labelOf(row, indicator, speech),
            },
            {
              key: 'n',
              title: t('column.n'),
              cell: ({ n, flags }) => (n === null ? markOf({ flags }) : formats.number(n, 0)),
            },
          ]}
        />
      </div>
      {notes.length > 0 && <p className={styles.period}>{notes.join('. ')}</p>}
    </section>
  );
}
