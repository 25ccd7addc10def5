import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link, Text, useFormats, useTexts, VisuallyHidden } from '@regiso/core/ui';
import type { JournalView } from '../../shared/journal';
import type { Range, Target } from './block';
import { emptyCell, keyOf, type CellsState, type CellStore } from './cell-store';
import { CellPanel } from './CellPanel';
import { gridTexts } from './grid-texts';
import styles from './Journal.module.css';
import { AskLate, PasteNotice } from './Notices';
import { AskChange } from '../requests/AskChange';
import { saidOf } from './said';
import { cellTexts } from './texts';
import { isAway } from './typing';
import { useBlock } from './use-block';
import { useGridKeys, type At } from './use-grid-keys';
import { useTyping } from './use-typing';

type Lesson = JournalView['lessons'][number];
type Pupil = JournalView['pupils'][number];
type Props = {
  journal: JournalView;
  store: CellStore;
  state: CellsState;
  /** Where the address leads: a lesson, and a pupil of it. */
  wanted: { lesson: string; pupil: string };
};

/** «26.11» */
const shortDay = ({ day }: Pick<Lesson, 'day'>) => `${day.slice(8)}.${day.slice(5, 7)}`;
const isOf = ({ from, to }: Pupil, { day }: Lesson) => from <= day && (!to || day <= to);

/** Pupils by lessons of a period: arrows move, a typed mark or letter is saved behind. */
export function JournalGrid({ journal, store, state, wanted }: Props) {
  const t = useTexts(gridTexts);
  const cells = useTexts(cellTexts);
  const { pupils, lessons, dictionary, isMarked, isOwn, period } = journal;
  const isLocked = (lesson: Lesson | undefined, pupil: Pupil | undefined) =>
    !lesson || !pupil || !isOwn || period.isClosed || lesson.isAhead || lesson.isCancelled || !isOf(pupil, lesson);
  const typing = useTyping(store, dictionary);
  const targetAt = (row: number, column: number): Target | undefined => {
    const [lesson, pupil] = [lessons[column], pupils[row]];
    if (!lesson || !pupil) return undefined;
    const where = `${pupil.name}, ${shortDay(lesson)}`;
    return { key: keyOf(lesson.id, pupil.id), where, isLocked: isLocked(lesson, pupil), isMarked };
  };
  const block = useBlock({ store, dictionary, at: targetAt, isLocked: !isOwn || period.isClosed });
  const press = (at: At, event: KeyboardEvent, range: Range) => {
    const meant = block.press(range, event);
    if (meant) return meant;
    const target = targetAt(at.row, at.column);
    return target ? typing.press({ ...target, pupil: pupils[at.row]?.name ?? '' }, event) : 'nothing';
  };
  const past = lessons.filter(({ isAhead }) => !isAhead).length;
  const column = lessons.findIndex(({ id }) => id === wanted.lesson);
  const row = pupils.findIndex(({ id }) => id === wanted.pupil);
  const start = { row: Math.max(0, row), column: column < 0 ? Math.max(0, past - 1) : column };
  const grid = useGridKeys({ rows: pupils.length, columns: lessons.length, start, press });
  const [isIdle, setIdle] = useState(column < 0);
  const scroll = useRef<HTMLDivElement>(null);
  // The lesson of today, or the last one, is what one comes for.
  useEffect(() => {
    const first = scroll.current?.querySelector<HTMLElement>("[tabindex='0']");
    if (first && scroll.current) scroll.current.scrollLeft = first.offsetLeft - scroll.current.clientWidth / 2;
  }, []);
  const [lesson, pupil] = [lessons[grid.at.column], pupils[grid.at.row]];
  const letters = dictionary.codes.map(({ letter }) => letter).join(', ');
  return (
    <div className={styles.columns}>
      <div>
        <AskLate ask={typing.ask} answer={typing.answer} />
        <PasteNotice pasting={block.pasting} />
        <Text role="alert" c="red">
          {typing.refused}
        </Text>
        <Text role="status">{block.laid > 0 && cells('paste.done', { count: block.laid })}</Text>
        <div className={styles.scroll} ref={scroll}>
          <table
            role="grid"
            aria-multiselectable
            aria-label={t('grid')}
            className={styles.grid}
            onFocus={() => setIdle(false)}
            onKeyDown={grid.onKeyDown}
            onCopy={(event) => block.copy(grid.range, event)}
            onPaste={(event) => block.paste(grid.range, event)}
          >
            <Head lessons={lessons} />
            <tbody>
              {pupils.map((one, nth) => (
                <Row key={one.id} {...{ journal, state }} row={nth} pupil={one} cell={grid.cell} />
              ))}
            </tbody>
          </table>
        </div>
        <Text size="sm" c="dimmed" mt="xs" className={styles.wide}>
          {cells('keys', { letters })} {cells('keys.grid')} {cells('keys.block')}
        </Text>
      </div>
      {lesson && pupil && (
        <div className={styles.aside}>
          <Chosen lesson={lesson} />
          <CellPanel
            isIdle={isIdle}
            name={pupil.name}
            cell={state.cells[keyOf(lesson.id, pupil.id)] ?? emptyCell}
            dictionary={dictionary}
            kinds={lesson.kinds}
            isMarked={isMarked}
            isLocked={isLocked(lesson, pupil)}
            change={(cell) => store.change(keyOf(lesson.id, pupil.id), cell)}
            history={`/school/lessons/${lesson.id}/pupils/${pupil.id}/history`}
            ask={
              isOwn
              && period.isClosed
              && isOf(pupil, lesson) && (
                <AskChange
                  key={`${lesson.id}/${pupil.id}`}
                  {...{ dictionary, isMarked }}
                  lessonId={lesson.id}
                  pupilId={pupil.id}
                  name={pupil.name}
                  cell={state.cells[keyOf(lesson.id, pupil.id)] ?? emptyCell}
                />
              )
            }
          />
        </div>
      )}
    </div>
  );
}

function Chosen({ lesson }: { lesson: Lesson }) {
  const t = useTexts(gridTexts);
  const { day } = useFormats();
  return (
    <div>
      <Text fw={600}>{t('lesson', { day: day(lesson.day), number: lesson.number })}</Text>
      <Text c="dimmed">{lesson.isCancelled ? t('cancelled') : (lesson.topic ?? t('lesson.no-topic'))}</Text>
      <Link {...{ to: '/school/journal' as '/', search: { day: lesson.day, lesson: lesson.id } as never }}>
        {t('open')}
      </Link>
    </div>
  );
}

function Head({ lessons }: { lessons: readonly Lesson[] }) {
  const t = useTexts(gridTexts);
  const cells = useTexts(cellTexts);
  return (
    <thead>
      <tr>
        <th scope="col">{cells('pupil')}</th>
        <th scope="col" title={cells('average')}>
          {t('average')}
        </th>
        {lessons.map(({ id, day, number, topic, isAttendanceTaken, isAhead, isCancelled }) => (
          <th
            key={id}
            scope="col"
            data-cancelled={isCancelled || undefined}
            title={
              isCancelled
                ? t('cancelled')
                : [topic, !isAttendanceTaken && !isAhead && t('unmarked')].filter(Boolean).join(' · ')
            }
          >
            {shortDay({ day })}
            <VisuallyHidden>{`, ${number}${isCancelled ? `, ${t('cancelled')}` : ''}`}</VisuallyHidden>
          </th>
        ))}
      </tr>
    </thead>
  );
}

type RowProps = {
  journal: JournalView;
  state: CellsState;
  pupil: Pupil;
  row: number;
  cell: ReturnType<typeof useGridKeys>['cell'];
};

function Row({ journal: { lessons, dictionary }, state, pupil, row, cell }: RowProps) {
  const t = useTexts(gridTexts);
  const { number, briefDay } = useFormats();
  const { average } = state.summaries[pupil.id] ?? pupil;
  return (
    <tr>
      <th scope="row" data-left={pupil.to ?? undefined}>
        {pupil.name}
        {pupil.to && <Text size="sm">{t('left', { day: briefDay(pupil.to) })}</Text>}
      </th>
      <td className={styles.average}>{average === null ? '' : number(average, 2)}</td>
      {lessons.map((lesson, column) => {
        const kept = state.cells[keyOf(lesson.id, pupil.id)] ?? emptyCell;
        return (
          <td
            key={lesson.id}
            {...cell(row, column)}
            data-away={isAway(dictionary, kept) || undefined}
            data-two={kept.marks.some(({ value }) => value === 2)}
            data-ahead={lesson.isAhead || lesson.isCancelled || undefined}
            data-out={!isOf(pupil, lesson) || undefined}
          >
            {saidOf(dictionary, kept, '')}
          </td>
        );
      })}
    </tr>
  );
}
