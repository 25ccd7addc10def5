import { useMemo, useState } from 'react';
import {
  Button,
  Group,
  NativeSelect,
  SegmentedControl,
  Select,
  Stack,
  Text,
  useFormats,
  useTexts,
  useUrlState,
} from '@regiso/core/ui';
import { conflictsAt, hoursOf, type Board, type Place } from '../../shared/conflicts';
import type { DraftLoad, DraftView } from '../../shared/timetable';
import { weekKinds, type Weeks } from '../../shared/weeks';
import { Bar } from './Bar';
import { Hints, WeekNow } from './Beside';
import { ConflictDialog } from './ConflictDialog';
import { Grid, type View } from './Grid';
import { timetableTexts } from './texts';
import styles from './Timetable.module.css';
import { useDraft, type Picked } from './use-draft';
import { useTimetableWords } from './words';

const kinds = ['class', 'teacher', 'room'] as const;

/** Weeks of classes, where lessons are put; of teachers and rooms, to look at. */
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
  const mayPut = view.mayKeep && shown.kind === 'class';
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
          onChange={(kind) => choose({ view: kind, of: '' })}
        />
        <Select
          aria-label={t(`view.${shown.kind}`)}
          searchable
          allowDeselect={false}
          data={options}
          value={shown.of}
          onChange={(of) => choose({ of: of ?? '' })}
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
      {mayPut && <Left {...{ view, loads, picked, pick, over }} classId={shown.of} />}
      {mayPut && (
        <Bar {...{ board, loads, picked, room, setRoom, pick }} over={drag?.over ?? null} remove={() => send(null)} />
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

type LeftProps = {
  view: DraftView;
  loads: ReadonlyMap<string, DraftLoad>;
  picked: Picked | null;
  pick: (picked: Picked, isDragged?: boolean) => void;
  over: (place: Place | null) => void;
  classId: string;
};

/** Hours of the class that stand nowhere yet. */
function Left({ view, loads, picked, pick, over, classId }: LeftProps) {
  const t = useTexts(timetableTexts);
  const words = useTimetableWords(loads);
  const { number } = useFormats();
  const left = view.loads
    .filter((load) => load.classId === classId)
    .map((load) => ({ load, hours: load.hours - hoursOf(view.slots.filter(({ loadId }) => loadId === load.id)) }))
    .filter(({ hours }) => hours > 0);
  return (
    <section aria-labelledby="left-to-place" className={styles.screen}>
      <h2 id="left-to-place">{t('left')}</h2>
      {left.length === 0 && <Text c="dimmed">{t('left.none')}</Text>}
      <div className={styles.left}>
        {left.map(({ load, hours }) => {
          const isPicked = picked?.loadId === load.id && !picked.slot;
          const take = (isDragged: boolean) => pick({ loadId: load.id, slot: null }, isDragged);
          return (
            <button
              key={load.id}
              type="button"
              className={styles.slot}
              draggable
              data-picked={isPicked || undefined}
              aria-pressed={isPicked}
              aria-label={t('pick.new', { load: words.load(load), hours: number(hours) })}
              onClick={() => take(false)}
              onDragStart={() => take(true)}
              onDragEnd={() => over(null)}
            >
              {t('left.load', { load: words.load(load), hours: number(hours) })}
              <small>{load.teacher}</small>
            </button>
          );
        })}
      </div>
    </section>
  );
}
