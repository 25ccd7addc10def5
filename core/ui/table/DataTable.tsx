import { useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type Header,
  type SortingState,
} from '@tanstack/react-table';
import { EmptyState } from '../page/EmptyState';
import { ErrorState } from '../page/failures';
import { useUrlState } from '../shell/url-state';
import { useFormats, type Formats } from '../texts/formats';
import { useTexts } from '../texts/i18n';
import { shellTexts } from '../texts/shell-texts';
import styles from './DataTable.module.css';
import { moveFocus } from './move-focus';
import { SortButton } from './SortButton';

type CellValue = string | number | boolean | null | undefined;

export type Column<Row> = {
  /** Its name in the address when the table is sorted by it. */
  key: string;
  title: string;
  /** What is sorted by, and shown when there is no `cell`. */
  value: (row: Row) => CellValue;
  cell?: (row: Row) => ReactNode;
  /** Aligned right, tabular figures. */
  numeric?: boolean;
  /** False for columns that have no order. */
  sortable?: boolean;
  /** The column that names the row to a screen reader; the first one when none says so. */
  isName?: boolean;
};

type Props<Row> = {
  /** What the table shows, for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  /** Undefined while the first page loads. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** First order, `title` or `-title` for descending. */
  initialSort?: string;
  /** Name of the order in the address; different for two tables on a page. */
  sortParameter?: string;
  /** The server sorts (read the address by `useUrlState`); otherwise the rows at hand are sorted. */
  sortedByServer?: boolean;
  onOpen?: (row: Row) => void;
  more?: { load: () => void; loading: boolean } | undefined;
  total?: number | undefined;
  error?: unknown;
  retry?: () => void;
  empty?: ReactNode;
};

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
type Features = typeof features;
const none: never[] = [];

/** A sorted table with a header that stays, keys (↑ ↓ Home End Enter), and its own empty, loading and error states. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { rows, error, retry, empty, more, total } = props;
  if (error && !rows) return <ErrorState error={error} retry={retry} />;
  if (rows?.length === 0) return empty ?? <EmptyState />;
  return (
    <div className={styles.table}>
      <Grid {...props} />
      {error ? <ErrorState error={error} retry={retry} /> : null}
      {rows && <Foot shown={rows.length} total={total} more={more} />}
    </div>
  );
}

function Grid<Row extends object>({ caption, columns, rows, rowKey, onOpen, ...rest }: Props<Row>) {
  const t = useTexts(shellTexts);
  const formats = useFormats();
  const body = useRef<HTMLTableSectionElement>(null);
  const table = useSortedTable({ caption, columns, rows, rowKey, ...rest }, formats);
  const nameKey = (columns.find(({ isName }) => isName) ?? columns[0])?.key;
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const onKey = (event: KeyboardEvent, row: Row) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen?.(row);
    else moveFocus(event, body.current);
  };
  return (
    // A region that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label={t('table.scroll', { title: caption })} tabIndex={0}>
      <table aria-busy={!rows}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {table.getFlatHeaders().map((header) => (
              <Head key={header.id} header={header} column={byKey.get(header.id)} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {!rows && <LoadingRows columns={columns.length} />}
          {table.getRowModel().rows.map((row, at) => (
            <tr
              key={row.id}
              {...(onOpen && {
                tabIndex: at === 0 ? 0 : -1,
                'data-opens': true,
                onClick: () => onOpen(row.original),
                onKeyDown: (event: KeyboardEvent) => onKey(event, row.original),
              })}
            >
              {columns.map((column) => (
                <Cell
                  key={column.key}
                  column={column}
                  row={row.original}
                  isName={column.key === nameKey}
                  formats={formats}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useSortedTable<Row extends object>(props: Props<Row>, formats: Formats) {
  const { columns, rows, rowKey, initialSort = '', sortParameter = 'sort', sortedByServer = false } = props;
  const [state, change] = useUrlState({ [sortParameter]: initialSort } as Record<string, string>);
  const written = state[sortParameter] ?? '';
  const sorting: SortingState = written ? [{ id: written.replace(/^-/, ''), desc: written.startsWith('-') }] : [];
  const definitions = useMemo(
    () =>
      columns.map(({ key, value, sortable = true, numeric = false }) => ({
        id: key,
        accessorFn: (row: Row) => value(row) ?? undefined,
        enableSorting: sortable,
        sortDescFirst: numeric,
        sortUndefined: 'last' as const,
        sortFn: (a: { getValue(id: string): unknown }, b: { getValue(id: string): unknown }, id: string) =>
          compare(a.getValue(id), b.getValue(id), formats),
      })),
    [columns, formats],
  );
  return useTable<Features, Row>({
    features,
    columns: definitions,
    data: (rows ?? none) as Row[],
    getRowId: (row) => rowKey(row),
    manualSorting: sortedByServer,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (update) => {
      const [first] = typeof update === 'function' ? update(sorting) : update;
      change({ [sortParameter]: first ? `${first.desc ? '-' : ''}${first.id}` : initialSort });
    },
  });
}

function compare(a: unknown, b: unknown, formats: Formats): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return formats.compare(String(a), String(b));
}

type HeadProps<Row extends object> = { header: Header<Features, Row>; column: Column<Row> | undefined };

function Head<Row extends object>({ header, column }: HeadProps<Row>) {
  const sorted = header.column.getIsSorted();
  const order = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined;
  return (
    <th scope="col" aria-sort={order} data-numeric={column?.numeric || undefined}>
      {header.column.getCanSort() ? (
        <SortButton title={column?.title ?? ''} sorted={sorted} onToggle={() => header.column.toggleSorting()} />
      ) : (
        column?.title
      )}
    </th>
  );
}

type CellProps<Row> = { column: Column<Row>; row: Row; isName: boolean; formats: Formats };

function Cell<Row>({ column, row, isName, formats }: CellProps<Row>) {
  const t = useTexts(shellTexts);
  const content = column.cell ? column.cell(row) : shown(column.value(row), formats);
  const inside = content ?? <span className={styles.nothing}>{t('table.no-value')}</span>;
  if (isName) return <th scope="row">{inside}</th>;
  return <td data-numeric={column.numeric || undefined}>{inside}</td>;
}

function shown(value: CellValue, formats: Formats): ReactNode {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'number' ? formats.number(value) : String(value);
}

const LoadingRows = ({ columns }: { columns: number }) =>
  Array.from({ length: 6 }, (_, row) => (
    <tr key={row}>
      {Array.from({ length: columns }, (_unused, column) => (
        <td key={column}>
          <Skeleton h={16} w={column === 0 ? '12rem' : '6rem'} />
        </td>
      ))}
    </tr>
  ));

function Foot({
  shown: count,
  total,
  more,
}: {
  shown: number;
  total: number | undefined;
  more: Props<object>['more'];
}) {
  const t = useTexts(shellTexts);
  const isPart = total !== undefined && total > count;
  return (
    <div className={styles.foot}>
      <span role="status">
        {isPart ? t('table.shown', { shown: count, total }) : t('table.shown-all', { count })}
        {more && !isPart && '+'}
      </span>
      {more && (
        <Button variant="default" onClick={more.load} loading={more.loading}>
          {t('table.more')}
        </Button>
      )}
    </div>
  );
}
