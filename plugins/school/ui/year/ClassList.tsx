import { DataTable, EmptyState, Group, Link, Stack, useMay, useTexts, type Column } from '@regiso/core/ui';
import type { YearClass, YearView } from '../../shared/year';
import { ClassDialog } from './ClassDialog';
import { yearTexts } from './texts';

/** Classes of a year with their teachers and how many hours of the plan are taught. */
export function ClassList({ year }: { year: YearView }) {
  const t = useTexts(yearTexts);
  const mayKeep = useMay('school.keep-classes');
  const columns = useColumns(year, mayKeep);
  return (
    <Stack gap="md">
      {mayKeep && (
        <Group>
          <ClassDialog year={year} />
        </Group>
      )}
      <DataTable
        caption={t('tab.classes')}
        columns={columns}
        rows={year.classList}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('no-classes')} what={t('no-classes.what')} />}
      />
    </Stack>
  );
}

function useColumns(year: YearView, mayKeep: boolean): Column<YearClass>[] {
  const t = useTexts(yearTexts);
  return [
    {
      key: 'class',
      title: t('class'),
      value: ({ grade, letter }) => `${String(grade).padStart(2, '0')}${letter}`,
      isName: true,
      cell: ({ id, name, setNumber }) => (
        <>
          <Link to={`/school/classes/${id}` as '/'}>{name}</Link>
          {setNumber && ` · ${t('set.of', { number: setNumber })}`}
        </>
      ),
    },
    {
      key: 'teacher',
      title: t('teacher'),
      value: ({ teacher }) => teacher ?? '',
      cell: ({ teacher }) => teacher ?? t('no-teacher'),
    },
    { key: 'shift', title: t('shift'), value: ({ shift }) => shift, numeric: true },
    { key: 'pupils', title: t('pupils'), value: ({ pupils }) => pupils, numeric: true },
    { key: 'hours', title: t('hours'), value: ({ planned }) => planned, numeric: true },
    { key: 'taught', title: t('taught'), value: ({ taught }) => taught, numeric: true },
    {
      key: 'act',
      title: t('actions'),
      value: () => null,
      sortable: false,
      cell: (one) => (
        <Group gap="xs">
          <Link to={`/school/classes/${one.id}/load` as '/'} aria-label={t('load.of', { name: one.name })}>
            {t('load')}
          </Link>
          {mayKeep && <ClassDialog year={year} of={one} />}
        </Group>
      ),
    },
  ];
}
