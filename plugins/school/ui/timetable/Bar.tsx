import { Button, Group, Text, TextInput, useTexts } from '@regiso/core/ui';
import { conflictsAt, type Board, type Place } from '../../shared/conflicts';
import type { DraftLoad } from '../../shared/timetable';
import type { View } from './Grid';
import { timetableTexts } from './texts';
import styles from './Timetable.module.css';
import type { Picked } from './use-draft';
import { useTimetableWords } from './words';

type Props = {
  board: Board;
  loads: ReadonlyMap<string, DraftLoad>;
  picked: Picked | null;
  over: Place | null;
  shown: View;
  room: string;
  setRoom: (room: string) => void;
  pick: (picked: Picked | null) => void;
  remove: () => void;
};

/** What is taken, and what it would meet where it is held; it stands there always, so that nothing moves under the hand. */
export function Bar({ board, loads, picked, over, shown, room, setRoom, pick, remove }: Props) {
  const t = useTexts(timetableTexts);
  const words = useTimetableWords(loads);
  const load = picked && loads.get(picked.loadId);
  const met = load && over ? conflictsAt(board, load, over, picked.slot?.id) : [];
  const held =
    over
    && t('held', {
      number: over.number,
      day: words.place(over),
      state: met.map(words.conflict).join('; ') || t('free'),
    });
  return (
    <Group className={`${styles.bar} ${styles.screen}`} align="end">
      <Text role="status" fw={600}>
        {load ? (held ?? t('picked', { load: words.within(shown.kind, load) })) : t('take')}
      </Text>
      {load && !over && (
        <>
          <TextInput
            label={t('picked.room')}
            maxLength={20}
            w={120}
            value={room}
            onChange={({ currentTarget: { value } }) => setRoom(value)}
          />
          {picked.slot && (
            <Button variant="default" onClick={remove}>
              {t('picked.remove')}
            </Button>
          )}
          <Button variant="subtle" onClick={() => pick(null)}>
            {t('picked.cancel')}
          </Button>
        </>
      )}
    </Group>
  );
}
