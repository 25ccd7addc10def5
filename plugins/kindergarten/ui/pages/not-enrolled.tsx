import {
  Button,
  DataTable,
  EmptyState,
  Link,
  Page,
  Stack,
  Text,
  useApi,
  useFormats,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { NotEnrolled } from '../../shared/not-enrolled';
import type { Status } from '../../shared/words';
import { StatusBadge } from '../Marks';
import { notEnrolledTexts } from '../not-enrolled/texts';
import print from '../Print.module.css';
import { texts } from '../texts';

type Row = NotEnrolled['rows'][number];

/** Children of school age who attend neither a kindergarten nor a school. */
export default function NotEnrolledPage() {
  const t = useTexts(notEnrolledTexts);
  const titles = useTexts(texts);
  const { number } = useFormats();
  const list = useApi<NotEnrolled>('/kindergarten/not-enrolled');
  const { data } = list;
  return (
    <Page
      title={titles('not-enrolled')}
      lead={data && t('lead', { years: number(data.fromMonths / 12) })}
      actions={
        <Button variant="default" className={print.screen ?? ''} onClick={() => window.print()}>
          {t('print')}
        </Button>
      }
    >
      <Stack gap="md">
        {data && data.rows.length > 0 && (
          <Text fw={600} role="status">
            {t('count', { count: data.rows.length + data.left })}
          </Text>
        )}
        <DataTable
          caption={titles('not-enrolled')}
          columns={useColumns(data?.on ?? '')}
          rows={data?.rows}
          rowKey={({ id }) => id}
          error={list.error}
          retry={() => void list.refetch()}
          empty={<EmptyState title={t('none')} what={t('none.what')} />}
        />
        {data && data.left > 0 && <Text c="dimmed">{t('left', { count: data.left })}</Text>}
        {data && !data.verified && (
          <Text size="sm" c="dimmed">
            {t('unverified', { act: data.act })}
          </Text>
        )}
      </Stack>
    </Page>
  );
}

/** Full months between two days. */
function monthsBetween(from: string, to: string): number {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const [atYear = 0, atMonth = 0, atDay = 0] = to.split('-').map(Number);
  return (atYear - year) * 12 + atMonth - month - (atDay < day ? 1 : 0);
}

function useColumns(on: string): Column<Row>[] {
  const t = useTexts(notEnrolledTexts);
  const { day } = useFormats();
  return [
    {
      ...{ key: 'child', title: t('child'), isName: true, value: ({ child }) => child },
      cell: ({ child, birthDate }) => (
        <>
          {child}
          <Text size="sm" c="dimmed">
            {day(birthDate)}
          </Text>
        </>
      ),
    },
    {
      ...{ key: 'age', title: t('age'), value: ({ birthDate }) => -Date.parse(birthDate) },
      cell: ({ birthDate }) => {
        const months = monthsBetween(birthDate, on);
        return t('age.of', { years: Math.floor(months / 12), months: months % 12 });
      },
    },
    {
      ...{ key: 'guardian', title: t('guardian'), value: ({ guardian }) => guardian },
      cell: ({ guardian, phone }) =>
        guardian ? (
          <>
            {guardian}
            {phone && (
              <Text size="sm">
                <a href={`tel:${phone}`}>{phone}</a>
              </Text>
            )}
          </>
        ) : (
          '—'
        ),
    },
    {
      ...{ key: 'application', title: t('application'), value: ({ number }) => number },
      cell: ({ applicationId, number, status }) =>
        applicationId ? (
          <Stack gap={4} align="start">
            <Link to={`/kindergarten/queue/${applicationId}` as '/'}>{number}</Link>
            {status && <StatusBadge status={status as Status} />}
          </Stack>
        ) : (
          <Text c="dimmed">{t('application.none')}</Text>
        ),
    },
    {
      ...{ key: 'garden', title: t('garden'), value: ({ leftOn }) => leftOn },
      cell: ({ garden, leftOn }) => (garden && leftOn ? t('garden.left', { garden, day: day(leftOn) }) : '—'),
    },
  ];
}
