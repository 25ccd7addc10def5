import { useState } from 'react';
import { DialogButton, Form, NativeSelect, useApi, useLanguage, useTexts } from '@regiso/core/ui';
import { IconPlus } from '@tabler/icons-react';
import type { DashboardSummary } from '../../shared';
import type { OwnTile } from '../../shared/boards';
import { useBoard } from '../board/answers';
import { titleOf } from '../figures';
import { boardTexts } from './board-texts';
import { newTileId } from './draft';

type Props = { onAdd: (tile: OwnTile) => void };

/** Puts a tile of a shipped board on the board that is being edited. */
export function AddTile({ onAdd }: Props) {
  const t = useTexts(boardTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogButton
      variant="default"
      leftSection={<IconPlus size={20} aria-hidden />}
      label={t('edit.add')}
      title={t('edit.add')}
      isOpen={isOpen}
      setOpen={setOpen}
    >
      <Choose
        onAdd={(tile) => {
          setOpen(false);
          onAdd(tile);
        }}
      />
    </DialogButton>
  );
}

function Choose({ onAdd }: Props) {
  const t = useTexts(boardTexts);
  const { language } = useLanguage();
  const boards = useApi<DashboardSummary[]>('/dashboards/list');
  const [chosen, choose] = useState({ board: '', tile: '' });
  const board = chosen.board || (boards.data?.[0]?.id ?? '');
  const options = (boards.data ?? []).map((one) => ({ value: one.id, label: titleOf(one, language) }));
  const tiles = useTiles(board);
  const tile = tiles.find(({ id }) => id === chosen.tile) ?? tiles[0];
  const add = () => {
    if (!tile) return;
    const { id, title, width } = tile;
    onAdd({ kind: 'declared', id: newTileId(), title: title.slice(0, 120), width: width ?? 1, board, tile: id });
  };
  return (
    <Form label={t('edit.add')} send={t('edit.add-done')} busy={!tile} error={boards.error} onSend={add}>
      <NativeSelect
        label={t('edit.add-board')}
        value={board}
        data={options}
        onChange={({ currentTarget: { value } }) => choose({ board: value, tile: '' })}
      />
      <NativeSelect
        label={t('edit.add-tile')}
        value={tile?.id ?? ''}
        data={tiles.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={({ currentTarget: { value } }) => choose({ board, tile: value })}
      />
    </Form>
  );
}

/** The tiles of a board that is open to the reader; none while there is no board to choose. */
function useTiles(board: string) {
  const { data } = useBoard(board);
  return data?.tiles ?? [];
}
