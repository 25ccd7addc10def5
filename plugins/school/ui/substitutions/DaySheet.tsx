import { DataTable, EmptyState, useApi, useFormats, useTexts, type Column } from '@regiso/core/ui';
import type { Sheet } from '../../shared/substitutions';
import { useSubject } from '../journal/words';
import { substitutionTexts } from './texts';

/** Substitutions and cancelled lessons of a day, as they hang on the wall: without reasons. */
export function DaySheet({ year, day }: { year: string; day: string }) {
  const t = useTexts(substitutionTexts);
  const formats = useFormats();
  const subject = useSubject();
  const { data, error, refetch } = useApi<Sheet>(`/school/years/${year}/substitutions`, { day });
  const columns: Column<Sheet[number]>[] = [
    { key: 'number', title: t('number'), value: ({ number }) => number, isName: true },
    { key: 'class', title: t('class'), value: (lesson) => lesson.class },
    { key: 'subject', title: t('subject'), value: subject },
    { key: 'room', title: t('room'), value: ({ room }) => room },
    {
      key: 'instead',
      title: t('instead'),
      value: ({ absent, cancelled, teacher }) => (cancelled === null ? absent : (absent ?? teacher)),
    },
    { key: 'who', title: t('who'), value: ({ teacher, cancelled }) => (cancelled === null ? teacher : t('cancelled')) },
  ];
  return (
    <section aria-labelledby="day-sheet">
      <h2 id="day-sheet">{`${t('sheet')}: ${formats.day(day)}`}</h2>
      <DataTable
        caption={t('sheet')}
        sortParameter="sheet"
        columns={columns}
        rows={data}
        rowKey={({ id }) => id}
        error={error}
        retry={() => void refetch()}
        empty={<EmptyState title={t('sheet.none')} />}
      />
    </section>
  );
}
