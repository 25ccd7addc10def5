import { IconArrowBackUp } from '@tabler/icons-react';
import { Alert, Button, Group, Text, useTexts } from '@regiso/core/ui';
import type { CellView } from '../../shared/journal';
import { outboxTexts } from '../outbox/texts';
import { useOutbox } from '../outbox/use-outbox';
import { cellTexts } from './texts';

/** Whether all is saved, and the way back from the last step. */
export function SaveState({ mayUndo, undo }: { mayUndo: boolean; undo: () => void }) {
  const t = useTexts(cellTexts);
  const words = useTexts(outboxTexts);
  const [, { waiting, isOffline, isKept }] = useOutbox();
  const isHeld = isOffline && waiting > 0;
  return (
    <Group gap="sm">
      <div role="status">
        <Text c={isHeld ? 'red' : 'dimmed'}>
          {isHeld ? words('waiting', { count: waiting }) : words(waiting ? 'saving' : 'saved')}
        </Text>
        {isHeld && <Text size="sm">{words(isKept ? 'kept' : 'not-kept')}</Text>}
      </div>
      <Button
        variant="default"
        size="compact-md"
        disabled={!mayUndo}
        leftSection={<IconArrowBackUp size={20} aria-hidden />}
        onClick={undo}
      >
        {t('undo')}
      </Button>
    </Group>
  );
}

export type Ask = { pupil: string; cell: CellView; value: number; accept: () => void };

/** A mark for who was absent: given as handed in later, or not at all. The focus stays in the grid. */
export function AskLate({ ask, answer }: { ask: Ask | null; answer: (yes: boolean) => void }) {
  const t = useTexts(cellTexts);
  if (!ask) return null;
  return (
    <Alert color="yellow" role="alert">
      <Text mb="xs">{t('ask.late', { pupil: ask.pupil, mark: ask.value })}</Text>
      <Group>
        <Button onClick={() => answer(true)}>{t('ask.yes')}</Button>
        <Button variant="default" onClick={() => answer(false)}>
          {t('ask.no')}
        </Button>
      </Group>
    </Alert>
  );
}
