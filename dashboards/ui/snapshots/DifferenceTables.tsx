import { useState } from 'react';
import { Button, useLanguage, useTexts } from '@regiso/core/ui';
import type { DifferenceTable } from '../../shared/snapshots';
import { labelOf, marksIn, titleOf, useSpeech, type Figure, type Speech } from '../figures';
import { CellN } from '../tiles/CellN';
import { FigureTable, type FigureColumn } from '../tiles/FigureTable';
import { differenceWords, isMoved, type Moved } from './difference';
import { snapshotTexts, type SnapshotSay } from './snapshot-texts';
import styles from './Snapshots.module.css';

type Line = { key: string; name: string; row: Moved; table: DifferenceTable };
type Props = { tables: readonly DifferenceTable[]; isShown: (row: Moved, table: DifferenceTable) => boolean };

const atFirst = 12;
const more = 200;

/** A table a tile; all single figures stand in one. */
export function DifferenceTables({ tables, isShown }: Props) {
  const t = useTexts(snapshotTexts);
  const { language } = useLanguage();
  const figures = tables.filter(({ dimension, problem }) => dimension === null && problem === null);
  const others = tables.filter((table) => !figures.includes(table));
  const lines = figures.flatMap((table) => table.rows.map((row) => ({ key: table.id, name: table.title, row, table })));
  return (
    <div className={styles.tables}>
      {lines.length > 0 && (
        <OneTable title={t('diff.figures')} of={figures} lines={lines.filter((one) => isShown(one.row, one.table))} />
      )}
      {others.map((table) => {
        const own = table.rows.map((row) => ({
          ...{ key: JSON.stringify(row.key), name: row.titles.join(' · ') || table.title },
          ...{ row, table },
        }));
        const isOfMany = others.filter(({ title }) => title === table.title).length > 1;
        const title = isOfMany ? `${table.title}: ${titleOf(table.indicator, language)}` : table.title;
        return (
          <OneTable
            key={table.id}
            title={title}
            of={[table]}
            lines={own.filter(({ row }) => isShown(row, table))}
            total={table.total ?? undefined}
          />
        );
      })}
    </div>
  );
}

type OneProps = { title: string; of: readonly DifferenceTable[]; lines: readonly Line[]; total?: Moved | undefined };

function OneTable({ title, of, lines, total }: OneProps) {
  const t = useTexts(snapshotTexts);
  const speech = useSpeech();
  const [most, setMost] = useState(atFirst);
  const [table] = of;
  const problem = table?.problem;
  const name = speech.t('table.total');
  const columns = columnsOf(table?.dimension ?? t('diff.figure'), t, speech);
  const marks = marksIn(
    lines.flatMap(({ row: { was, is } }) => [was, is]),
    speech,
  );
  return (
    <section className={styles.table} aria-label={title}>
      <h2>{title}</h2>
      <Versions of={of} />
      {problem && <p>{problem}</p>}
      {!problem && !lines.length && <p>{t('diff.nothing')}</p>}
      {lines.length > 0 && (
        <FigureTable
          caption={title}
          columns={columns}
          rows={lines.slice(0, most)}
          rowKey={({ key }) => key}
          total={total && table ? { key: '', name, row: total, table } : undefined}
          isWhole
        />
      )}
      {lines.length > most && (
        <p>
          {t('diff.shown', { shown: most, all: lines.length })}{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => setMost(most + more)}>
            {t('diff.more')}
          </Button>
        </p>
      )}
      {marks.length > 0 && <p>{marks.join('. ')}</p>}
    </section>
  );
}

function columnsOf(first: string, t: SnapshotSay, speech: Speech): FigureColumn<Line>[] {
  const figure = (of: (row: Moved) => Figure) => (line: Line) => (
    <>
      {labelOf(of(line.row), line.table.indicator, speech)}
      <CellN figure={of(line.row)} />
    </>
  );
  return [
    { key: 'name', title: first, isName: true, cell: ({ name }) => name },
    { key: 'was', title: t('diff.was'), cell: figure(({ was }) => was) },
    { key: 'is', title: t('diff.is'), cell: figure(({ is }) => is) },
    {
      key: 'difference',
      title: t('diff.difference'),
      cell: ({ row, table }) => (
        <span className={isMoved(row, table) ? styles.moved : undefined}>{differenceWords(row, table, speech)}</span>
      ),
    },
  ];
}

/** Says where the two sides were counted by different definitions. */
function Versions({ of }: { of: readonly DifferenceTable[] }) {
  const t = useTexts(snapshotTexts);
  return of
    .filter(({ versions: { was, is } }) => was !== null && is !== null && was !== is)
    .map(({ id, title, versions: { was, is } }) => (
      <p key={id}>
        {of.length > 1 && `${title}. `}
        {t('diff.version', { was: was ?? 0, is: is ?? 0 })}
      </p>
    ));
}
