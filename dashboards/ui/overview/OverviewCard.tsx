import type { ReactNode } from 'react';
import { ActionIcon, Link, useLanguage, useNavigate, useTexts } from '@regiso/core/ui';
import { IconMap2, IconMathFunction } from '@tabler/icons-react';
import type { Freshness, OverviewTile } from '../../shared';
import { useSpeech } from '../figures';
import { Against, BigFigure, Course } from './OverviewFigure';
import { overviewTexts } from './overview-texts';
import styles from './Overview.module.css';

type Props = {
  tile: OverviewTile;
  moment: (asOf: OverviewTile['asOf']) => string;
  isOnMap: boolean;
  showOnMap: () => void;
};

/** One figure for work: its title leads to its board, its foot to the formula and to the municipalities. */
export function OverviewCard({ tile, moment, isOnMap, showOnMap }: Props) {
  const { t, formats } = useSpeech();
  const words = useTexts(overviewTexts);
  const navigate = useNavigate();
  const { title, board, figure, asOf, indicator, places } = tile;
  return (
    <section className={styles.card} aria-labelledby={`overview-${tile.id}`} data-tile={tile.id}>
      <h3 id={`overview-${tile.id}`}>
        <Link to={`/dashboards/${board}` as '/'}>{title}</Link>
      </h3>
      <BigFigure tile={tile} />
      <Against tile={tile} />
      <Course tile={tile} />
      <div className={styles.foot}>
        <span>
          {figure.n !== null && <span title={t('n.means')}>{t('n', { n: formats.number(figure.n, 0) })} </span>}
          {asOf.at && <span title={t('at.means')}>{t('at', { moment: moment(asOf) })}</span>}
        </span>
        <span className={styles.buttons}>
          {places.length > 1 && (
            <ActionIcon
              variant={isOnMap ? 'light' : 'subtle'}
              aria-pressed={isOnMap}
              aria-label={words('overview.on-map', { title })}
              title={words('overview.map')}
              onClick={showOnMap}
            >
              <IconMap2 size={18} />
            </ActionIcon>
          )}
          <ActionIcon
            variant="subtle"
            aria-label={words('overview.computed', { title })}
            title={t('how')}
            onClick={() => void navigate({ to: `/dashboards/catalogue/${indicator.id}` as '/' })}
          >
            <IconMathFunction size={18} />
          </ActionIcon>
        </span>
      </div>
    </section>
  );
}

/** How far the figures are behind, by the server's clock. */
export function LagCard({ fresh, children }: { fresh: Freshness | undefined; children?: ReactNode }) {
  const words = useTexts(overviewTexts);
  const { t, formats } = useSpeech();
  const seconds = lagOf(fresh);
  return (
    <section className={styles.card} aria-labelledby="overview-lag" data-tile="lag">
      <h3 id="overview-lag">{words('overview.lag')}</h3>
      <p className={styles.value} data-missing={seconds === undefined || undefined}>
        {seconds === undefined ? t('none.figure') : formats.number(seconds, 0)}
        {seconds !== undefined && <span className={styles.unit}>{words('overview.lag.seconds')}</span>}
      </p>
      <p className={styles.period}>{words('overview.lag.what')}</p>
      {children}
    </section>
  );
}

/** Whole seconds; undefined while the warehouse is filled for the first time. */
const lagOf = (fresh: Freshness | undefined): number | undefined =>
  fresh?.at ? Math.max(0, Math.round((Date.parse(fresh.now) - Date.parse(fresh.at)) / 1000)) : undefined;

/** Names of municipalities and their tiles, in the reader's language. */
export type Place = { id: string; shortName: string; nameEn: string; tileColumn: number; tileRow: number };
export const usePlaceName = () => {
  const { language } = useLanguage();
  return ({ shortName, nameEn }: Place) => (language === 'en' ? nameEn : shortName);
};
