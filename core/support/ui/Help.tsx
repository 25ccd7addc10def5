import { lazy, Suspense, useState } from 'react';
import { IconHelp } from '@tabler/icons-react';
import { ActionIcon, useTexts } from '@regiso/core/ui';
import { askTexts } from './ask-texts';

const Dialog = lazy(() => import('./AskDialog'));

/** The help button of every page; the form comes with the first press. */
export default function Help() {
  const t = useTexts(askTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ActionIcon variant="subtle" size="lg" onClick={() => setOpen(true)} aria-label={t('help')} title={t('help')}>
        <IconHelp size={22} />
      </ActionIcon>
      <Suspense>{isOpen && <Dialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
