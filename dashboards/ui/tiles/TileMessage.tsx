import { Button } from '@regiso/core/ui';
import type { Answer } from '../../shared';
import { useBoardStatus } from '../board/context';
import { useSpeech } from '../figures';
import styles from './Tile.module.css';

/** In place of figures that did not come: why, and a way to try again. */
export function Failed({ reason, height }: { reason: string; height?: number }) {
  const { t } = useSpeech();
  const { retry } = useBoardStatus();
  return (
    <div className={styles.message} style={height ? { height } : {}} role="alert">
      <strong>{t('tile.failed')}</strong>
      <span>{reason}</span>
      <Button variant="default" size="compact-md" onClick={retry}>
        {t('tile.retry')}
      </Button>
    </div>
  );
}

/** In place of a chart without a single figure: there are no data, or all of them are hidden. */
export function Nothing({ answer, height }: { answer: Answer; height: number }) {
  const { t } = useSpeech();
  const isHidden = answer.rows.some(({ flags }) => flags.includes('c'));
  return (
    <div className={styles.message} style={{ height }}>
      <strong>{t(isHidden ? 'tile.only-hidden' : 'tile.empty')}</strong>
      <span>{t(isHidden ? 'tile.only-hidden-what' : 'tile.empty-what')}</span>
    </div>
  );
}

/** Whether an answer has anything to draw. */
export const hasFigures = ({ rows }: Answer) =>
  rows.some(({ value, flags }) => value !== null || flags.includes('low') || flags.includes('high'));
