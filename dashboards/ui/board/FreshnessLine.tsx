import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconHourglass } from '@tabler/icons-react';
import type { Freshness } from '../../shared';
import { useSpeech } from '../figures';
import styles from './FreshnessLine.module.css';

const staleAfter = 60_000;

export type FreshState = 'fresh' | 'stale' | 'lost' | 'loading';

/** How far the figures are behind, by the server's clock; `isLost` when it no longer answers. */
export function stateOf(fresh: Freshness | undefined, isLost: boolean): FreshState | undefined {
  if (isLost) return 'lost';
  if (!fresh) return undefined;
  if (!fresh.at) return 'loading';
  return Date.parse(fresh.now) - Date.parse(fresh.at) > staleAfter ? 'stale' : 'fresh';
}

const icons = { fresh: IconCircleCheck, stale: IconAlertTriangle, lost: IconCloudOff, loading: IconHourglass };

/** Says of which moment the figures are; loudly when they are old or the server is out of reach. */
export function FreshnessLine({ state, moment }: { state: FreshState | undefined; moment: string }) {
  const { t } = useSpeech();
  const Icon = icons[state ?? 'loading'];
  const isQuiet = state === 'fresh' || state === undefined;
  return (
    <div className={styles.line} data-state={state}>
      <Icon size={20} aria-hidden className={styles.icon ?? ''} />
      {/* Only a change of state is worth interrupting a reader for; the minutes are not. */}
      <span role="status" className={isQuiet ? styles.silent : undefined}>
        {state === 'stale' && <strong>{t('fresh.stale')}. </strong>}
        {state === 'lost' && <strong>{t('fresh.lost')}. </strong>}
        {state === 'stale' && t('fresh.stale-what', { moment })}
        {state === 'lost' && t('fresh.lost-what', { moment })}
        {state === 'loading' && t('fresh.loading')}
      </span>
      {state === 'fresh' && (
        <span>
          {t('fresh.at', { moment })} · {t('fresh.follows')}
        </span>
      )}
    </div>
  );
}
