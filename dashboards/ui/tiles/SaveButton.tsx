import { ActionIcon } from '@regiso/core/ui';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import type { TileView } from '../../shared';
import { useBoardContext } from '../board/context';
import { useSpeech } from '../figures';

/** Takes the tile's figures out as a workbook; absent without the right to. */
export function SaveButton({ tile }: { tile: TileView }) {
  const { t } = useSpeech();
  const { save } = useBoardContext();
  if (!save) return null;
  const words = t('save.tile', { title: tile.title });
  return (
    <ActionIcon
      variant="subtle"
      size="lg"
      aria-label={words}
      title={t('save.board')}
      onClick={() => save(tile.title, [tile.id])}
    >
      <IconFileSpreadsheet size={20} />
    </ActionIcon>
  );
}
