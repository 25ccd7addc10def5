import { Button, NativeSelect, useFormats, useTexts } from '@regiso/core/ui';
import { IconSnowflake } from '@tabler/icons-react';
import type { DashboardView } from '../../shared';
import { wholeSearchOf, type Choice } from '../../shared/choice';
import { snapshotTexts } from './snapshot-texts';
import styles from './Snapshots.module.css';
import { useShown, useSnapshots } from './use-snapshots';

const sorted = (search: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(search).sort());

/** On a live board: a way to what was reported by it, and a word when that was by the very filters in sight. */
export function Reported({ board, choice }: { board: DashboardView; choice: Choice }) {
  const t = useTexts(snapshotTexts);
  const { day } = useFormats();
  const [, show] = useShown();
  const snapshots = useSnapshots(board.id);
  if (!snapshots.length) return null;
  const here = sorted(wholeSearchOf(board, choice));
  const same = snapshots.find(({ search }) => sorted(search) === here);
  const open = (snapshot: string, against = '') => show({ snapshot, against }, { push: true });
  return (
    <div className={styles.reported}>
      <SnapshotPicker dashboard={board.id} shown="" />
      {same && (
        <p className={styles.same}>
          <IconSnowflake size={20} aria-hidden />
          <span>{t('snap.same', { day: day(same.reportedOn), title: same.title })}</span>
          <Button variant="subtle" size="compact-sm" onClick={() => open(same.id)}>
            {t('snap.open')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={() => open(same.id, 'live')}>
            {t('snap.compare')}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Live figures, or those of a report. */
export function SnapshotPicker({ dashboard, shown }: { dashboard: string; shown: string }) {
  const t = useTexts(snapshotTexts);
  const { day } = useFormats();
  const [, show] = useShown();
  const snapshots = useSnapshots(dashboard);
  return (
    <NativeSelect
      className={styles.picker ?? ''}
      label={t('snap.which')}
      value={shown}
      onChange={({ currentTarget: { value } }) => show({ snapshot: value, against: '' }, { push: true })}
      data={[
        { value: '', label: t('snap.live') },
        ...snapshots.map(({ id, reportedOn, title }) => ({
          value: id,
          label: t('snap.option', { day: day(reportedOn), title }),
        })),
      ]}
    />
  );
}
