import {
  Badge,
  DataTable,
  EmptyState,
  Group,
  Link,
  Page,
  Stack,
  Text,
  TextInput,
  useApi,
  useFormats,
  useMay,
  useTexts,
  useToday,
  useUrlState,
  type Column,
} from '@regiso/core/ui';
import { Make } from '../month-report/Make';
import { monthBefore, type MonthReportRow } from '../month-report/model';
import styles from '../month-report/Report.module.css';
import { reportTexts } from '../month-report/texts';
import { texts } from '../texts';

/** What each kindergarten reported of a month, and the one click that reports it. */
export default function MonthReports() {
  const t = useTexts(reportTexts);
  const titles = useTexts(texts);
  const today = useToday();
  const [{ month }, change] = useUrlState({ month: monthBefore(today) });
  const reports = useApi<MonthReportRow[]>('/kindergarten/month-reports', { month });
  const isOver = month < today.slice(0, 7);
  return (
    <Page title={titles('month-reports')} lead={t('lead')}>
      <Stack gap="md">
        <Group align="end">
          <TextInput
            type="month"
            label={t('month')}
            max={today.slice(0, 7)}
            value={month}
            onChange={({ currentTarget: { value } }) => value && change({ month: value })}
          />
          {!isOver && <Text c="dimmed">{t('make.not-over')}</Text>}
        </Group>
        <DataTable
          caption={titles('month-reports')}
          columns={useColumns(month, isOver)}
          rows={reports.data}
          rowKey={({ organisationId }) => organisationId}
          error={reports.error}
          retry={() => void reports.refetch()}
          empty={<EmptyState title={t('none')} />}
        />
      </Stack>
    </Page>
  );
}

function useColumns(month: string, isOver: boolean): Column<MonthReportRow>[] {
  const t = useTexts(reportTexts);
  const mayMake = useMay('kindergarten.keep-groups') && isOver;
  return [
    { key: 'garden', title: t('garden'), value: ({ organisation }) => organisation, isName: true },
    {
      ...{ key: 'report', title: t('report') },
      value: ({ report }) => report?.madeAt ?? '',
      cell: (row) => <Reported row={row} month={month} mayMake={mayMake} />,
    },
    { key: 'children', title: t('children'), value: ({ children }) => children, numeric: true },
    { key: 'unmarked', title: t('unmarked'), value: ({ unmarked }) => unmarked, numeric: true },
    {
      ...{ key: 'marks', title: t('marks') },
      value: ({ isClosed }) => t(isClosed ? 'marks.closed' : 'marks.open'),
      cell: ({ isClosed }) => <Text className={styles.short}>{t(isClosed ? 'marks.closed' : 'marks.open')}</Text>,
    },
  ];
}

type ReportedProps = { row: MonthReportRow; month: string; mayMake: boolean };

function Reported({ row: { report, organisation, organisationId }, month, mayMake }: ReportedProps) {
  const t = useTexts(reportTexts);
  const { instant } = useFormats();
  const make = <Make organisation={organisationId} garden={organisation} month={month} isAgain={report !== null} />;
  if (!report) return mayMake ? make : <Text className={styles.short}>{t('report.none')}</Text>;
  return (
    <Stack gap={4} align="start">
      <Link to={`/kindergarten/month-reports/${report.id}` as '/'} aria-label={t('open', { garden: organisation })}>
        {t('report.version', { version: report.version, day: instant(report.madeAt) })}
      </Link>
      {report.differs && (
        <Badge color="yellow" variant="light">
          {t('report.differs')}
        </Badge>
      )}
      {report.differs && mayMake && make}
    </Stack>
  );
}
