import { Button, Progress, useFormats, useTexts } from '@regiso/core/ui';
import { IconPlayerStop } from '@tabler/icons-react';
import type { RunDetail } from '../model';
import { StateBadge } from '../StateBadge';
import { runTexts } from '../texts/run';
import { Counts } from './Counts';
import styles from './run.module.css';
import { useCancelling } from './use-starting';

/** A run that waits or works: share, rows, time left, cancel. */
export function Working({ run, isOffline }: { run: RunDetail; isOffline: boolean }) {
  const t = useTexts(runTexts);
  const formats = useFormats();
  const cancelling = useCancelling(run.id);
  const isCancelling = run.isCancelling || cancelling.isPending;
  return (
    <section className={styles.work} aria-label={t('work.progress')}>
      <div role="status">
        <StateBadge run={run} />
      </div>
      {run.state === 'queued' && <p>{t('work.queued')}</p>}
      {run.waitsForTurn && <p>{t('work.turn')}</p>}
      {run.state === 'running' && (
        <div className={styles.share}>
          <strong>{formats.percent(run.progress * 100, 0)}</strong>
          <Pace run={run} />
        </div>
      )}
      <Progress
        size="lg"
        value={run.state === 'running' ? run.progress * 100 : 0}
        aria-label={t('work.progress')}
        transitionDuration={150}
      />
      {run.state === 'running' && <Counts run={run} />}
      <div className={styles.actions}>
        <Button
          variant="default"
          loading={isCancelling}
          leftSection={<IconPlayerStop size={20} aria-hidden />}
          onClick={() => cancelling.mutate()}
        >
          {isCancelling ? t('work.cancelling') : t('work.cancel')}
        </Button>
        <span className={styles.small}>{isOffline ? t('work.offline') : t('work.leave')}</span>
      </div>
    </section>
  );
}

function Pace({ run: { counts, shape, secondsLeft } }: { run: RunDetail }) {
  const t = useTexts(runTexts);
  const formats = useFormats();
  const about = Math.max(shape?.rowsAbout ?? 0, counts.rows);
  const done = `${t('work.rows', { count: counts.rows })} ${t('work.of', { rows: formats.number(about) })}`;
  return (
    <span>
      {done}
      {secondsLeft !== null && `, ${leftText(t, secondsLeft)}`}
    </span>
  );
}

// By the second only near the end: figures that jump tell nothing.
function leftText(t: ReturnType<typeof useTexts<RunKey>>, seconds: number) {
  if (seconds > 90) return t('work.minutes', { count: Math.round(seconds / 60) });
  return t('work.seconds', { count: seconds > 20 ? Math.round(seconds / 10) * 10 : Math.max(Math.round(seconds), 1) });
}
type RunKey = keyof (typeof runTexts)['ru'];
