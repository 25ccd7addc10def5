import type { ComponentProps, KeyboardEvent } from 'react';
import { ActionIcon, TextInput, useTexts } from '@regiso/core/ui';
import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconGripVertical,
  IconTrash,
} from '@tabler/icons-react';
import type { OwnTile } from '../../shared/boards';
import { boardTexts } from './board-texts';
import styles from './Boards.module.css';

export type TileSteps = {
  /** To this place, 0 for the first; the handle keeps the focus when it was moved by a key. */
  move: (id: string, to: number, isByKey?: boolean) => void;
  /** Steps of one name in a row are undone at once. */
  widen: (id: string, width: number, name?: string) => void;
  rename: (id: string, title: string) => void;
  remove: (id: string) => void;
};

type Props = {
  tile: OwnTile;
  at: number;
  all: number;
  steps: TileSteps;
  grip: Pick<
    ComponentProps<'button'>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onKeyDownCapture'
  >;
};

const ways: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** What may be done with a tile: by its handle, by keys on the handle, or by a button each. */
export function TileBar({ tile: { id, title, width }, at, all, steps, grip }: Props) {
  const t = useTexts(boardTexts);
  const onKeyDown = (event: KeyboardEvent) => {
    const way = ways[event.key];
    if (way === undefined) return;
    event.preventDefault();
    if (event.shiftKey) steps.widen(id, width + way);
    else steps.move(id, at + way, true);
  };
  const button = (words: string, Icon: typeof IconTrash, onClick: () => void, isOff = false) => (
    <ActionIcon variant="subtle" size="lg" aria-label={words} title={words} disabled={isOff} onClick={onClick}>
      <Icon size={20} />
    </ActionIcon>
  );
  const name = title || t('edit.tile-title');
  return (
    <div className={styles.bar}>
      <ActionIcon
        variant="subtle"
        size="lg"
        className={styles.grip ?? ''}
        data-grip={id}
        aria-label={t('edit.move', { title: name })}
        aria-describedby="board-keys"
        title={t('edit.move', { title: name })}
        onKeyDown={onKeyDown}
        {...grip}
      >
        <IconGripVertical size={20} />
      </ActionIcon>
      <TextInput
        className={styles.name ?? ''}
        aria-label={t('edit.tile-title')}
        maxLength={120}
        value={title}
        onChange={({ currentTarget: { value } }) => steps.rename(id, value)}
      />
      {button(t('edit.earlier', { title: name }), IconArrowLeft, () => steps.move(id, at - 1), at === 0)}
      {button(t('edit.later', { title: name }), IconArrowRight, () => steps.move(id, at + 1), at === all - 1)}
      {button(t('edit.narrower', { title: name }), IconArrowsMinimize, () => steps.widen(id, width - 1), width === 1)}
      {button(t('edit.wider', { title: name }), IconArrowsMaximize, () => steps.widen(id, width + 1), width === 4)}
      {button(t('edit.remove', { title: name }), IconTrash, () => steps.remove(id))}
    </div>
  );
}
