import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { Button, EmptyState, TextInput, useTexts, VisuallyHidden } from '@regiso/core/ui';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { Freshness } from '../../shared';
import type { BoardBody, Explorer, OwnTile } from '../../shared/boards';
import { AddTile } from './AddTile';
import { boardTexts } from './board-texts';
import styles from './Boards.module.css';
import { changed, moved, placeOf, useDraft, widthWithin, without, type Draft } from './draft';
import { LeaveGuard } from './LeaveGuard';
import { OwnTileBody } from './OwnTileBody';
import { TileBar, type TileSteps } from './TileBar';
import { useMoving, useResizing, type Landing } from './use-drag';

type Props = {
  kept: BoardBody;
  explorer: Explorer | undefined;
  fresh: Freshness | undefined;
  isSaving: boolean;
  onSave: (board: BoardBody) => void;
  onCancel: () => void;
};

/** A board being put together: tiles moved and widened by hand or by keys, every step spoken and taken back. */
export function BoardEditor({ kept, explorer, fresh, isSaving, onSave, onCancel }: Props) {
  const t = useTexts(boardTexts);
  const draft = useDraft(kept);
  const { board, step, undo, isChanged } = draft;
  const [said, say] = useState('');
  const grid = useRef<HTMLUListElement>(null);
  const steps = useSteps(draft, say, grid);
  const back = () => {
    undo?.();
    say(t('edit.undone'));
  };
  const add = (tile: OwnTile) => {
    step({ ...board, tiles: [...board.tiles, tile] });
    say(t('said.added', { title: tile.title, place: board.tiles.length + 1 }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isField = event.target instanceof HTMLInputElement;
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || isField || !undo) return;
    event.preventDefault();
    back();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Ctrl+Z of anything inside takes a step back
    <div onKeyDown={onKeyDown}>
      <LeaveGuard isChanged={isChanged && !isSaving} />
      <form
        className={styles.head}
        aria-label={t('edit.form')}
        onSubmit={(event) => {
          event.preventDefault();
          onSave(board);
        }}
      >
        <TextInput
          className={styles.title ?? ''}
          label={t('edit.title')}
          required
          withAsterisk={false}
          maxLength={120}
          value={board.title}
          onChange={({ currentTarget: { value } }) => step({ ...board, title: value }, 'title')}
        />
        <AddTile onAdd={add} />
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={20} aria-hidden />}
          disabled={!undo}
          onClick={back}
        >
          {t('edit.undo')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('edit.cancel')}
        </Button>
        <Button type="submit" loading={isSaving} disabled={!isChanged || !board.title.trim()}>
          {t('edit.save')}
        </Button>
      </form>
      <p className={styles.keys} id="board-keys">
        {t('edit.keys')}
      </p>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {!board.tiles.length && <EmptyState title={t('board.empty')} what={t('board.empty-what')} />}
      <EditedTiles grid={grid} board={board} steps={steps} explorer={explorer} fresh={fresh} />
    </div>
  );
}

/** The steps a tile can take, each saying what came of it. */
function useSteps(
  { board, step }: Draft,
  say: (words: string) => void,
  grid: { current: HTMLElement | null },
): TileSteps {
  const t = useTexts(boardTexts);
  // A tile that moves in the document loses the focus of its handle.
  const [focused, focus] = useState<{ id: string }>();
  useEffect(() => {
    if (focused) grid.current?.querySelector<HTMLElement>(`[data-grip="${focused.id}"]`)?.focus();
  }, [focused, grid]);
  const titleOf = (id: string) => board.tiles[placeOf(board, id)]?.title ?? '';
  return {
    move: (id, to, isByKey) => {
      const place = Math.min(Math.max(to, 0), board.tiles.length - 1);
      if (place !== placeOf(board, id)) step(moved(board, id, place));
      say(t('said.place', { title: titleOf(id), place: place + 1, all: board.tiles.length }));
      if (isByKey) focus({ id });
    },
    widen: (id, width, name) => {
      const next = widthWithin(width);
      if (next !== board.tiles[placeOf(board, id)]?.width) step(changed(board, id, { width: next }), name);
      say(t('said.width', { title: titleOf(id), width: next }));
    },
    rename: (id, title) => step(changed(board, id, { title }), `title of ${id}`),
    remove: (id) => {
      step(without(board, id));
      say(t('said.removed', { title: titleOf(id) }));
    },
  };
}

type TilesProps = Pick<Props, 'explorer' | 'fresh'> & {
  grid: RefObject<HTMLUListElement | null>;
  board: BoardBody;
  steps: TileSteps;
};

function EditedTiles({ grid, board, steps, explorer, fresh }: TilesProps) {
  const land = (id: string, { id: over, isAfter }: Landing) => {
    const others = board.tiles.filter((tile) => tile.id !== id);
    const at = others.findIndex((tile) => tile.id === over);
    steps.move(id, at + Number(isAfter));
  };
  const { dragged, landing, handle } = useMoving(land);
  const { resized, edge } = useResizing(grid, (id, width) => steps.widen(id, width, `width of ${id}`));
  return (
    <ul ref={grid} className={styles.grid}>
      {board.tiles.map((tile, at) => (
        <li
          key={tile.id}
          className={styles.place}
          data-edited
          data-own-tile={tile.id}
          data-width={tile.width}
          data-dragged={dragged === tile.id || undefined}
          data-landing={landing?.id === tile.id ? (landing.isAfter ? 'after' : 'before') : undefined}
        >
          <TileBar tile={tile} at={at} all={board.tiles.length} steps={steps} grip={handle(tile.id)} />
          <OwnTileBody tile={tile} explorer={explorer} fresh={fresh} />
          <div className={styles.edge} data-active={resized === tile.id || undefined} aria-hidden {...edge(tile.id)} />
        </li>
      ))}
    </ul>
  );
}
