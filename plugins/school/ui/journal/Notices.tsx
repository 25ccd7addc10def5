import { IconArrowBackUp } from '@tabler/icons-react';
import { Alert, Button, Group, Text, useTexts } from '@regiso/core/ui';
import type { CellView, Dictionary } from '../../shared/journal';
import type { CellsState, CellStore } from './cell-store';
import { saidOf } from './said';
import { cellTexts } from './texts';

/** Whether all is saved, and the way back from the last change. */
export function SaveState({ state, undo }: { state: CellsState; undo: () => void }) {
  const t = useTexts(cellTexts);
  const { waiting, isOffline, mayUndo } = state;
  const said = isOffline ? t('state.offline', { count: waiting }) : t(waiting ? 'state.saving' : 'state.saved');
  return (
    <Group gap="sm">
      <Text role="status" c={isOffline ? 'red' : 'dimmed'}>
        {said}
      </Text>
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

type ConflictProps = {
  state: CellsState;
  store: CellStore;
  dictionary: Dictionary;
  nameOf: (pupil: string) => string;
};

/** A cell that somebody else has changed meanwhile: both values, and the choice. */
export function ConflictNotice({ state: { conflict }, store, dictionary, nameOf }: ConflictProps) {
  const t = useTexts(cellTexts);
  if (!conflict) return null;
  const said = (cell: CellView) => saidOf(dictionary, cell, t('nothing'));
  const values = { mine: said(conflict.mine), theirs: said(conflict.theirs) };
  return (
    <Alert color="yellow" role="alert" title={t('conflict.title', { pupil: nameOf(conflict.key.split('/')[1] ?? '') })}>
      <Text mb="xs">{t('conflict.what', values)}</Text>
      <Group>
        <Button variant="default" onClick={() => store.resolve('theirs')}>
          {t('conflict.theirs', values)}
        </Button>
        <Button onClick={() => store.resolve('mine')}>{t('conflict.mine', values)}</Button>
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
