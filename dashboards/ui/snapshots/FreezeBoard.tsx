import { lazy, Suspense, useState } from 'react';
import { DialogButton, useMay, useTexts } from '@regiso/core/ui';
import { IconSnowflake } from '@tabler/icons-react';
import type { DashboardView } from '../../shared';
import type { Choice } from '../../shared/choice';
import { snapshotTexts } from './snapshot-texts';

const FreezeForm = lazy(async () => ({ default: (await import('./FreezeForm')).FreezeForm }));

type Props = { board: DashboardView; choice: Choice; choiceWords: string };

/** Keeps the open board as it was reported; absent without the right to. */
export function FreezeBoard(props: Props) {
  const t = useTexts(snapshotTexts);
  const [isOpen, setOpen] = useState(false);
  if (!useMay('dashboards.freeze')) return null;
  return (
    <DialogButton
      variant="default"
      leftSection={<IconSnowflake size={20} aria-hidden />}
      label={t('snap.freeze')}
      title={t('snap.freeze-title')}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Suspense>
        <FreezeForm {...props} onDone={() => setOpen(false)} />
      </Suspense>
    </DialogButton>
  );
}
