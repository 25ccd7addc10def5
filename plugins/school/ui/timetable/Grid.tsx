import type { KeyboardEvent } from 'react';
import { useTexts, VisuallyHidden } from '@regiso/core/ui';
import { conflictsAt, type Board, type Place, type Slot } from '../../shared/conflicts';
import type { DraftLoad, DraftView } from '../../shared/timetable';
import { weekKinds, type Weeks } from '../../shared/weeks';
import { timetableTexts } from './texts';
import styles from './Timetable.module.css';
import type { Picked } from './use-draft';
import { useTimetableWords } from './words';

export type View = { kind: 'class' | 'teacher' | 'room'; of: string };
type Loads = ReadonlyMap<string, DraftLoad>;

type Props = {
  view: DraftView;
  board: Board;
  loads: Loads;
  shown: View;
  caption: string;
  picked: (Picked & { room: string | null; weeks: Weeks; isDragged: boolean }) | null;
  pick?: (picked: Picked, isDragged?: boolean) => void;
  /** Where what is dragged is held over, and nowhere. */
  over: (place: Place | null) => void;
  put: (place: Place) => void;
};

/**
 * A week of a class, a teacher or a room. A lesson is taken by mouse or key and put where the cell says what it meets, at the
 * hours and on the days of its class.
 */
export function Grid({ view, board, loads, shown, caption, picked, pick, put, over }: Props) {
  const t = useTexts(timetableTexts);
  const words = useTimetableWords(loads);
  const isOf = (load: DraftLoad, slot: Slot) =>
    ({ class: load.classId === shown.of, teacher: load.teacherId === shown.of, room: slot.room === shown.of })[
      shown.kind
    ];
  const own = view.slots.flatMap((slot) => {
    const load = loads.get(slot.loadId);
    return load && isOf(load, slot) ? [{ slot, load }] : [];
  });
  own.sort((one, other) => weekKinds.indexOf(one.slot.weeks) - weekKinds.indexOf(other.slot.weeks));
  const taken = picked ? loads.get(picked.loadId) : undefined;
  const [first] = shown.kind === 'class' ? view.loads.filter(({ classId }) => classId === shown.of) : [];
  const days = [1, 2, 3, 4, 5, 6].slice(0, first?.weekDays ?? 6);
  const bells = view.bells.filter(({ shift }) => !first || shift === first.shift);
  const isOfShifts = new Set(bells.map(({ shift }) => shift)).size > 1;
  return (
    // A region that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
      {/* Arrows are a shorter way than Tab between buttons that stand in it anyway. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table className={styles.grid} onKeyDown={moveFocus}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('lesson')}</th>
            {days.map((weekday) => (
              <th key={weekday} scope="col">
                {words.day(weekday)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bells.map(({ shift, number, startsAt }) => (
            <tr key={`${shift}/${number}`}>
              <th scope="row">
                {number}
                <br />
                <small>{startsAt}</small>
                {isOfShifts && (
                  <>
                    <br />
                    <small>{t('shift', { number: shift })}</small>
                  </>
                )}
              </th>
              {days.map((weekday) => {
                const here = own.filter(
                  ({ slot, load }) => slot.weekday === weekday && slot.number === number && load.shift === shift,
                );
                const isOpen = taken?.shift === shift && weekday <= taken.weekDays;
                const place = { weekday, number, weeks: picked?.weeks ?? 'every', room: picked?.room ?? null };
                const isFree = isOpen && picked?.isDragged && !conflictsAt(board, taken, place, picked.slot?.id).length;
                return (
                  <td
                    key={weekday}
                    data-free={isFree || undefined}
                    onDragOver={(event) => {
                      if (!isOpen) return;
                      event.preventDefault();
                      over(place);
                    }}
                    onDrop={(event) => {
                      event.preventDefault();
                      if (isOpen) put(place);
                    }}
                  >
                    {here.map(({ slot, load }) => (
                      <Lesson
                        key={slot.id}
                        {...{ slot, load, words, shown, pick, over }}
                        isPicked={picked?.slot?.id === slot.id}
                      />
                    ))}
                    {picked && isOpen && !picked.isDragged && <Put {...{ place, board, loads, picked, put, words }} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Words = ReturnType<typeof useTimetableWords>;
type LessonProps = {
  slot: Slot;
  load: DraftLoad;
  words: Words;
  shown: View;
  isPicked: boolean;
  over: Props['over'];
  pick: ((picked: Picked, isDragged?: boolean) => void) | undefined;
};

function Lesson({ slot, load, words, shown, isPicked, pick, over }: LessonProps) {
  const t = useTexts(timetableTexts);
  const inside = (
    <>
      {words.load(load)}
      {slot.weeks !== 'every' && <strong className={styles.weeks}>{t(`in.${slot.weeks}`)}</strong>}
      <small>
        {[
          shown.kind !== 'class' && load.class,
          shown.kind !== 'teacher' && load.teacher,
          shown.kind !== 'room' && slot.room && t('room', { room: slot.room }),
          slot.reason && t('forced', { reason: slot.reason }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </>
  );
  if (!pick) return <div className={styles.slot}>{inside}</div>;
  const take = (isDragged: boolean) => pick({ loadId: load.id, slot }, isDragged);
  return (
    <button
      type="button"
      className={styles.slot}
      draggable
      data-picked={isPicked || undefined}
      aria-pressed={isPicked}
      aria-label={t('pick', { load: words.within(shown.kind, load), day: words.place(slot), number: slot.number })}
      onClick={() => take(false)}
      onDragStart={() => take(true)}
      onDragEnd={() => over(null)}
    >
      {inside}
    </button>
  );
}

type PutProps = {
  place: Place;
  board: Board;
  loads: Loads;
  picked: Picked;
  put: (place: Place) => void;
  words: Words;
};

function Put({ place, board, loads, picked, put, words }: PutProps) {
  const t = useTexts(timetableTexts);
  const load = loads.get(picked.loadId);
  const met = load ? conflictsAt(board, load, place, picked.slot?.id) : [];
  const state = met.length ? met.map(words.conflict).join('; ') : t('free');
  return (
    <button
      type="button"
      className={styles.put}
      data-free={!met.length || undefined}
      aria-label={t('put', { day: words.place(place), number: place.number, state })}
      onClick={() => put(place)}
    >
      {state}
    </button>
  );
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrows go from cell to cell, over those with nothing to press. */
function moveFocus(event: KeyboardEvent<HTMLTableElement>) {
  const step = steps[event.key];
  const cell = (event.target as HTMLElement).closest('td');
  if (!step || !cell) return;
  const table = event.currentTarget;
  let [row, column] = [(cell.parentElement as HTMLTableRowElement).rowIndex, cell.cellIndex];
  for (;;) {
    row += step[0];
    column += step[1];
    const next = row > 0 && column > 0 ? table.rows[row]?.cells[column] : undefined;
    if (!next) return;
    const buttons = next.querySelectorAll('button');
    const last = buttons[buttons.length - 1];
    if (!last) continue;
    event.preventDefault();
    last.focus();
    return;
  }
}
