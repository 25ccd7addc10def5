import { useState } from 'react';
import {
  api,
  apiQuery,
  DialogButton,
  Form,
  NativeSelect,
  TextInput,
  useForm,
  useQuery,
  useSent,
  useTexts,
} from '@regiso/core/ui';
import { IconLayoutGridAdd } from '@tabler/icons-react';
import type { OwnBoard, OwnBoardSummary, OwnTile, Pivot } from '../../shared/boards';
import { newTileId } from '../boards/draft';
import { pivotTexts } from './pivot-texts';

type Props = { pivot: Pivot; title: string };

const fresh = '';

/** Puts the open table on a board of the reader, one there is or a new one. */
export function SaveTile({ pivot, title }: Props) {
  const t = useTexts(pivotTexts);
  const form = useForm({ title: '', board: fresh, name: '' });
  const { values } = form;
  const tileTitle = values.title.trim() || title;
  const name = values.name.trim() || t('save.my-board');
  const [isAsked, ask] = useState(false);
  const boards = useOwnBoards(isAsked);
  const chosen = boards?.find(({ id }) => id === values.board);
  const sent = useSent({
    form,
    send: async () => {
      const tile = { kind: 'pivot' as const, id: newTileId(), title: tileTitle.slice(0, 120), width: 2, pivot };
      await keep(tile, chosen?.id, name);
    },
    done: () => t('save.kept', { title: chosen?.title ?? name }),
    after: () => form.reset({ title: '', board: fresh, name: '' }),
  });
  const setOpen = (isOpen: boolean) => {
    if (isOpen) ask(true);
    sent.dialog.setOpen(isOpen);
  };
  return (
    <DialogButton
      leftSection={<IconLayoutGridAdd size={20} aria-hidden />}
      label={t('save.as-tile')}
      title={t('save.as-tile-title')}
      {...sent.dialog}
      setOpen={setOpen}
    >
      <Form label={t('save.as-tile-title')} send={t('save.keep')} {...sent.form}>
        <TextInput label={t('save.tile-title')} maxLength={120} placeholder={title} {...form.field('title')} />
        <NativeSelect
          label={t('save.where')}
          {...form.field('board')}
          data={[
            ...(boards ?? []).map((one) => ({ value: one.id, label: one.title })),
            { value: fresh, label: t('save.new') },
          ]}
        />
        {!chosen && (
          <TextInput
            label={t('save.new-title')}
            maxLength={120}
            placeholder={t('save.my-board')}
            {...form.field('name')}
          />
        )}
      </Form>
    </DialogButton>
  );
}

function useOwnBoards(isAsked: boolean) {
  const { data } = useQuery({ ...apiQuery<OwnBoardSummary[]>('/dashboards/boards'), enabled: isAsked });
  return data?.filter(({ isMine }) => isMine);
}

// The board as it stands now: whoever saves from two windows loses neither tile.
async function keep(tile: OwnTile, board: string | undefined, name: string): Promise<void> {
  if (!board) {
    await api.post('/dashboards/boards', { title: name, tiles: [tile] });
    return;
  }
  const { version, title, tiles } = await api.get<OwnBoard>(`/dashboards/boards/${board}`);
  await api.put(`/dashboards/boards/${board}`, { version, title, tiles: [...tiles, tile] });
}
