import { IconArrowBackUp } from '@tabler/icons-react';
import { Alert, Button, Group, Text, useTexts } from '@regiso/core/ui';
import type { CellView } from '../../shared/journal';
import { outboxTexts } from '../outbox/texts';
import { useOutbox } from '../outbox/use-outbox';
import { cellTexts } from './texts';
import type { Pasting } from './use-block';

const mostShown = 12;

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

/** Why a block was not pasted; of it nothing was. Marks of the absent can be taken as handed in later. */
export function PasteNotice({ pasting }: { pasting: Pasting | null }) {
  const t = useTexts(cellTexts);
  if (!pasting) return null;
  const { problems, acceptLate, close } = pasting;
  const shown = problems.slice(0, mostShown);
  return (
    <Alert color="red" role="alert" title={t('paste.title', { count: problems.length })}>
      <ul>
        {shown.map(({ where, text, why }, at) => (
          <li key={at}>{t('paste.line', { where, text: text.slice(0, 40), why: t(`paste.${why}`) })}</li>
        ))}
      </ul>
      {problems.length > mostShown && <Text mb="xs">{t('paste.more', { count: problems.length - mostShown })}</Text>}
      <Group>
        {problems.every(({ why }) => why === 'late') && <Button onClick={acceptLate}>{t('paste.accept')}</Button>}
        <Button variant="default" onClick={close}>
          {t('paste.close')}
        </Button>
      </Group>
    </Alert>
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
