import { lazy, Suspense, useState } from 'react';
import { DialogButton, useMay } from '@regiso/core/ui';
import { IconMailForward } from '@tabler/icons-react';
import type { DashboardView } from '../../shared';
import { searchOf, type Choice } from '../../shared/choice';
import { useSpeech } from '../figures';

const NewDeliveryForm = lazy(async () => ({ default: (await import('./DeliveryForm')).NewDeliveryForm }));

type Props = { board: DashboardView; choice: Choice; choiceWords: string };

/** Has the open board mailed as it is narrowed now; absent without the right to. */
export function DeliverBoard({ board, choice, choiceWords }: Props) {
  const { t } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  if (!useMay('dashboards.deliver')) return null;
  const search = Object.fromEntries(Object.entries(searchOf(board, choice)).filter(([, text]) => text));
  return (
    <DialogButton
      variant="default"
      leftSection={<IconMailForward size={20} aria-hidden />}
      label={t('save.mail')}
      title={t('save.mail-title')}
      isOpen={isOpen}
      setOpen={setOpen}
      wide
    >
      <Suspense>
        <NewDeliveryForm dashboard={board.id} search={search} choiceWords={choiceWords} onDone={() => setOpen(false)} />
      </Suspense>
    </DialogButton>
  );
}
