import { NativeSelect, NumberInput, useMay, useTexts, type Column } from '@regiso/core/ui';
import { addresses, useNames, type Kind } from '../model';
import { texts } from '../texts';
import { AddRow, NameFields, type NameForm } from './AddRow';
import { RowsTable } from './RowsTable';

const units = ['score', 'mark', 'percent'] as const;

export function Kinds() {
  const t = useTexts(texts);
  const names = useNames();
  const columns: Column<Kind>[] = [
    { key: 'title', title: t('title'), value: ({ code }) => names.kind(code), isName: true },
    { key: 'code', title: t('code'), value: ({ code }) => code },
    { key: 'grade', title: t('grade'), value: ({ grade }) => grade, numeric: true },
    { key: 'unit', title: t('unit'), value: ({ unit }) => t(`unit.${unit}`) },
    { key: 'maximum', title: t('maximum'), value: ({ maximum }) => maximum, numeric: true },
  ];
  return (
    <>
      {useMay('exams.edit-reference') && <AddKind />}
      <RowsTable
        what="kinds"
        address={addresses.kinds}
        columns={columns}
        rowKey={({ code }) => code}
        initialSort="title"
      />
    </>
  );
}

type Values = NameForm & { grade: number | string; unit: string; maximum: number | string };
const empty: Values = { code: '', title: '', titleEn: '', grade: '', unit: 'score', maximum: 100 };

function AddKind() {
  const t = useTexts(texts);
  return (
    <AddRow
      words={t('add-kind')}
      address={addresses.kinds}
      empty={empty}
      titleOf={({ title }) => title}
      bodyOf={({ grade, maximum, ...rest }) => ({
        ...rest,
        grade: grade === '' ? null : Number(grade),
        maximum: maximum === '' ? null : Number(maximum),
      })}
    >
      {(form) => (
        <>
          <NameFields form={form} />
          <NumberInput label={t('grade')} description={t('grade.what')} min={1} max={12} {...form.field('grade')} />
          <NativeSelect
            label={t('unit')}
            data={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
            {...form.field('unit')}
          />
          <NumberInput label={t('maximum')} min={1} max={1000} required {...form.field('maximum')} />
        </>
      )}
    </AddRow>
  );
}
