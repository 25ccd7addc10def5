import { Badge, useTexts } from '@regiso/core/ui';
import { IconAlertTriangle, IconCheck, IconClock, IconEye, IconHourglass, IconX } from '@tabler/icons-react';
import type { RunView } from './model';
import styles from './StateBadge.module.css';
import { texts } from './texts';

const looks = {
  waiting: { color: 'blue', icon: IconEye },
  queued: { color: 'gray', icon: IconClock },
  reading: { color: 'gray', icon: IconHourglass },
  running: { color: 'blue', icon: IconHourglass },
  done: { color: 'green', icon: IconCheck },
  failed: { color: 'red', icon: IconAlertTriangle },
  cancelled: { color: 'gray', icon: IconX },
} as const;

const wordOf = ({ state, dryRun }: Pick<RunView, 'state' | 'dryRun'>) => {
  if (state === 'done' && dryRun) return 'checked';
  return state === 'running' && dryRun ? 'checking' : state;
};

/** Where a run is: a word, an icon and a colour. */
export function StateBadge({ run }: { run: Pick<RunView, 'state' | 'dryRun'> }) {
  const t = useTexts(texts);
  const { color, icon: Icon } = looks[run.state];
  return (
    <Badge
      className={styles.badge ?? ''}
      variant="light"
      color={run.state === 'done' && run.dryRun ? 'blue' : color}
      leftSection={<Icon size={16} aria-hidden />}
    >
      {t(`state.${wordOf(run)}`)}
    </Badge>
  );
}
