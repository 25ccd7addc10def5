import type { ReactNode } from 'react';
import { VisuallyHidden } from '@regiso/core/ui';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import styles from './FigureTable.module.css';

export type FigureColumn<Row> = {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  isName?: boolean;
  isSorted?: boolean;
};
export type Order = { by: string; isDown: boolean };

type Props<Row> = {
  caption: string;
  columns: readonly FigureColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Stands first whatever the order. */
  total?: Row | undefined;
  /** Headings sort when given. */
  order?: Order;
  onSort?: (by: string) => void;
  /** Grows with its rows instead of scrolling inside the place of a chart. */
  isWhole?: boolean;
  /** Stands in the narrow place of a single figure. */
  isTight?: boolean;
};

/** Figures in rows: the twin of a chart, or a tile of its own. */
export function FigureTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, total, order, onSort, isWhole, isTight } = props;
  return (
    // A region that scrolls must be reachable by keyboard.
    <div
      className={styles.scroll}
      data-whole={isWhole || undefined}
      data-tight={isTight || undefined}
      role="region"
      aria-label={caption}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.table}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} order={order} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {total && <Line row={total} columns={columns} isTotal />}
          {rows.map((row) => (
            <Line key={rowKey(row)} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps<Row> = {
  column: FigureColumn<Row>;
  order: Order | undefined;
  onSort: Props<Row>['onSort'];
};

function Head<Row>({ column: { key, title, isName }, order, onSort }: HeadProps<Row>) {
  const isSorted = order?.by === key;
  const Arrow = !isSorted ? IconArrowsSort : order.isDown ? IconArrowDown : IconArrowUp;
  const sort = !isSorted ? undefined : order.isDown ? 'descending' : 'ascending';
  return (
    <th scope="col" data-numeric={!isName || undefined} aria-sort={sort}>
      {onSort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(key)}>
          <span>{title}</span>
          <Arrow size={16} aria-hidden />
        </button>
      ) : (
        title
      )}
    </th>
  );
}

type LineProps<Row> = { row: Row; columns: readonly FigureColumn<Row>[]; isTotal?: boolean };

function Line<Row>({ row, columns, isTotal }: LineProps<Row>) {
  return (
    <tr data-total={isTotal || undefined}>
      {columns.map(({ key, cell, isName }) =>
        isName ? (
          <th key={key} scope="row">
            {cell(row)}
          </th>
        ) : (
          <td key={key} data-numeric>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}
