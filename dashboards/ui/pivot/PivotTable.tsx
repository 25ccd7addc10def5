import { useState } from 'react';
import { Button, useTexts } from '@regiso/core/ui';
import type { IndicatorView } from '../../shared';
import type { Explorable, Pivot } from '../../shared/boards';
import { labelOf, markOf, nothing, useSpeech, type Figure } from '../figures';
import { CellN } from '../tiles/CellN';
import { FigureTable, type FigureColumn, type Order } from '../tiles/FigureTable';
import tableStyles from '../tiles/TableTile.module.css';
import styles from './Pivot.module.css';
import { columnsOf, heatOf, linesOf, mostColumns, totalOf, type PivotLine } from './pivot-table';
import { pivotTexts } from './pivot-texts';
import type { PivotAnswers } from './use-pivot';

const atFirst = 30;
const more = 100;

type Props = { caption: string; pivot: Pivot; indicator: Explorable; answers: PivotAnswers };

/** The figures of a crossing with the totals of its rows and columns, each shaded by its size. */
export function PivotTable({ caption, pivot, indicator, answers }: Props) {
  const { t: say, formats } = useSpeech();
  const t = useTexts(pivotTexts);
  const [most, setMost] = useState(atFirst);
  const [order, setOrder] = useState<Order>();
  const headings = useColumns({ pivot, indicator, answers });
  const { cross, rows, columns } = answers;
  if (!cross) return null;
  const lines = sorted(linesOf(cross, rows), order, formats.compare);
  const sort = (by: string) => setOrder((old) => ({ by, isDown: old?.by === by ? !old.isDown : by !== 'name' }));
  const shown = lines.slice(0, most);
  return (
    <>
      <FigureTable
        caption={caption}
        columns={headings}
        rows={shown}
        rowKey={({ key }) => key}
        total={totalOf(columns, rows, t('pivot.all'))}
        {...(order && { order })}
        onSort={sort}
        isWhole
      />
      {lines.length > shown.length && (
        <div className={tableStyles.more}>
          <span role="status">
            {say('table.shown', { shown: formats.number(shown.length, 0), all: formats.number(lines.length, 0) })}
          </span>
          <Button variant="default" size="compact-md" onClick={() => setMost(most + more)}>
            {say('table.more')}
          </Button>
        </div>
      )}
    </>
  );
}

const figureAt = ({ total, cells }: PivotLine, by: string) => (by === 'total' ? total : cells.get(by));

/** Hidden and unknown figures come last whatever the order, so that their place says nothing. */
function sorted(lines: readonly PivotLine[], order: Order | undefined, compare: (a: string, b: string) => number) {
  if (!order) return lines;
  const direction = order.isDown ? -1 : 1;
  const valueOf = (line: PivotLine) => figureAt(line, order.by)?.value ?? null;
  return [...lines].sort((a, b) => {
    if (order.by === 'name') return direction * compare(a.title, b.title);
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || compare(a.title, b.title);
    return direction * (left - right) || compare(a.title, b.title);
  });
}

function useColumns({ pivot, indicator, answers }: Omit<Props, 'caption'>): FigureColumn<PivotLine>[] {
  const t = useTexts(pivotTexts);
  const { cross, columns } = answers;
  if (!cross) return [];
  const heat = heatOf(cross);
  const crossed = pivot.columns ? columnsOf(cross, columns).slice(0, mostColumns) : [];
  return [
    {
      key: 'name',
      title: indicator.dimensions[pivot.rows] ?? pivot.rows,
      isName: true,
      cell: ({ title }) => title.replaceAll('№ ', '№\u00a0'),
    },
    {
      key: 'total',
      title: t('pivot.all'),
      cell: (line) => (
        <Cell
          figure={line.total ?? nothing}
          indicator={indicator}
          share={pivot.columns || line.key === 'total' ? undefined : heat(line.total ?? nothing)}
        />
      ),
    },
    ...crossed.map(({ key, title }) => ({
      key,
      title,
      cell: (line: PivotLine) => {
        const figure = line.cells.get(key);
        if (!figure) return <span className={tableStyles.mark}>{markOf(nothing)}</span>;
        return <Cell figure={figure} indicator={indicator} share={line.key === 'total' ? undefined : heat(figure)} />;
      },
    })),
  ];
}

type CellProps = { figure: Figure; indicator: IndicatorView; share: number | undefined };

function Cell({ figure, indicator, share }: CellProps) {
  const speech = useSpeech();
  return (
    <span
      className={styles.cell}
      data-heat={share === undefined ? undefined : true}
      style={share === undefined ? {} : ({ '--heat': `${Math.round(4 + share * 28)}%` } as object)}
    >
      {labelOf(figure, indicator, speech)}
      <CellN figure={figure} />
    </span>
  );
}
