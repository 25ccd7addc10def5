import { Button, Group, Modal, useBlocker, useTexts } from '@regiso/core/ui';
import { boardTexts } from './board-texts';

/** Asks before a page with unsaved changes is left, by a link, the back button or by closing the window. */
export function LeaveGuard({ isChanged }: { isChanged: boolean }) {
  const t = useTexts(boardTexts);
  const blocker = useBlocker({
    // Sorting a table changes the address too, and leaves nothing.
    shouldBlockFn: ({ current, next }) => isChanged && current.pathname !== next.pathname,
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  });
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('leave.title')}
      withCloseButton={false}
    >
      <p>{t('leave.what')}</p>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {t('leave.go')}
        </Button>
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          {t('leave.stay')}
        </Button>
      </Group>
    </Modal>
  );
}
