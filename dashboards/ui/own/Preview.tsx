import { Alert, useTexts } from '@regiso/core/ui';
import type { Answer } from '../../shared';
import { labelOf, markOf, marksIn, useSpeech, wordsOf } from '../figures';
import { figuresOf } from '../tiles/TileFrame';
import { FigureTable } from '../tiles/FigureTable';
import type { Draft } from './draft';
import { ownTexts } from './own-texts';
import styles from './Own.module.css';

export type Previewed = { formula: string; words: string; sql: string; answers: Answer[] };

type Props = {
  draft: Pick<Draft, 'unit' | 'decimals'>;
  seen: Previewed | undefined;
  isOld: boolean;
  titles: ReadonlyMap<string, string>;
};

/** What a definition gives: the formula, the figure of the whole, and its first divisions. */
export function Preview({ draft, seen, isOld, titles }: Props) {
  const t = useTexts(ownTexts);
  const speech = useSpeech();
  const [whole, ...divided] = seen?.answers ?? [];
  const figure = whole?.rows[0];
  return (
    <section className={styles.preview} aria-labelledby="own-preview" aria-live="polite">
      <h2 id="own-preview">{t('own.preview')}</h2>
      {!seen && <p className={styles.muted}>{t('own.preview.none')}</p>}
      {seen && (
        <>
          {isOld && <Alert color="yellow">{t('own.preview.old')}</Alert>}
          <p>{seen.words}</p>
          <p className={styles.formula}>
            <code>{seen.formula}</code>
          </p>
          <p className={styles.muted}>{t('own.preview.whole')}</p>
          <p className={styles.figure}>{figure ? wordsOf(figure, draft, speech) : markOf({ flags: ['x'] })}</p>
          {figure?.n != null && (
            <p className={styles.muted}>{speech.t('n', { n: speech.formats.number(figure.n, 0) })}</p>
          )}
          {divided.map((answer) => (
            <FigureTable
              key={answer.by.join()}
              caption={titles.get(answer.by[0] ?? '') ?? ''}
              rows={answer.rows}
              rowKey={({ key }) => String(key[0])}
              columns={[
                {
                  key: 'name',
                  title: titles.get(answer.by[0] ?? '') ?? '',
                  isName: true,
                  cell: (row) => row.titles[0],
                },
                { key: 'value', title: speech.t('column.value'), cell: (row) => labelOf(row, draft, speech) },
                {
                  key: 'n',
                  title: speech.t('column.n'),
                  cell: ({ n, flags }) => (n === null ? markOf({ flags }) : speech.formats.number(n, 0)),
                },
              ]}
            />
          ))}
          <p className={styles.muted}>{marksIn(figuresOf(...seen.answers), speech).join('. ')}</p>
        </>
      )}
    </section>
  );
}
