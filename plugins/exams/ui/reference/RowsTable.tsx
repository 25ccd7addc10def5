import { DataTable, EmptyState, useApi, useTexts, type Column } from '@regiso/core/ui';
import { texts } from '../texts';

type Props<Row> = {
  what: 'kinds' | 'subjects' | 'scales' | 'thresholds' | 'sessions';
  address: string;
  query?: Readonly<Record<string, string>>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  initialSort: string;
  onOpen?: (row: Row) => void;
};

/** One list of the reference as a table. */
export function RowsTable<Row extends object>({ what, address, query = {}, onOpen, ...table }: Props<Row>) {
  const t = useTexts(texts);
  const list = useApi<Row[]>(address, query);
  return (
    <DataTable
      {...table}
      {...(onOpen && { onOpen })}
      caption={t(what)}
      rows={list.data}
      error={list.error}
      retry={() => void list.refetch()}
      empty={<EmptyState title={t(`${what}.empty`)} />}
    />
  );
}
