import { useState } from 'react';
import { Button, Group, List, Modal, Stack, Text, Textarea, useTexts } from '@regiso/core/ui';
import { conflictsAt, freePlaces, type Board, type Place } from '../../shared/conflicts';
import type { DraftLoad } from '../../shared/timetable';
import { timetableTexts } from './texts';
import type { Picked } from './use-draft';
import { useTimetableWords } from './words';

type Props = {
  picked: Picked;
  place: Place;
  board: Board;
  loads: ReadonlyMap<string, DraftLoad>;
  put: (place: Place, reason: string | null) => void;
  close: () => void;
};

/** What a lesson meets where it was dropped, where it would stand free, and putting it all the same with a reason. */
export function ConflictDialog({ picked, place, board, loads, put, close }: Props) {
  const t = useTexts(timetableTexts);
  const words = useTimetableWords(loads);
  const [reason, setReason] = useState('');
  const load = loads.get(picked.loadId);
  if (!load) return null;
  const free = freePlaces(board, load, place, picked.slot?.id);
  return (
    <Modal opened onClose={close} title={t('conflict.title')} closeButtonProps={{ 'aria-label': t('conflict.close') }}>
      <Stack gap="md">
        <List>
          {conflictsAt(board, load, place, picked.slot?.id).map((one) => (
            <List.Item key={`${one.kind}/${one.with.id}`}>{words.conflict(one)}</List.Item>
          ))}
        </List>
        <Text fw={600}>{t(free.length ? 'conflict.free' : 'conflict.none')}</Text>
        <Group>
          {free.map((one) => (
            <Button key={`${one.weekday}/${one.number}`} variant="default" onClick={() => put(one, null)}>
              {`${words.place(one)}, ${one.number}`}
            </Button>
          ))}
        </Group>
        <Textarea
          label={t('conflict.reason')}
          maxLength={200}
          autosize
          value={reason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
        <Button disabled={reason.trim().length < 5} onClick={() => put(place, reason)}>
          {t('conflict.force')}
        </Button>
      </Stack>
    </Modal>
  );
}
