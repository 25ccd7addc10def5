import { DataTable, Group, Progress, Stack, Text, useFormats, useTexts, type Column } from '@regiso/core/ui';
import type { ClassLoadView } from '../../shared/year';
import { loadTexts } from './texts';
import { hoursByTeacher, type Subject } from './use-load';

type Props = { view: ClassLoadView; subjects: readonly Subject[]; titleOf: (code: string) => string };

/** The hours of a class against the most that a norm allows, and what nobody teaches yet. */
export function Meter({ view: { norm }, subjects, titleOf }: Props) {
  const t = useTexts(loadTexts);
  const { list, number } = useFormats();
  const hours = subjects.reduce((sum, subject) => sum + subject.hours, 0);
  const missing = subjects.filter(({ loads }) => !loads.length || loads.some(({ teacherId }) => !teacherId));
  const given = hours - missing.reduce((sum, subject) => sum + subject.hours, 0);
  const different = subjects.filter((subject) => subject.loads.some((load) => load.hours !== subject.hours));
  const isOver = hours > norm.week;
  return (
    <Stack gap={4} role="status">
      <Group justify="space-between">
        <Text fw={600}>{t('week', { hours: number(hours), norm: norm.week })}</Text>
        <Text>{t('given', { given: number(given), hours: number(hours) })}</Text>
      </Group>
      <Progress.Root size="lg" aria-hidden>
        <Progress.Section value={(100 * Math.min(hours, norm.week)) / norm.week} color={isOver ? 'red' : 'blue'} />
      </Progress.Root>
      {isOver && (
        <Text c="red" fw={600}>
          {t('week.over', { over: number(hours - norm.week) })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('week.act', { act: norm.act })}
        {!norm.isVerified && ` (${t('unverified')})`}
      </Text>
      {missing.length > 0 && (
        <Text size="sm">{t('missing', { list: list(missing.map(({ subject }) => titleOf(subject))) })}</Text>
      )}
      {different.length > 0 && (
        <Text size="sm">{t('different', { list: list(different.map(({ subject }) => titleOf(subject))) })}</Text>
      )}
    </Stack>
  );
}

type Row = { id: string; name: string; here: number; all: number };

/** What those who teach this class have in all classes of the year. */
export function StaffHours({ view, subjects }: Omit<Props, 'titleOf'>) {
  const t = useTexts(loadTexts);
  const { number } = useFormats();
  const here = hoursByTeacher(subjects);
  const rows = view.staff.flatMap(({ id, name, elsewhere }): Row[] => {
    const own = here.get(id);
    return own ? [{ id, name, here: own, all: own + elsewhere }] : [];
  });
  const columns: Column<Row>[] = [
    { key: 'name', title: t('name'), value: ({ name }) => name, isName: true },
    { key: 'here', title: t('here'), value: (row) => row.here, numeric: true },
    { key: 'all', title: t('all'), value: ({ all }) => all, numeric: true },
    {
      key: 'rates',
      title: t('rates'),
      value: ({ all }) => all / view.norm.rate,
      cell: ({ all }) => number(Math.round((100 * all) / view.norm.rate) / 100),
      numeric: true,
    },
  ];
  if (!rows.length) return null;
  return (
    <section aria-labelledby="staff-hours">
      <h2 id="staff-hours">{t('staff')}</h2>
      <Text c="dimmed" mb="xs">
        {t('staff.what', { rate: view.norm.rate })}
      </Text>
      <DataTable caption={t('staff')} sortParameter="staff" columns={columns} rows={rows} rowKey={({ id }) => id} />
    </section>
  );
}
