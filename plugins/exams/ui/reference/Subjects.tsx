import { NativeSelect, useMay, useTexts, type Column } from '@regiso/core/ui';
import { addresses, useNames, type Subject } from '../model';
import { texts } from '../texts';
import { AddRow, NameFields, type NameForm } from './AddRow';
import { RowsTable } from './RowsTable';

export function Subjects() {
  const t = useTexts(texts);
  const names = useNames();
  const columns: Column<Subject>[] = [
    { key: 'title', title: t('title'), value: ({ code }) => names.subject(code), isName: true },
    { key: 'code', title: t('code'), value: ({ code }) => code },
    { key: 'unit', title: t('unit'), value: ({ unit }) => t(unit ? `unit.${unit}` : 'unit.as-kind') },
  ];
  return (
    <>
      {useMay('exams.edit-reference') && <AddSubject />}
      <RowsTable
        what="subjects"
        address={addresses.subjects}
        columns={columns}
        rowKey={({ code }) => code}
        initialSort="title"
      />
    </>
  );
}

const empty: NameForm & { unit: string } = { code: '', title: '', titleEn: '', unit: '' };
const units = ['', 'score', 'mark', 'percent'] as const;

function AddSubject() {
  const t = useTexts(texts);
  return (
    <AddRow
      words={t('add-subject')}
      address={addresses.subjects}
      empty={empty}
      titleOf={({ title }) => title}
      bodyOf={({ unit, ...rest }) => ({ ...rest, unit: unit || null })}
    >
      {(form) => (
        <>
          <NameFields form={form} />
          <NativeSelect
            label={t('unit')}
            data={units.map((value) => ({ value, label: t(value ? `unit.${value}` : 'unit.as-kind') }))}
            {...form.field('unit')}
          />
        </>
      )}
    </AddRow>
  );
}
