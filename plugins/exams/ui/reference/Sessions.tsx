import { NativeSelect, NumberInput, SimpleGrid, Textarea, TextInput } from '@regiso/core/ui';
import { useFormats, useMay, useTexts, type Column } from '@regiso/core/ui';
import { addresses, useNames, useValidity, type Session } from '../model';
import { texts } from '../texts';
import { AddRow } from './AddRow';
import { KindField, numberOf } from './fields';
import { RowsTable } from './RowsTable';

/** Periods of exams with their days; those that came with results alone have none yet. */
export function Sessions() {
  const t = useTexts(texts);
  const names = useNames();
  const validity = useValidity();
  const { day } = useFormats();
  const columns: Column<Session>[] = [
    { key: 'year', title: t('year'), value: ({ year }) => year, cell: ({ year }) => String(year), numeric: true },
    { key: 'kind', title: t('kind'), value: ({ kind }) => names.kind(kind), isName: true },
    { key: 'period', title: t('period'), value: ({ period }) => t(`period.${period}`) },
    {
      key: 'days',
      title: t('days'),
      value: ({ startsOn }) => startsOn,
      cell: ({ startsOn, endsOn }) => startsOn && validity({ validFrom: startsOn, validTo: endsOn }),
    },
    {
      key: 'apply-by',
      title: t('apply-by'),
      value: ({ applyBy }) => applyBy,
      cell: ({ applyBy }) => applyBy && day(applyBy),
    },
    { key: 'source', title: t('source'), value: ({ source }) => source },
  ];
  return (
    <>
      {useMay('exams.edit-reference') && <EnterSession />}
      <RowsTable
        what="sessions"
        address={addresses.sessions}
        columns={columns}
        rowKey={({ kind, year, period }) => [kind, year, period].join('/')}
        initialSort="year"
      />
    </>
  );
}

const periods = ['early', 'main', 'additional'] as const;
type Values = Record<'kind' | 'period' | 'startsOn' | 'endsOn' | 'applyBy' | 'source', string> & {
  year: number | string;
};
const empty: Values = {
  ...{ kind: '', year: '', period: 'main' },
  ...{ startsOn: '', endsOn: '', applyBy: '', source: '' },
};

function EnterSession() {
  const t = useTexts(texts);
  const { kind: nameOf } = useNames();
  return (
    <AddRow
      words={t('enter-session')}
      address={addresses.sessions}
      empty={empty}
      titleOf={({ kind, year }) => t('session.of', { kind: nameOf(kind), year })}
      bodyOf={({ year, applyBy, ...rest }) => ({ ...rest, year: numberOf(year), applyBy: applyBy || null })}
    >
      {(form) => (
        <>
          <KindField field={form.field('kind')} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NumberInput label={t('year')} required min={1990} max={2100} {...form.field('year')} />
            <NativeSelect
              label={t('period')}
              data={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
              {...form.field('period')}
            />
            <TextInput type="date" label={t('first-day')} required {...form.field('startsOn')} />
            <TextInput type="date" label={t('last-day')} required {...form.field('endsOn')} />
          </SimpleGrid>
          <TextInput type="date" label={t('apply-by')} {...form.field('applyBy')} />
          <Textarea label={t('source')} description={t('source.what')} required autosize {...form.field('source')} />
        </>
      )}
    </AddRow>
  );
}
