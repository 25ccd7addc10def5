import { useMemo, useState } from 'react';
import { Button, Group, NativeSelect, SegmentedControl, Select, Stack, useTexts, useUrlState } from '@regiso/core/ui';
import { conflictsAt, type Board, type Place } from '../../shared/conflicts';
import type { DraftView } from '../../shared/timetable';
import { weekKinds, type Weeks } from '../../shared/weeks';
import { Bar } from './Bar';
import { Hints, WeekNow } from './Beside';
import { ConflictDialog } from './ConflictDialog';
import { Grid, type View } from './Grid';
import { Left } from './Left';
import { timetableTexts } from './texts';
import styles from './Timetable.module.css';
import { useDraft, type Picked } from './use-draft';

const kinds = ['class', 'teacher', 'room'] as const;

/** Weeks of classes and teachers, where lessons are put and moved, and of rooms, where they are moved. */
export function Editor({ view }: { view: DraftView }) {
  const t = useTexts(timetableTexts);
  const loads = useMemo(() => new Map(view.loads.map((load) => [load.id, load])), [view.loads]);
  const board: Board = { loads, slots: view.slots, bells: view.bells };
  const { shown, choose, options, caption } = useShown(view);
  const draft = useDraft(view);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [room, setRoom] = useState('');
  // A lesson that stands keeps its weeks until others are chosen for it; new ones get those chosen last.
  const [usual, setUsual] = useState<Weeks>('every');
  const [own, setOwn] = useState<Weeks | null>(null);
  const weeks = own ?? usual;
  const [met, setMet] = useState<Place | null>(null);
  const mayPut = view.mayKeep;
  const [drag, setDrag] = useState<{ over: Place | null } | null>(null);
  const pick = (next: Picked | null, isDragged = false) => {
    // A browser gives a drag up when the page changes while it begins.
    const take = () => {
      setPicked(next);
      setDrag(isDragged ? { over: null } : null);
      if (next) setRoom(next.slot?.room ?? '');
      setOwn(next?.slot?.weeks ?? null);
    };
    if (isDragged) setTimeout(take);
    else take();
  };
  const over = (place: Place | null) => {
    if (place)
      setDrag((old) =>
        old?.over?.weekday === place.weekday && old.over.number === place.number ? old : { over: place },
      );
    else if (!met) pick(null);
  };
  const send = (to: Place | null, reason: string | null = null) => {
    if (picked) draft.step.mutate({ ...picked, to, reason });
    setMet(null);
    setDrag(null);
    setPicked(null);
    setOwn(null);
  };
  const put = (place: Place) => {
    const load = picked && loads.get(picked.loadId);
    if (!load) return;
    if (conflictsAt(board, load, place, picked.slot?.id).length) setMet(place);
    else send(place);
  };
  return (
    <Stack gap="md">
      <Group align="end" className={styles.screen}>
        <SegmentedControl
          aria-label={t('view')}
          value={shown.kind}
          data={kinds.map((value) => ({ value, label: t(`view.${value}`) }))}
          onChange={(kind) => {
            pick(null);
            choose({ view: kind, of: '' });
          }}
        />
        <Select
          aria-label={t(`view.${shown.kind}`)}
          searchable
          allowDeselect={false}
          data={options}
          value={shown.of}
          onChange={(of) => {
            pick(null);
            choose({ of: of ?? '' });
          }}
        />
        {mayPut && (
          <NativeSelect
            label={t('weeks')}
            value={weeks}
            data={weekKinds.map((value) => ({ value, label: t(`weeks.${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              (picked?.slot ? setOwn : setUsual)(weekKinds.find((one) => one === value) ?? 'every')
            }
          />
        )}
        {draft.canUndo && (
          <Button variant="default" loading={draft.undo.isPending} onClick={() => draft.undo.mutate()}>
            {t('undo')}
          </Button>
        )}
      </Group>
      {mayPut && <Left {...{ view, loads, picked, pick, over, shown }} />}
      {mayPut && (
        <Bar
          {...{ board, loads, picked, room, setRoom, pick, shown }}
          over={drag?.over ?? null}
          remove={() => send(null)}
        />
      )}
      <Grid
        {...{ view, board, loads, shown, caption, put, over }}
        picked={mayPut && picked ? { ...picked, room: room.trim() || null, weeks, isDragged: drag !== null } : null}
        {...(mayPut && { pick })}
      />
      <WeekNow view={view} />
      {shown.kind === 'class' && <Hints {...{ view, board, loads }} classId={shown.of} />}
      {met && picked && (
        <ConflictDialog {...{ picked, board, loads }} place={met} put={send} close={() => setMet(null)} />
      )}
    </Stack>
  );
}

/** Whose week is shown: by the address, else the first there is. */
function useShown({ loads, slots }: DraftView) {
  const t = useTexts(timetableTexts);
  const [{ view, of }, choose] = useUrlState({ view: 'class', of: '' });
  const kind = kinds.find((one) => one === view) ?? 'class';
  const found = new Map<string, string>();
  if (kind === 'room') for (const { room } of slots) if (room) found.set(room, room);
  if (kind !== 'room')
    for (const { classId, class: name, teacherId, teacher } of loads) {
      if (kind === 'class') found.set(classId, name);
      else if (teacherId) found.set(teacherId, teacher ?? '');
    }
  const options = [...found].map(([value, label]) => ({ value, label }));
  if (kind !== 'class') options.sort((one, other) => one.label.localeCompare(other.label, 'ru'));
  const chosen = options.find(({ value }) => value === of) ?? options[0];
  const shown: View = { kind, of: chosen?.value ?? '' };
  return { shown, choose, options, caption: `${t(`view.${kind}`)}: ${chosen?.label ?? ''}` };
}
