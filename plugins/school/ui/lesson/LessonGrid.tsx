import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Text, useFormats, useTexts, VisuallyHidden } from '@regiso/core/ui';
import type { LessonView } from '../../shared/journal';
import type { Range, Target } from '../journal/block';
import { emptyCell, keyOf, type CellsState, type CellStore } from '../journal/cell-store';
import { CellPanel } from '../journal/CellPanel';
import styles from '../journal/Journal.module.css';
import { AskLate, PasteNotice } from '../journal/Notices';
import { cellTexts } from '../journal/texts';
import { codeOf, isAway, markAt } from '../journal/typing';
import { useBlock } from '../journal/use-block';
import { useGridKeys, type At } from '../journal/use-grid-keys';
import { useTyping } from '../journal/use-typing';
import { useWords } from '../journal/words';
import { lessonTexts } from './texts';

type Props = { lesson: LessonView; store: CellStore; state: CellsState; children: ReactNode };

/** The list of a lesson: attendance and two marks of each pupil, by keyboard or by touch; `children` stand beside it. */
export function LessonGrid({ lesson, store, state, children }: Props) {
  const [isIdle, setIdle] = useState(true);
  const t = useTexts(cellTexts);
  const words = useTexts(lessonTexts);
  const { pupils, dictionary, isMarked, locked } = lesson;
  const typing = useTyping(store, dictionary);
  const targetAt = (row: number, column: number): Target | undefined => {
    const pupil = pupils[row];
    if (!pupil || column > (isMarked ? 2 : 0)) return undefined;
    const part = column as 0 | 1 | 2;
    return { key: keyOf(lesson.id, pupil.id), where: pupil.name, part, isLocked: locked !== null, isMarked };
  };
  const block = useBlock({ store, dictionary, at: targetAt, isLocked: locked !== null });
  const press = (at: At, event: KeyboardEvent, range: Range) => {
    const meant = block.press(range, event);
    if (meant) return meant;
    const target = targetAt(at.row, at.column);
    return target ? typing.press({ ...target, pupil: target.where }, event) : 'nothing';
  };
  const grid = useGridKeys({ rows: pupils.length, columns: isMarked ? 3 : 1, start: { row: 0, column: 0 }, press });
  const chosen = pupils[grid.at.row];
  const letters = dictionary.codes.map(({ letter }) => letter).join(', ');
  return (
    <div className={styles.columns}>
      <div>
        <AskLate ask={typing.ask} answer={typing.answer} />
        <PasteNotice pasting={block.pasting} />
        <Text role="alert" c="red" mih={typing.refused ? undefined : 0}>
          {typing.refused}
        </Text>
        <Text role="status">{block.laid > 0 && t('paste.done', { count: block.laid })}</Text>
        <div className={styles.scroll}>
          <table
            role="grid"
            aria-multiselectable
            aria-label={words('grid')}
            className={styles.grid}
            onFocus={() => setIdle(false)}
            onKeyDown={grid.onKeyDown}
            onCopy={(event) => block.copy(grid.range, event)}
            onPaste={(event) => block.paste(grid.range, event)}
          >
            <thead>
              <tr>
                <th scope="col">{t('pupil')}</th>
                <th scope="col">
                  <span aria-hidden>{words('short')}</span>
                  <VisuallyHidden>{t('attendance')}</VisuallyHidden>
                </th>
                {isMarked && (
                  <>
                    <th scope="col">
                      <span aria-hidden>1</span>
                      <VisuallyHidden>{t('mark.1')}</VisuallyHidden>
                    </th>
                    <th scope="col">
                      <span aria-hidden>2</span>
                      <VisuallyHidden>{t('mark.2')}</VisuallyHidden>
                    </th>
                    <th scope="col" className={styles.wide}>
                      {t('average')}
                    </th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {pupils.map((pupil, row) => (
                <Row key={pupil.id} {...{ lesson, state, pupil, row }} cell={grid.cell} />
              ))}
            </tbody>
          </table>
        </div>
        <Text size="sm" c="dimmed" mt="xs" className={styles.wide}>
          {t('keys', { letters })} {t('keys.block')}
        </Text>
      </div>
      <div className={styles.aside}>
        {chosen && (
          <CellPanel
            isIdle={isIdle}
            name={chosen.name}
            cell={state.cells[keyOf(lesson.id, chosen.id)] ?? emptyCell}
            dictionary={dictionary}
            kinds={lesson.kinds}
            isMarked={isMarked}
            isLocked={locked !== null}
            change={(cell) => store.change(keyOf(lesson.id, chosen.id), cell)}
            history={`/school/lessons/${lesson.id}/pupils/${chosen.id}/history`}
          />
        )}
        {children}
      </div>
    </div>
  );
}

type RowProps = {
  lesson: LessonView;
  state: CellsState;
  pupil: LessonView['pupils'][number];
  row: number;
  cell: ReturnType<typeof useGridKeys>['cell'];
};

function Row({ lesson: { id, dictionary, isMarked }, state, pupil, row, cell }: RowProps) {
  const t = useTexts(cellTexts);
  const words = useWords();
  const { number } = useFormats();
  const kept = state.cells[keyOf(id, pupil.id)] ?? emptyCell;
  const code = codeOf(dictionary, kept);
  const excuse = dictionary.codes.find((one) => one.code === pupil.excused);
  const { average } = state.summaries[pupil.id] ?? pupil;
  return (
    <tr>
      <th scope="row">{pupil.name}</th>
      <td
        {...cell(row, 0)}
        data-away={isAway(dictionary, kept) || undefined}
        title={code ? words(code) : excuse && t('excused.title')}
      >
        {code?.letter}
        {code && <VisuallyHidden>{words(code)}</VisuallyHidden>}
        {!code && excuse && <span className={styles.excused}>{t('excused', { letter: excuse.letter })}</span>}
      </td>
      {isMarked && (
        <>
          {([1, 2] as const).map((place) => {
            const mark = markAt(kept, place);
            return (
              <td key={place} {...cell(row, place)} data-two={mark?.value === 2} title={mark?.comment ?? undefined}>
                {mark?.value}
                {mark?.isLate && (
                  <>
                    <span aria-hidden>*</span>
                    <VisuallyHidden>{t('late')}</VisuallyHidden>
                  </>
                )}
              </td>
            );
          })}
          <td className={`${styles.average} ${styles.wide}`}>{average === null ? '' : number(average, 2)}</td>
        </>
      )}
    </tr>
  );
}
