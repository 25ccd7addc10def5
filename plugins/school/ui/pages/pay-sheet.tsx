import {
  DataTable,
  EmptyState,
  FileActions,
  Group,
  Page,
  Stack,
  Text,
  useApi,
  useFormats,
  useParam,
  useTexts,
  useToday,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import { hourNames, type PaySheet } from '../../shared/pay-sheet';
import { DaySpan } from '../substitutions/DaySpan';
import { paySheetTexts } from '../substitutions/pay-sheet-texts';
import { texts } from '../texts';
import styles from '../timetable/Timetable.module.css';

/** Hours of the teachers over some days: by the timetable, for others, left to others, cancelled. */
export default function PaySheetPage() {
  const t = useTexts(paySheetTexts);
  const titles = useTexts(texts);
  const { day } = useFormats();
  const id = useParam('id');
  const today = useToday();
  const [{ from, to }, change] = useUrlState({ from: `${today.slice(0, 7)}-01`, to: today });
  const { data, error, isPending, refetch } = useApi<PaySheet>(`/school/years/${id}/pay-sheet`, { from, to });
  return (
    <Page
      title={titles('pay-sheet')}
      lead={<span className={styles.screen}>{t('lead')}</span>}
      breadcrumbs={[
        { title: titles('years'), to: '/school/years' },
        { title: titles('year'), to: `/school/years/${id}` },
        { title: titles('substitutions'), to: `/school/substitutions/${id}` },
      ]}
      actions={
        <FileActions
          path={`/school/years/${id}/pay-sheet/file`}
          body={{ from, to }}
          isReady={Boolean(data)}
          file={t('file')}
          print={t('print')}
        />
      }
    >
      <Stack gap="lg">
        <Group align="end" className={styles.screen}>
          <DaySpan {...{ from, to }} onChange={change} />
        </Group>
        <section aria-labelledby="hours">
          <h2 id="hours">{t('days', { from: day(from), to: day(to) })}</h2>
          <DataTable
            caption={titles('pay-sheet')}
            sortParameter="hours"
            columns={useColumns()}
            rows={isPending ? undefined : data?.rows}
            rowKey={({ teacherId }) => teacherId}
            error={error}
            retry={() => void refetch()}
            empty={<EmptyState title={t('none')} />}
          />
        </section>
        <Text c="dimmed">{t('count')}</Text>
        <Text c="dimmed">{t('whose')}</Text>
      </Stack>
    </Page>
  );
}

function useColumns(): Column<PaySheet['rows'][number]>[] {
  const t = useTexts(paySheetTexts);
  const { number } = useFormats();
  return [
    { key: 'teacher', title: t('teacher'), value: ({ teacher }) => teacher, isName: true },
    ...hourNames.map((key) => ({
      ...{ key, title: t(key), numeric: true },
      value: (row: PaySheet['rows'][number]) => row[key],
      cell: (row: PaySheet['rows'][number]) => number(row[key]),
    })),
  ];
}
