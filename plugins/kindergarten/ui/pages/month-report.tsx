import {
  FileActions,
  Link,
  List,
  Page,
  Stack,
  Text,
  Title,
  useApi,
  useFormats,
  useMay,
  useParam,
  useTexts,
} from '@regiso/core/ui';
import { CountTable } from '../month-report/CountTable';
import { Differences } from '../month-report/Differences';
import { Make } from '../month-report/Make';
import { attendance, movement, useMonthName, type MonthReportView } from '../month-report/model';
import styles from '../month-report/Report.module.css';
import { reportTexts } from '../month-report/texts';
import { texts } from '../texts';

/** A month as it was reported, with what differs today. */
export default function MonthReport() {
  const t = useTexts(reportTexts);
  const titles = useTexts(texts);
  const monthName = useMonthName();
  const address = `/kindergarten/month-reports/${useParam('id')}`;
  const report = useApi<MonthReportView>(address);
  const { data } = report;
  return (
    <Page
      title={data ? t('title', { month: monthName(data.figures.month) }) : titles('month-report')}
      lead={data?.figures.organisation}
      breadcrumbs={[{ title: titles('month-reports'), to: '/kindergarten/month-reports' }]}
      loading={report.isPending}
      error={report.error}
      retry={() => void report.refetch()}
      actions={<FileActions path={`${address}/file`} file={t('file')} print={t('print')} />}
    >
      {data && <Whole report={data} />}
    </Page>
  );
}

function Whole({ report }: { report: MonthReportView }) {
  const t = useTexts(reportTexts);
  const { instant } = useFormats();
  const { id, figures, version, madeAt, by, sha256, differences, versions } = report;
  const mayMake = useMay('kindergarten.keep-groups');
  const at = instant(madeAt);
  return (
    <Stack gap="xl">
      <div>
        <Text fw={600}>{by ? t('made.by', { version, at, by }) : t('made', { version, at })}</Text>
        <Text c="dimmed">
          {[t('worked', { count: figures.workedDays }), !figures.isClosed && t('was-open')].filter(Boolean).join('. ')}
        </Text>
      </div>
      <Differences rows={differences} />
      {mayMake && differences.length > 0 && versions[0]?.id === id && (
        <Make organisation={figures.organisationId} garden={figures.organisation} month={figures.month} isAgain />
      )}
      <section>
        <Title order={2} mb="sm">
          {t('movement')}
        </Title>
        <CountTable title={t('movement')} counts={movement} figures={figures} />
        <Text size="sm" c="dimmed" mt="xs">
          {t('movement.what')}
        </Text>
      </section>
      <section>
        <Title order={2} mb="sm">
          {t('attendance')}
        </Title>
        <CountTable title={t('attendance')} counts={attendance} figures={figures} />
        <Text size="sm" c="dimmed" mt="xs">
          {t('attendance.what')}
        </Text>
      </section>
      <Versions report={report} />
      <div>
        <Text size="sm" c="dimmed">
          {t('digest')}
        </Text>
        <Text className={styles.digest}>{sha256}</Text>
      </div>
    </Stack>
  );
}

function Versions({ report: { id, versions } }: { report: MonthReportView }) {
  const t = useTexts(reportTexts);
  const { instant } = useFormats();
  if (versions.length < 2) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        {t('versions')}
      </Title>
      <List>
        {versions.map(({ id: one, version, madeAt }) => {
          const text = t('made', { version, at: instant(madeAt) });
          return (
            <List.Item key={one}>
              {one === id ? text : <Link to={`/kindergarten/month-reports/${one}` as '/'}>{text}</Link>}
            </List.Item>
          );
        })}
      </List>
    </section>
  );
}
